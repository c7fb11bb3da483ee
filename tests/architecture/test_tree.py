"""What the whole tree promises: it builds from anywhere, and its pages speak of things that exist."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.table import table

ROOT = Path(__file__).parents[2]

# In two halves, so that this file keeps its own rule.
REGISTRIES = [
    *(("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"), ("docker", ".io")),
    *(("ghcr", ".io"), ("quay", ".io"), ("gcr", ".io"), ("registry.k8s", ".io"), ("mcr.microsoft", ".com")),
    *(("deb.debian", ".org"), ("proxy.golang", ".org")),
]
OPTIONS = [("--index", "-url"), ("--extra-index", "-url"), ("--find", "-links"), ("# syntax", "=")]

LONGEST_DECISION = 150  # words

# `services/intake/api.py`, `deploy/k8s/`, `services/intake/commands.py::submit`
NAME = re.compile(r"`((?:[\w.-]+/)+(?:[\w.-]+)?)(?:::(\w+))?`")
LINK = re.compile(r"\]\(([^):#]+)")
OURS = (
    "chassis", "contracts", "deploy", "docs", "gateway", "ppid", "requirements", "services", "statute", "tests",
    "verifier",
)  # fmt: skip
PAGES = list(ROOT.glob("*.md")) + [
    path
    for folder in ("docs", "services", "deploy", "contracts", "statute", "chassis", "gateway", "tests", "verifier")
    for path in (ROOT / folder).rglob("*.md")
]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git work tree")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_package_registry() -> None:
    """Whoever builds this decides where packages come from; a name in the tree would decide for them."""
    words = ["".join(halves).encode() for halves in (*REGISTRIES, *OPTIONS)]
    named = {
        f"{path.relative_to(ROOT)}: {word.decode()}"
        for path in _tracked()
        for content in [path.read_bytes()]
        for word in words
        if word in content
    }
    assert named == set()


@table("page", PAGES)
def test_pages_name_files_and_functions_that_exist(page: Path) -> None:
    missing = [
        f"{name}::{function}" if function else name
        for name, function in NAME.findall(page.read_text("utf-8"))
        if name.startswith(OURS) and not _exists(name, function)
    ]
    assert missing == []


@table("page", PAGES)
def test_pages_link_to_what_is_there(page: Path) -> None:
    assert [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()] == []


@table(
    ("folder", "page"),
    [("chassis", "docs/architecture.md"), ("services/documents/commands", "services/documents/README.md")],
)
def test_a_page_that_says_where_things_are_names_every_module(folder: str, page: str) -> None:
    said = (ROOT / page).read_text("utf-8")
    modules = {path.stem for path in (ROOT / folder).glob("*.py")} - {"__init__"}
    assert {name for name in modules if f"`{name}`" not in said} == set()


def test_every_decision_has_a_number_of_its_own_and_a_page_or_what_superseded_it() -> None:
    folder = ROOT / "docs" / "adr"
    pages = sorted(folder.glob("0*.md"))
    numbers = [int(page.name.split("-")[0]) for page in pages]
    assert [int(page.read_text("utf-8").removeprefix("# ").split(".")[0]) for page in pages] == numbers
    superseded = [
        int(found) for found in re.findall(r"^\| (\d+)\. ", (folder / "README.md").read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(numbers + superseded) == list(range(1, max(numbers) + 1))


def test_a_decision_is_told_in_a_hundred_and_fifty_words() -> None:
    pages = {page.name: len(page.read_text("utf-8").split()) for page in (ROOT / "docs" / "adr").glob("0*.md")}
    assert {name: words for name, words in pages.items() if words > LONGEST_DECISION} == {}


def _exists(name: str, function: str) -> bool:
    path = ROOT / name
    if not function:
        return path.exists()
    if not path.is_file():
        return False
    defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    tree = ast.parse(path.read_text("utf-8"))
    return any(isinstance(node, defined) and node.name == function for node in ast.walk(tree))
