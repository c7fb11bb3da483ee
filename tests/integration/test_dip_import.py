"""An office moves in with its list: honest and hostile sheets, a report by row, nothing half-imported."""

from datetime import date
from typing import Any

import pytest

from chassis.places import Places
from tests.corpora.sheets import HEADING, Formula, bomb, listed, row, sheet
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.table import table

pytestmark = pytest.mark.stack


def _import(registry: Working, content: bytes, *, dry: bool = False, office: str = DEPOK, role: str = "officer") -> Any:
    path = f"/v1/dip/import?dry_run={'true' if dry else 'false'}"
    return registry.ask(office, role, path=path, method="POST", data=content)


def _drafts(registry: Working, office: str = DEPOK) -> int:
    total: int = registry.ask(office, "officer", path="/v1/dip?state=draft").get_json()["total"]
    return total


def _told(answer: Any) -> list[tuple[int, str]]:
    return [(fault["row"], fault["column"]) for fault in answer.get_json()["faults"]]


def _listed(registry: Working) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = registry.ask(DEPOK, "officer", path="/v1/dip?state=draft&size=200").get_json()[
        "items"
    ]
    return items


def test_a_sound_sheet_becomes_drafts_and_a_dry_run_changes_nothing(registry: Working) -> None:
    content = listed(row(), row(kind="Setiap Saat", form="keduanya", made_on="31 Desember 2025", link=None))
    before = _drafts(registry)
    looked = _import(registry, content, dry=True).get_json()
    assert (looked["rows"], looked["accepted"], looked["faulty"], looked["imported"]) == (2, 2, 0, False)
    assert _drafts(registry) == before
    known = {one["id"] for one in _listed(registry)}
    taken = _import(registry, content).get_json()
    assert (taken["accepted"], taken["imported"]) == (2, True)
    assert _drafts(registry) == before + 2
    new = [one for one in _listed(registry) if one["id"] not in known]
    assert {(one["kind"], one["form"], one["made_on"], one["link"]) for one in new} == {
        ("periodic", "softcopy", "2026-01-15", "https://example.com/laporan"), ("standing", "both", "2025-12-31", None),
    }  # fmt: skip


def test_one_wrong_row_keeps_all_out_and_every_fault_names_its_row_and_column(registry: Working) -> None:
    content = listed(row(), row(summary=None, made_on="13/13/2025"), row(kind="Rahasia"), row(link="javascript:x"))
    before = _drafts(registry)
    looked = _import(registry, content, dry=True)
    assert _told(looked) == [
        (3, "Ringkasan isi informasi"), (3, "Tanggal pembuatan"), (4, "Golongan"), (5, "Tautan"),
    ]  # fmt: skip
    refused = _import(registry, content)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.get_json()["errors"]] == ["/rows/3", "/rows/3", "/rows/4", "/rows/5"]
    assert _drafts(registry) == before


def test_headings_below_a_title_and_in_other_words_are_found(registry: Working) -> None:
    titled = sheet([["DAFTAR INFORMASI PUBLIK"], [], ["No", *HEADING], [1, *row()]])
    assert _import(registry, titled, dry=True).get_json()["accepted"] == 1
    other = ["Ringkasan Informasi", "Kategori", *HEADING[2:]]
    assert _import(registry, listed(row(), heading=other), dry=True).get_json()["accepted"] == 1


@table("written", [date(2025, 12, 31), "31/12/2025", "31-12-2025", "2025-12-31", "31 Desember 2025"])
def test_a_date_may_be_written_as_people_write_it(registry: Working, written: object) -> None:
    assert _import(registry, listed(row(made_on=written)), dry=True).get_json()["accepted"] == 1


@table("written", ["12/31/2025", "31 Dezember 2025", 45123, "Desember 2025", "besok", "2999-01-01"])
def test_what_is_no_date_is_told_and_not_guessed(registry: Working, written: object) -> None:
    assert _told(_import(registry, listed(row(made_on=written)), dry=True)) == [(2, "Tanggal pembuatan")]


def test_formulas_and_merged_cells_are_told_by_row(registry: Working) -> None:
    content = listed(row(), row(unit=Formula("A2&B2")), row(), merged=["B4:B5"])
    looked = _import(registry, content, dry=True)
    assert _told(looked) == [(3, "Pejabat atau unit yang menguasai"), (4, "")]
    assert "rumus" in looked.get_json()["faults"][0]["detail"]
    assert "gabungan" in looked.get_json()["faults"][1]["detail"]


@table(
    ("content", "said"),
    [
        (b"", "bukan berkas XLSX"),
        (b"PK\x03\x04 rusak", "bukan berkas XLSX"),
        (listed(row())[:-200], "bukan berkas XLSX"),
        (listed(), "Tidak ada baris"),
        (listed(row(), heading=["Judul", *HEADING[1:]]), "tidak ditemukan: Ringkasan isi informasi"),
        (listed([*row(), "x"], heading=[*HEADING, "Kategori"]), "lebih dari sekali: Golongan"),
        (listed(row(), state="hidden"), "Tidak ada lembar kerja yang terlihat"),
    ],
    ids=["empty", "no zip", "cut off", "no rows", "column missing", "column twice", "hidden"],
)
def test_a_file_that_is_no_list_says_why(registry: Working, content: bytes, said: str) -> None:
    answer = _import(registry, content)
    assert (answer.status_code, answer.get_json()["code"]) == (422, "sheet-unreadable")
    assert said in answer.get_json()["detail"]


def test_a_file_that_is_huge_inside_is_not_unpacked(registry: Working) -> None:
    assert "terlalu besar" in _import(registry, bomb()).get_json()["detail"]


@pytest.mark.assure
def test_fifty_thousand_rows_are_taken_in_one_go_and_one_more_is_told(registry: Working) -> None:
    rows = [row(summary=f"Informasi nomor {number}") for number in range(50_000)]
    before = _drafts(registry, MAKASSAR)
    assert _import(registry, listed(*rows), office=MAKASSAR).get_json()["accepted"] == 50_000
    assert _drafts(registry, MAKASSAR) == before + 50_000
    too_many = _import(registry, listed(*rows, row()), office=MAKASSAR)
    assert "50000 baris" in too_many.get_json()["detail"]


def test_a_sheet_too_many_at_once_is_put_off(registry: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.app.extensions, "files", Places(0))
    assert _import(registry, listed(row())).status_code == 503


def test_only_staff_imports(registry: Working) -> None:
    assert _import(registry, listed(row()), role="superior").status_code == 403
