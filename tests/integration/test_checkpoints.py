"""Checkpoints of the record of acts that anybody may keep, from real services."""

from pathlib import Path
from typing import Any

import pytest

from tests.integration.conftest import JABAR, Working
from tests.integration.test_audit_record import record, seal, verifier

pytestmark = pytest.mark.stack


def test_anybody_who_kept_a_checkpoint_sees_that_the_record_only_grew(
    registry: Working, documents: Working, tmp_path: Path
) -> None:
    for added in (3, 2, 6):
        record(registry, JABAR, added)
        documents.hear(JABAR, seal(registry, JABAR))
        if not (tmp_path / "kept.txt").exists():
            (kept,) = [one for one in _shown(documents) if one["service"] == "registry"]
            (tmp_path / "kept.txt").write_text(kept["checkpoint"])
    grown = documents.ask(JABAR, path=f"/v1/checkpoints/growth?service=registry&since={kept['size']}")
    (tmp_path / "grown.json").write_text(grown.text)
    check = (str(tmp_path / "kept.txt"), "--grown", str(tmp_path / "grown.json"))
    status, line = verifier(*check, "--keys", registry.runtime.settings.trusted_keys_file)
    now = kept["size"] + 8
    expected = f"sah: ppid.kpu.go.id/{JABAR}/registry, dari {kept['size']} ke {now} entri: catatan hanya bertambah"
    assert (status, line) == (0, expected)
    never = documents.ask(JABAR, path=f"/v1/checkpoints/growth?service=registry&since={now + 1}")
    assert never.status_code == 404


def _shown(documents: Working) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = documents.ask(JABAR, path="/v1/checkpoints").get_json()["items"]
    return shown
