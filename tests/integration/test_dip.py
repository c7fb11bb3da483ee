"""The public-information list on a real database: versions by decree, what the public sees and how it finds it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chassis import clock
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.table import table

pytestmark = pytest.mark.stack
ENTRY: dict[str, Any] = {
    "summary": "Laporan realisasi anggaran tahun 2025", "kind": "periodic", "unit": "Subbagian Keuangan",
    "responsible": "Kepala Subbagian Keuangan", "made_on": "2026-01-15", "made_in": "Depok", "form": "softcopy",
    "retention": "5 tahun",
}  # fmt: skip
DECREE = {"decree_number": "12/HK.03.1/2026", "decree_on": "2026-02-01"}


def _add(registry: Working, office: str = DEPOK, **changes: Any) -> dict[str, Any]:
    answer = registry.ask(office, "officer", path="/v1/dip", method="POST", json=ENTRY | changes)
    assert answer.status_code == 201, answer.get_json()
    added: dict[str, Any] = answer.get_json()
    return added


def _act(registry: Working, item: dict[str, Any], act: str, body: dict[str, Any], office: str = DEPOK) -> Any:
    return registry.ask(
        office, "ppid", path=f"/v1/dip/{item['id']}/{act}", method="POST", json=body,
        headers={"If-Match": f'"{item["version"]}"'},
    )  # fmt: skip


def _published(registry: Working, office: str = DEPOK, **changes: Any) -> dict[str, Any]:
    answer = _act(registry, _add(registry, office, **changes), "publication", DECREE, office)
    assert answer.status_code == 200, answer.get_json()
    item: dict[str, Any] = answer.get_json()
    return item


def _find(registry: Working, office: str = DEPOK, **query: Any) -> dict[str, Any]:
    answer = registry.ask(office, path="/v1/published", query_string=query)
    assert answer.status_code == 200, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def test_a_draft_is_seen_by_the_office_and_by_nobody_else(registry: Working) -> None:
    item = _add(registry, summary="Draf kelapasawit")
    assert (item["state"], item["published"], item["version"]) == ("draft", 0, 1)
    assert registry.ask(DEPOK, "officer", path=f"/v1/dip/{item['id']}").headers["ETag"] == '"1"'
    assert registry.ask(DEPOK, path=f"/v1/published/{item['id']}").status_code == 404
    assert registry.ask(DEPOK, path=f"/v1/dip/{item['id']}").status_code == 401
    assert _find(registry, q="kelapasawit")["items"] == []


def test_every_publication_is_a_numbered_version_with_its_decree(registry: Working) -> None:
    item = _published(registry)
    path = f"/v1/dip/{item['id']}"
    edited = registry.ask(
        DEPOK, "officer", path=path, method="PUT", json=ENTRY | {"retention": "10 tahun"},
        headers={"If-Match": f'"{item["version"]}"'},
    ).get_json()  # fmt: skip
    shown = registry.ask(DEPOK, path=f"/v1/published/{item['id']}").get_json()["versions"]
    assert [version["retention"] for version in shown] == ["5 tahun"]  # an edit is no publication
    again = _act(registry, edited, "publication", DECREE | {"decree_number": "20/HK.03.1/2026"}).get_json()
    shown = registry.ask(DEPOK, path=f"/v1/published/{item['id']}").get_json()["versions"]
    assert [(one["number"], one["decree_number"], one["retention"]) for one in shown] == [
        (2, "20/HK.03.1/2026", "10 tahun"), (1, "12/HK.03.1/2026", "5 tahun"),
    ]  # fmt: skip
    acts = [entry["act"] for entry in again["history"]]
    assert acts == ["dip.added", "dip.published", "dip.edited", "dip.published"]


def test_what_is_withdrawn_leaves_the_public_list_and_keeps_its_versions(registry: Working) -> None:
    item = _published(registry, summary="Jadwal kirabbudaya")
    assert _find(registry, q="kirabbudaya")["total"] == 1
    gone = _act(registry, item, "withdrawal", {"reason": "Digabung dengan entri lain."}).get_json()
    assert (gone["state"], gone["published"], len(gone["versions"])) == ("unpublished", 1, 1)
    assert _find(registry, q="kirabbudaya")["total"] == 0
    assert registry.ask(DEPOK, path=f"/v1/published/{item['id']}").status_code == 404
    assert _act(registry, gone, "withdrawal", {"reason": "Lagi."}).status_code == 409


def test_of_two_who_change_the_same_version_the_second_is_told(registry: Working) -> None:
    item = _published(registry)
    stale = {**item, "version": 1}
    assert _act(registry, stale, "publication", DECREE).status_code == 412
    answer = registry.ask(DEPOK, "ppid", path=f"/v1/dip/{item['id']}/publication", method="POST", json=DECREE)
    assert answer.status_code == 428


def test_an_officer_cannot_publish(registry: Working) -> None:
    item = _add(registry)
    answer = registry.ask(
        DEPOK, "officer", path=f"/v1/dip/{item['id']}/publication", method="POST", json=DECREE,
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert answer.status_code == 403


def test_wrong_columns_are_named_in_indonesian(registry: Working) -> None:
    answer = registry.ask(
        DEPOK, "officer", path="/v1/dip", method="POST",
        json=ENTRY | {"made_on": "2999-01-01", "link": "javascript:x", "summary": " "},
    )  # fmt: skip
    assert answer.status_code == 422
    assert {fault["pointer"] for fault in answer.get_json()["errors"]} == {"/summary"}
    answer = registry.ask(
        DEPOK, "officer", path="/v1/dip", method="POST", json=ENTRY | {"made_on": "2999-01-01", "link": "javascript:x"}
    )
    assert {fault["pointer"] for fault in answer.get_json()["errors"]} == {"/made_on", "/link"}


@table(
    ("summary", "typed"),
    [
        ("Pengumuman penetapan calon terpilih", "menetapkan"),
        ("Pengumuman penetapan calon terpilih", "ditetapkan"),
        ("Pengumuman penetapan calon terpilih", "mengumumkan"),
        ("Penghitungan suara ulang", "dihitung"),
        ("Daftar pengiriman logistik", "mengirim"),
        ("Susunan badan adhoc", "penyusunan"),
        ("Rekapitulasi daftar pemilih berkelanjutan", "rekapitulsi"),
        ("Rekapitulasi daftar pemilih berkelanjutan", "rekap"),
        ("Rekapitulasi daftar pemilih berkelanjutan", "berkelanjutannya"),
        ("Laporan dana kampanye", "kampaye"),
        ("Hasil RKA-K/L tahun 2024-2025", "2025"),
    ],
)
def test_a_search_finds_what_an_inflected_or_mistyped_word_meant(registry: Working, summary: str, typed: str) -> None:
    item = _published(registry, MAKASSAR, summary=summary)
    assert item["id"] in [one["id"] for one in _find(registry, MAKASSAR, q=typed, size=100)["items"]]


def test_a_search_says_which_word_it_took_instead(registry: Working) -> None:
    _published(registry, summary="Inventarisasi kendaraan dinas")
    found = _find(registry, q="inventarisai kendaraan")
    meant = {one["word"]: one["instead"] for one in found["meant"]}
    assert "inventarisasi" in meant["inventarisai"]
    assert meant["kendaraan"] == []


@table("typed", ["'", "a & b | !c", "(:*", "\\", "%", "😀", "kata " * 60])
def test_whatever_is_typed_a_search_answers(registry: Working, typed: str) -> None:
    assert registry.ask(DEPOK, path="/v1/published", query_string={"q": typed[:200]}).status_code == 200


def test_the_public_narrows_by_class_and_year(registry: Working) -> None:
    _published(registry, summary="Sarana posbantuan", kind="immediate", made_on="2024-03-01")
    assert _find(registry, q="posbantuan", kind="immediate", year=2024)["total"] == 1
    assert _find(registry, q="posbantuan", kind="periodic")["total"] == 0
    assert _find(registry, q="posbantuan", year=2023)["total"] == 0
    assert _find(registry)["by_class"]["immediate"] >= 1


def test_the_size_of_each_class_follows_what_is_published_moved_and_taken_out(registry: Working) -> None:
    def sizes() -> tuple[int, int, int]:
        found = _find(registry, MAKASSAR)
        classes = found["by_class"]
        return classes.get("periodic", 0), classes.get("standing", 0), found["total"] - sum(classes.values())

    periodic, standing, _ = sizes()
    item = _published(registry, MAKASSAR)
    assert sizes() == (periodic + 1, standing, 0)
    tag = {"If-Match": f'"{item["version"]}"'}
    moved = registry.ask(
        MAKASSAR, "officer", path=f"/v1/dip/{item['id']}", method="PUT", json=ENTRY | {"kind": "standing"}, headers=tag
    ).get_json()
    again = _act(registry, moved, "publication", DECREE | {"decree_number": "21/2026"}, MAKASSAR).get_json()
    assert sizes() == (periodic, standing + 1, 0)
    _act(registry, again, "withdrawal", {"reason": "Keliru diterbitkan."}, MAKASSAR)
    assert sizes() == (periodic, standing, 0)


def test_an_office_finds_only_its_own_published_information(registry: Working) -> None:
    item = _published(registry, summary="Gudang wolframit")
    assert _find(registry, MAKASSAR, q="wolframit")["items"] == []
    assert registry.ask(MAKASSAR, path=f"/v1/published/{item['id']}").status_code == 404


def test_published_information_comes_up_for_review_when_its_cycle_ends(registry: Working) -> None:
    with clock.held(datetime(2026, 3, 2, 3, tzinfo=UTC)):
        item = _published(registry)
    assert item["review_on"] == "2026-09-02"
    with clock.held(datetime(2026, 9, 1, 3, tzinfo=UTC)):
        before = registry.ask(DEPOK, "officer", path="/v1/dip?state=due&size=200").get_json()
    with clock.held(datetime(2026, 9, 2, 3, tzinfo=UTC)):
        due = registry.ask(DEPOK, "officer", path="/v1/dip?state=due&size=200").get_json()
    assert item["id"] not in [one["id"] for one in before["items"]]
    assert item["id"] in [one["id"] for one in due["items"]]
    assert due["due"] == before["due"] + 1


def _announced(registry: Working, *roles: str, **changes: Any) -> Any:
    said = ENTRY | {"kind": "immediate"} | changes
    return registry.ask(DEPOK, *roles, path="/v1/dip/announcement", method="POST", json=said)


def test_what_must_not_wait_is_announced_in_one_act_and_its_decree_follows(registry: Working) -> None:
    answer = _announced(registry, "ppid", summary="Gudang logistik kebanjiransore")
    assert answer.status_code == 201, answer.get_json()
    item = answer.get_json()
    assert [one["id"] for one in _find(registry, q="kebanjiransore")["items"]] == [item["id"]]
    assert (item["state"], item["versions"][0]["decree_number"]) == ("published", None)
    waiting = registry.ask(DEPOK, "ppid", path="/v1/dip?state=undecreed&size=200").get_json()
    assert item["id"] in [one["id"] for one in waiting["items"]]
    settled = _act(registry, item, "decree", DECREE).get_json()
    assert settled["versions"][0]["decree_number"] == DECREE["decree_number"]
    again = _act(registry, settled, "decree", DECREE | {"decree_number": "99/2026"})
    assert (again.status_code, again.get_json()["code"]) == (409, "act-not-allowed")
    waiting = registry.ask(DEPOK, "ppid", path="/v1/dip?state=undecreed&size=200").get_json()
    assert item["id"] not in [one["id"] for one in waiting["items"]]


def test_only_what_must_not_wait_goes_before_its_decree(registry: Working) -> None:
    assert _announced(registry, "officer").status_code == 403
    periodic = _announced(registry, "ppid", kind="periodic")
    assert [fault["pointer"] for fault in periodic.get_json()["errors"]] == ["/kind"]
    refused = _act(registry, _add(registry), "publication", {})
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/decree_number"]
    half = _act(registry, _add(registry, kind="immediate"), "publication", {"decree_number": "1/2026"})
    assert [fault["pointer"] for fault in half.get_json()["errors"]] == ["/decree_on"]


def test_a_draft_that_must_not_wait_is_counted_until_it_is_published(registry: Working) -> None:
    item = _add(registry, kind="immediate")
    urgent = registry.ask(DEPOK, "officer", path="/v1/dip?state=urgent&size=200").get_json()
    assert item["id"] in [one["id"] for one in urgent["items"]]
    assert _act(registry, item, "publication", {}).status_code == 200
    after = registry.ask(DEPOK, "officer", path="/v1/dip?state=urgent&size=200").get_json()
    assert after["urgent"] == urgent["urgent"] - 1
