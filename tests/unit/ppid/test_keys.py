"""Signing keys: one for each issuer, its name in the key id, only public halves trusted."""

import json
from pathlib import Path

from click.testing import CliRunner
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from chassis.settings import SERVICES
from ppid import keys
from ppid.cli import main


def test_a_token_signed_with_an_issuers_key_is_trusted(tmp_path: Path) -> None:
    keys.make(tmp_path)
    key = ECKey.import_key(json.loads((tmp_path / "intake.jwk").read_text()))
    token = jwt.encode({"alg": "ES256", "kid": "intake-1"}, {"iss": "intake"}, key, algorithms=["ES256"])
    trusted = KeySet.import_key_set(json.loads((tmp_path / keys.TRUSTED).read_text()))
    assert jwt.decode(token, trusted, algorithms=["ES256"]).claims == {"iss": "intake"}


def test_no_private_half_is_in_the_trusted_set(tmp_path: Path) -> None:
    keys.make(tmp_path)
    trusted = json.loads((tmp_path / keys.TRUSTED).read_text())["keys"]
    assert [key["kid"] for key in trusted] == [f"{service}-1" for service in SERVICES]
    assert not any("d" in key for key in trusted)


def test_private_keys_are_for_their_owner_only(tmp_path: Path) -> None:
    keys.make(tmp_path)
    assert {(tmp_path / f"{service}.jwk").stat().st_mode & 0o777 for service in SERVICES} == {0o600}


def test_keys_that_exist_are_kept(tmp_path: Path) -> None:
    keys.make(tmp_path)
    before = {file.name: file.read_text() for file in tmp_path.iterdir()}
    keys.make(tmp_path)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == before


def test_a_key_that_was_replaced_is_trusted_in_place_of_the_old_one(tmp_path: Path) -> None:
    keys.make(tmp_path)
    old = (tmp_path / keys.TRUSTED).read_text()
    (tmp_path / "notify.jwk").unlink()
    keys.make(tmp_path)
    assert (tmp_path / keys.TRUSTED).read_text() != old


def test_without_a_folder_keys_go_where_services_look_for_them(tmp_path: Path) -> None:
    env = {"PPID_ENV": "compose", "PPID_TRUSTED_KEYS_FILE": str(tmp_path / "kunci" / keys.TRUSTED)}
    result = CliRunner().invoke(main, ["keys"], env=env)
    assert result.exit_code == 0
    assert (tmp_path / "kunci" / keys.TRUSTED).is_file()
