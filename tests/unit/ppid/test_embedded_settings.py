"""The settings that the embedded platform makes up."""

from pathlib import Path

import pytest

from chassis.settings import SERVICES, load
from ppid import keys
from ppid.bootstrap import Login
from ppid.embedded.ports import Ports
from ppid.embedded.settings import Secrets, compose


@pytest.fixture
def values(tmp_path: Path) -> dict[str, str]:
    known = Secrets.kept_in(tmp_path / "secrets.json")
    return compose(
        tmp_path, Ports.from_edge(9080), known, postgres_url="postgresql://a:b@h/postgres", s3_url="http://s"
    )


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_starts_from_them(service: str, values: dict[str, str]) -> None:
    settings = load(service, values)
    assert settings.edge_url == "http://localhost:9080"
    assert settings.service_urls[service] == f"http://{settings.listen}"


def test_no_two_doors_have_the_same_password(values: dict[str, str]) -> None:
    passwords = [Login.of(value).password for name, value in values.items() if name.endswith("DATABASE_URL")]
    assert len(passwords) == len(set(passwords)) == 3 * len(SERVICES) + 1


def test_secrets_stay_the_same_and_are_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    first = Secrets.kept_in(file)
    assert Secrets.kept_in(file) == first
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_secret_that_a_newer_version_needs_is_added_to_the_kept_ones(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    first = Secrets.kept_in(file)
    file.write_text(file.read_text().replace('"s3_key"', '"old_door"'))
    later = Secrets.kept_in(file)
    assert later.passwords["s3_key"] != first.passwords["s3_key"]
    assert later.passwords["postgres"] == first.passwords["postgres"]


def test_the_key_files_are_those_that_keys_makes(values: dict[str, str], tmp_path: Path) -> None:
    keys.make(tmp_path / "keys")
    files = [value for name, value in values.items() if name.endswith(("KEY_FILE", "KEYS_FILE"))]
    assert len(files) == len(SERVICES) + 1
    assert all(Path(file).is_file() for file in files)
