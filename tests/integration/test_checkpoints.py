"""Checkpoints of the record of acts that anybody may keep, from real services."""

from pathlib import Path
from typing import Any

import pytest

from chassis.pace import Pace
from services.documents.seals import api as seals_api
from services.documents.seals import queries as seals_queries
from tests.integration.conftest import JABAR, Working
from tests.integration.test_audit_record import record, seal, verifier

pytestmark = pytest.mark.stack


@pytest.mark.promise("record")
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


def test_a_proof_reads_no_more_than_so_many_seals_and_the_next_one_goes_on_from_where_it_leads(
    registry: Working, documents: Working, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_queries, "MOST", 2)
    sizes = []
    for added in (1, 3, 2, 5, 4, 2):
        record(registry, JABAR, added)
        sealed = seal(registry, JABAR)
        documents.hear(JABAR, sealed)
        sizes.append(sealed.position)
        if len(sizes) == 1:
            (tmp_path / "kept.txt").write_text(sealed.checkpoint)
    files, reached = [], [sizes[0]]
    while reached[-1] < sizes[-1]:
        grown = documents.ask(JABAR, path=f"/v1/checkpoints/growth?service=registry&since={reached[-1]}")
        reached.append(int(grown.get_json()["checkpoint"].split("\n")[1]))
        files.append(tmp_path / f"{reached[-1]}.json")
        files[-1].write_text(grown.text)
    assert reached == [sizes[0], sizes[2], sizes[4], sizes[5]]
    check = (str(tmp_path / "kept.txt"), "--keys", registry.runtime.settings.trusted_keys_file, "--grown")
    status, lines = verifier(*check, *map(str, files))
    assert (status, [line[:4] for line in lines.split("\n")]) == (0, ["sah:"] * 3)
    status, line = verifier(*check, str(files[0]), str(files[2]))
    assert (status, f"dari {sizes[4]} entri" in line) == (2, True)


def test_strangers_of_one_network_ask_for_proofs_at_a_pace(
    registry: Working, documents: Working, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seals_api, "_ASKED", Pace("proofs", 1, 900))
    there = {"X-Forwarded-For": "198.51.100.21"}
    record(registry, JABAR, 1)
    sealed = seal(registry, JABAR)
    documents.hear(JABAR, sealed)
    path = f"/v1/checkpoints/growth?service=registry&since={sealed.position}"
    first, refused = (documents.ask(JABAR, path=path, headers=dict(there)) for _ in range(2))
    assert (first.status_code, refused.status_code) == (200, 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 901
    assert documents.ask(JABAR, path=path, headers={"X-Forwarded-For": "198.51.100.22"}).status_code == 200
    with documents.app.extensions["growth"].one():
        assert documents.ask(JABAR, path=path).status_code == 503


def _shown(documents: Working) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = documents.ask(JABAR, path="/v1/checkpoints").get_json()["items"]
    return shown
