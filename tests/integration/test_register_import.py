"""An office moves in with its old register of requests: all rows or none, sealed, and no number given twice."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from chassis import clock
from chassis.places import Places
from services.intake.domain.importing import COLUMNS, FORMS
from tests.corpora.sheets import Formula, sheet
from tests.integration.conftest import Working
from tests.integration.intake_desk import Desk, Office

pytestmark = pytest.mark.stack
YEAR = clock.in_zone(clock.now(), "Asia/Jakarta").year
HEADING = [column.headings[0] for column in COLUMNS]
ROW: dict[str, Any] = {
    "number": "17/PPID/2019", "received_on": date(2019, 3, 4), "name": "Siti Nurlaila",
    "address": "Jl. Kenanga 12, Depok",
    "contact": "08123456789", "occupation": "Mahasiswa", "information": "DPT Pemilu 2019\nper kelurahan",
    "purpose": "Skripsi", "held": "Dikuasai", "form": "Softcopy", "wanted": "Meminta salinan", "decision": "Dikabulkan",
    "reason": "", "notified_on": "18 Maret 2019", "lateness": "",
    "given_on": "19/03/2019", "cost": "Tanpa biaya", "delivery": "",
}  # fmt: skip


@pytest.fixture
def desk(work: Callable[[str], Working]) -> Desk:
    return Desk(work("intake"))


def _row(**changes: Any) -> list[Any]:
    return [(ROW | changes)[column.name] for column in COLUMNS]


def _import(desk: Desk, office: Office, *rows: list[Any], dry: bool = False, **more: Any) -> Any:
    path = f"/v1/registers/requests/import?dry_run={'true' if dry else 'false'}"
    content = more.pop("content", None) or sheet([more.pop("heading", HEADING), *rows], **more)
    return desk.call(office, "POST", path, desk.staff(office, "ppid"), data=content)


def _read(desk: Desk, office: Office, year: int = 2019, *, opened: bool = False, role: str = "ppid") -> dict[str, Any]:
    path = f"/v1/registers/requests/imported?year={year}&opened={'true' if opened else 'false'}"
    answer = desk.call(office, "GET", path, desk.staff(office, role))
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def _faults(answer: Any) -> list[tuple[int, str]]:
    return [(fault["row"], fault["column"]) for fault in answer.json["faults"]]


def test_rows_keep_their_number_and_their_words_masked_until_they_are_opened_on_the_record(desk: Desk) -> None:
    office = desk.office()
    assert _import(desk, office, _row(), dry=True).json["imported"] is False
    assert _read(desk, office)["total"] == 0
    assert _import(desk, office, _row()).json["accepted"] == 1
    (masked,) = _read(desk, office)["items"]
    assert (masked["told"]["number"], masked["told"]["name"]) == ("17/PPID/2019", "Siti N***")
    assert masked["told"]["information"] == "DPT Pemilu 2019"
    assert not {"address", "contact", "occupation", "purpose"} & set(masked["told"])
    (opened,) = _read(desk, office, opened=True)["items"]
    said = {name: value for name, value in ROW.items() if value} | {
        "received_on": "2019-03-04", "notified_on": "2019-03-18", "given_on": "2019-03-19",
    }  # fmt: skip
    assert opened["told"] == said
    acts = desk.rows(
        "select act, facts from audit_entry where tenant = %s and act like 'register.%%' order by id", office.code
    )
    assert [(act, facts["rows"]) for act, facts in acts] == [("register.imported", 1), ("register.opened", 1)]


def test_who_asked_lies_sealed_and_an_officer_cannot_open_it_nor_import(desk: Desk) -> None:
    office = desk.office()
    _import(desk, office, _row())
    kept = str(desk.rows("select i::text from imported_row i where tenant = %s", office.code))
    assert "17/PPID/2019" in kept
    assert "Siti" not in kept
    assert "Kenanga" not in kept
    officer = desk.staff(office, "officer")
    path = "/v1/registers/requests/imported?year=2019&opened=true"
    assert desk.call(office, "GET", path, officer).status_code == 403
    assert desk.call(office, "POST", "/v1/registers/requests/import", officer, data=b"x").status_code == 403


def test_one_wrong_row_keeps_all_out_and_every_fault_names_its_row_and_column(desk: Desk) -> None:
    office = desk.office()
    rows = [
        _row(),
        _row(number="18/2019", received_on="30/02/2019"),
        _row(number="19/2019", received_on="4 Maret 2009", notified_on="", given_on=""),
        _row(number="20/2019", name="Siti N***", information=""),
        _row(number="21/2019", notified_on="1/3/2019", given_on="2999-01-01"),
        _row(),
        _row(number="22/2019", held=Formula("A1")),
        _row(number="23/2019", received_on=43528),
        _row(number="24/2019", reason="x" * 5001),
    ]
    looked = _import(desk, office, *rows, dry=True, merged=["B2:B2"])
    assert _faults(looked) == [
        (2, ""), (3, "Tanggal diterima"), (4, "Tanggal diterima"), (5, "Nama"), (5, "Informasi yang diminta"),
        (6, "Hari dan tanggal pemberian informasi"), (6, "Hari dan tanggal pemberitahuan tertulis"),
        (8, "Status informasi"), (9, "Tanggal diterima"), (10, "Alasan penolakan"),
    ]  # fmt: skip
    assert _import(desk, office, *rows).status_code == 422
    assert _read(desk, office)["total"] == 0


def test_a_number_stands_in_the_books_once(desk: Desk) -> None:
    office = desk.office()
    twice = _import(desk, office, _row(), _row(), dry=True)
    assert _faults(twice) == [(3, "Nomor pendaftaran")]
    assert "baris 2" in twice.json["faults"][0]["detail"]
    _import(desk, office, _row())
    again = _import(desk, office, _row(), dry=True)
    assert "sudah tercatat" in again.json["faults"][0]["detail"]


def test_the_office_s_own_series_goes_on_after_the_highest_number_that_came_in(desk: Desk) -> None:
    office = desk.office()
    tail = f"PPID-P/{office.code}/I/{YEAR}"
    own = [
        _row(number=f"{serial:03}/{tail}", received_on=date(YEAR, 1, 1), notified_on=date(YEAR, 1, 1), given_on="")
        for serial in (1, 7, 3)
    ]
    foreign = _row(number=f"900/PPID-P/00/I/{YEAR}")
    assert _import(desk, office, *own, foreign).status_code == 200
    assert [desk.submitted(office)["number"].partition("/")[0] for _ in range(2)] == ["008", "009"]


def test_a_series_that_began_here_takes_no_number_from_outside(desk: Desk) -> None:
    office = desk.office()
    given = desk.submitted(office)["number"]
    later = given.replace("001/", "005/")
    rows = [_row(number=number, received_on=date(YEAR, 1, 1), notified_on="", given_on="") for number in (given, later)]
    looked = _import(desk, office, *rows, dry=True)
    assert [fault["detail"][:24] for fault in looked.json["faults"]] == [
        "Nomor ini sudah tercatat",
        "Kantor ini sudah memberi",
    ]
    assert desk.submitted(office)["number"].startswith("002/")


def test_numbers_stay_without_gap_while_a_register_comes_in(desk: Desk) -> None:
    office, ready = desk.office(), threading.Barrier(2)
    rows = [
        _row(
            number=f"{serial:03}/PPID-P/{office.code}/I/{YEAR}",
            received_on=date(YEAR, 1, 1),
            notified_on="",
            given_on="",
        )
        for serial in range(1, 4)
    ]
    answers: list[Any] = []

    def bring_in() -> None:
        ready.wait()
        answers.append(_import(desk, office, *rows))

    thread = threading.Thread(target=bring_in)
    thread.start()
    ready.wait()
    first = int(desk.submitted(office)["number"].partition("/")[0])
    thread.join()
    taken = answers[0].status_code == 200
    assert first == (4 if taken else 1)
    assert int(desk.submitted(office)["number"].partition("/")[0]) == first + 1


def test_what_is_still_open_is_taken_as_history_and_told_by_row(desk: Desk) -> None:
    office = desk.office()
    rows = [
        _row(decision="Diproses", notified_on="", given_on=""),
        _row(number="2", decision="Dicabut pemohon", notified_on="", given_on=""),
    ]
    taken = _import(desk, office, *rows).json
    assert ([note["row"] for note in taken["notes"]], taken["noted"], taken["faulty"]) == ([2], 1, 0)
    assert _read(desk, office)["total"] == 2
    assert desk.rows("select count(*) from information_request where tenant = %s", office.code) == [(0,)]


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (["No", *HEADING[1:]], "Nomor pendaftaran"),
        ([*HEADING[:5], "Nama pemohon", *HEADING[6:]], "lebih dari sekali: Nama"),
        (["Ringkasan isi informasi"], "tidak ditemukan"),
    ],
)
def test_a_sheet_with_other_columns_is_no_register(desk: Desk, heading: list[Any], said: str) -> None:
    answer = _import(desk, desk.office(), _row(), heading=heading)
    assert (answer.status_code, answer.json["code"]) == (422, "sheet-unreadable")
    assert said in answer.json["detail"]


def test_a_file_that_is_no_spreadsheet_says_so(desk: Desk) -> None:
    assert "bukan berkas XLSX" in _import(desk, desk.office(), content=b"PK bukan").json["detail"]


@pytest.mark.assure
def test_fifty_thousand_rows_are_taken_in_one_go(desk: Desk) -> None:
    office = desk.office()
    rows = (_row(number=f"{serial}/2019") for serial in range(50_000))
    assert _import(desk, office, *rows).json["accepted"] == 50_000
    assert _read(desk, office)["total"] == 50_000


def test_a_sheet_too_many_at_once_is_put_off(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(desk.working.app.extensions, "files", Places(0))
    assert _import(desk, desk.office(), _row()).status_code == 503


OBJECTION: dict[str, Any] = {
    "number": "3/K/2019", "received_on": date(2019, 4, 1), "name": "Siti Nurlaila", "request_number": "17/PPID/2019",
    "information": "DPT Pemilu 2019", "purpose": "Skripsi", "grounds": "a. Ditolak", "decision": "Dikabulkan",
    "answered_on": "20 Mei 2019", "superior": "Agus, Sekretaris", "response": "",
}  # fmt: skip
DISPUTE: dict[str, Any] = {
    "number": "0003/REG-PSI/VI/2019", "commission": "KI Provinsi Jawa Barat", "filed_on": date(2019, 6, 3),
    "stage": "Dilaksanakan", "ruling": "Dikabulkan sebagian", "complied_on": "01/10/2019",
}  # fmt: skip
OLD = {"objections": OBJECTION, "disputes": DISPUTE}


def _old_sheet(register: str, *changes: dict[str, Any], **more: Any) -> bytes:
    columns = FORMS[register].columns
    rows = [[(OLD[register] | change).get(column.name, "") for column in columns] for change in changes]
    return sheet([[column.headings[0] for column in columns], *rows], **more)


def _bring(desk: Desk, office: Office, register: str, content: bytes, *, dry: bool = False) -> Any:
    path = f"/v1/registers/{register}/import?dry_run={'true' if dry else 'false'}"
    return desk.call(office, "POST", path, desk.staff(office, "ppid"), data=content)


def _told(desk: Desk, office: Office, register: str, *, opened: bool = False) -> list[dict[str, str]]:
    path = f"/v1/registers/{register}/imported?year=2019&opened={'true' if opened else 'false'}"
    answer = desk.call(office, "GET", path, desk.staff(office, "ppid"))
    return [row["told"] for row in (answer.json or {})["items"]]


@pytest.mark.parametrize("register", ["objections", "disputes"])
def test_registers_of_objections_and_disputes_come_in_beside_that_of_requests(desk: Desk, register: str) -> None:
    office = desk.office()
    assert _import(desk, office, _row()).json["accepted"] == 1
    content = _old_sheet(register, {}, {"number": "9/2019"})
    assert _bring(desk, office, register, content, dry=True).json["imported"] is False
    assert _told(desk, office, register) == []
    assert _bring(desk, office, register, content).json["accepted"] == 2
    assert {one["number"] for one in _told(desk, office, register)} == {OLD[register]["number"], "9/2019"}
    assert _read(desk, office)["total"] == 1, "each is a book of its own"
    again = _bring(desk, office, register, content)
    assert (again.status_code, len(_told(desk, office, register))) == (422, 2)


def test_who_objected_stays_masked_until_opened(desk: Desk) -> None:
    office = desk.office()
    _bring(desk, office, "objections", _old_sheet("objections", {}))
    (masked,) = _told(desk, office, "objections")
    assert (masked["name"], "purpose" in masked) == ("Siti N***", False)
    (opened,) = _told(desk, office, "objections", opened=True)
    assert (opened["name"], opened["answered_on"]) == ("Siti Nurlaila", "2019-05-20")


def test_nothing_of_a_bad_sheet_comes_in_and_each_fault_has_its_row(desk: Desk) -> None:
    office = desk.office()
    bad = _old_sheet(
        "objections", {}, {"number": "4/K/2019", "received_on": "besok"}, {"number": "5/K/2019", "grounds": ""},
        {"number": "6/K/2019", "answered_on": date(2019, 3, 1)}, {"number": Formula("7/K/2019")}, {},
    )  # fmt: skip
    report = _bring(desk, office, "objections", bad, dry=True)
    assert [row for row, _ in _faults(report)] == [3, 4, 5, 6, 7]
    assert _bring(desk, office, "objections", bad).status_code == 422
    assert _told(desk, office, "objections") == []
    wrong = _bring(desk, office, "disputes", _old_sheet("objections", {}))
    assert (wrong.status_code, wrong.json["code"]) == (422, "sheet-unreadable")
    merged = _bring(desk, office, "disputes", _old_sheet("disputes", {}, {"number": "x"}, merged=["A2:A3"]), dry=True)
    assert [row for row, _ in _faults(merged)] == [2, 3]


def test_the_series_of_objections_goes_on_after_the_highest_old_number(desk: Desk) -> None:
    office = desk.office()
    tail = f"/PPID-K/{office.code}/III/{YEAR}"
    row = {"number": f"041{tail}", "received_on": date(YEAR, 1, 1), "answered_on": date(YEAR, 1, 1)}
    assert _bring(desk, office, "objections", _old_sheet("objections", row)).json["accepted"] == 1
    twice = _bring(desk, office, "objections", _old_sheet("objections", row | {"number": f"042{tail}"}), dry=True)
    assert _faults(twice) == [(2, "Nomor registrasi keberatan")]
