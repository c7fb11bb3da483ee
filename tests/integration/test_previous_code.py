"""The code of the commit before works on the schema of this one: a release goes out while people work."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each service's own work, end to end in its database.
TESTS = (
    "tests/integration/intake/test_submitting.py",
    "tests/integration/test_registry.py",
    "tests/integration/test_documents.py",
    "tests/integration/test_notify.py",
    "tests/integration/gateway/test_story_pages.py",
)
SCHEMAS = ("gateway/migrations", "services/*/migrations", "chassis/tables")

pytestmark = [pytest.mark.assure, pytest.mark.stack, pytest.mark.timeout(900)]


def test_the_commit_before_passes_its_tests_on_the_schema_of_this_one(tmp_path: Path) -> None:
    if _git("rev-parse", "--verify", "--quiet", "HEAD~1").returncode:
        pytest.skip("this clone holds no commit before")
    (tmp_path / "code").mkdir()
    archive = subprocess.run(["git", "archive", "HEAD~1"], cwd=ROOT, capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", tmp_path / "code"], input=archive.stdout, check=True)
    for pattern in SCHEMAS:
        for folder in ROOT.glob(pattern):
            older = tmp_path / "code" / folder.relative_to(ROOT)
            shutil.rmtree(older, ignore_errors=True)
            shutil.copytree(folder, older)
    tests = [test for test in TESTS if (tmp_path / "code" / test).exists()]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not assure", *tests],
        cwd=tmp_path / "code",
        env=os.environ | {"PYTHONPATH": str(tmp_path / "code"), "PYTEST_ADDOPTS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-5000:]


def _git(*words: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, check=False)
