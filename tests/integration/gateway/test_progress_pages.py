"""Between receipt and decision on the pages: the office asks, the applicant completes, time is extended, all ends."""

from datetime import UTC, datetime

import pytest

from chassis import clock
from chassis.client import Refused
from gateway.config import DEMO_PASSWORD
from gateway.portal.clock import binding
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit
from tests.integration.gateway.notices import deadline
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
DO = {"langkah": "terbitkan"}
LACKING = "Nama pemberi kuasa belum ada."


def _page_of(memory: Memory, case_id: str) -> str:
    return f"/permohonan/{memory.requests[case_id]['token']}"


def test_the_office_says_what_is_missing_and_the_applicant_completes_it(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}")
    assert "Nyatakan tidak lengkap" in officer.words
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap").send({"lacking": LACKING}).send(DO)
    assert memory.moves[case_id]["body"] == {"statement": LACKING, "act": "declare_incomplete"}
    assert LACKING in officer.words
    citizen.get(_page_of(memory, case_id))
    for words in ("perlu dilengkapi", LACKING, "ditunggu sampai Jum, 27 Nov 2026"):
        assert words in citizen.words
    citizen.send({"repair": "Nama pemberi kuasa: Ani."}, to=f"{_page_of(memory, case_id)}/perbaikan")
    assert "Perbaikan Anda sudah kami terima" in citizen.words
    officer.get(f"/kerja/{case_id}")
    assert "Nama pemberi kuasa: Ani." in officer.words


def test_what_was_missing_when_recorded_is_proposed_as_the_letter(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    memory.requests[case_id]["warnings"] = [{"pointer": "/applicant/nik", "detail": "Isi NIK."}]
    officer.get(f"/kerja/{case_id}")
    assert "Yang belum lengkap saat dicatat" in officer.words
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap")
    assert "Isi NIK." in officer.text


def test_a_repair_that_intake_refuses_stays_typed_with_the_sentence_beside_it(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap").send({"lacking": LACKING}).send(DO)
    page = _page_of(memory, case_id)
    citizen.get(page).send({"repair": ""}, to=f"{page}/perbaikan")
    assert 'id="repair-salah"' in citizen.text
    late = Refused({"code": "term-passed", "title": "x", "detail": "Perbaikan ditunggu sampai kemarin."}, 409)
    citizen.get(page)
    memory.moves[case_id]["refusal"] = late
    citizen.send({"repair": "Nama: Ani <b>."}, to=f"{page}/perbaikan")
    assert "Perbaikan ditunggu sampai kemarin." in citizen.words
    assert "Nama: Ani &lt;b&gt;." in citizen.text


def test_an_extension_asks_ground_and_reason_and_the_applicant_reads_them(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/perpanjang")
    assert "Rabu, 16 Desember 2026" in officer.words
    officer.send({"extension_reason": ""})
    assert officer.text.count('class="fault"') == 2
    officer.send({"ground": "undecided", "extension_reason": "Uji konsekuensi berjalan."})
    assert "Tenggat sekarang Sen, 7 Des 2026 Tenggat setelah diperpanjang Rab, 16 Des 2026" in officer.words
    assert "Perpanjangan hanya satu kali" in officer.words
    assert case_id not in memory.moves, "nothing is done before it was shown"
    officer.send({"langkah": "ubah"})
    assert "Uji konsekuensi berjalan." in officer.text
    officer.send({"extension_reason": "Uji konsekuensi berjalan."}).send(DO)
    citizen.get(_page_of(memory, case_id))
    for words in ("Uji konsekuensi berjalan.", "tenggat baru Rab, 16 Des 2026", "Belum dapat diputuskan"):
        assert words in citizen.words


def test_what_nobody_declared_incomplete_in_time_is_shown_as_complete(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    memory.moves[case_id] = {"act": "answer", "asked": False, "stage": "verifying"}  # no act of the check is possible
    assert "Dianggap lengkap; pemeriksaan berakhir" in officer.get(f"/kerja/{case_id}").words


def test_an_applicant_withdraws_after_reading_what_that_means(citizen: Browser, memory: Memory, case_id: str) -> None:
    citizen.get(f"{_page_of(memory, case_id)}/cabut")
    assert "tidak dapat dibuka lagi" in citizen.words
    citizen.send({"withdraw_reason": ""})
    assert memory.moves[case_id]["acted"][0]["act"] == "withdraw"
    assert "Pencabutan Anda sudah kami terima" in citizen.words


def test_a_withdrawn_request_is_closed_and_not_called_answered(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/cabut").send({"withdrawal": "Pemohon datang ke loket."}).send(DO)
    citizen.get(_page_of(memory, case_id))
    assert "Permohonan Anda dicabut" in citizen.words
    assert "sudah dijawab" not in citizen.words
    officer.get(f"/kerja/{case_id}")
    assert "ditutup tanpa jawaban" in officer.words


def test_both_dates_are_shown_and_the_rule_changes_with_a_reason(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}")
    assert "Rabu, 25 November 2026" in officer.words
    officer.get(f"/kerja/{case_id}/tindakan/rezim").send({"regime_change": "Menyangkut tahapan."}).send(DO)
    move = memory.moves[case_id]
    assert (move["way"], move["body"]) == ("regime", {"reason": "Menyangkut tahapan.", "regime": "election"})


@pytest.mark.parametrize(
    ("regime", "due_on", "late"),
    [("election", "2026-11-26", False), ("ordinary", "2026-11-26", True), ("election", "2026-11-20", True)],
)
def test_an_election_request_that_waits_for_its_repair_is_not_late_if_it_was_found_incomplete_in_time(
    citizen: Browser, memory: Memory, case_id: str, regime: str, due_on: str, late: bool
) -> None:
    counted = deadline(regime=regime, due_on=due_on)
    memory.moves[case_id] = {"stage": "incomplete", "act": "declare_incomplete", "deadline": counted}
    with clock.held(datetime(2026, 11, 27, 3, tzinfo=UTC)):
        citizen.get(_page_of(memory, case_id))
    assert ("lewat" in citizen.words, "sejak Anda melengkapi" in citizen.words) == (late, not late)


def test_the_page_of_the_count_says_that_it_starts_from_the_repair(
    citizen: Browser, memory: Memory, case_id: str
) -> None:
    counted = deadline(regime="election", complete_from="2026-11-27")
    memory.moves[case_id] = {"stage": "processing", "act": "declare_complete", "deadline": counted}
    citizen.get(f"{_page_of(memory, case_id)}/tenggat")
    assert "dilengkapi Jumat, 27 November 2026. Hari kerja sesudah dilengkapi adalah hari ke-1" in citizen.words


def test_the_page_that_extends_tells_the_days_that_bind(officer: Browser, memory: Memory, case_id: str) -> None:
    memory.moves[case_id] = {"strict": deadline(due_on="2026-12-03", extended_due_on="2026-12-14")}
    assert "Senin, 14 Desember 2026" in officer.get(f"/kerja/{case_id}/tindakan/perpanjang").words


def test_a_request_repaired_in_an_election_shows_the_day_from_its_repair_and_the_one_from_receipt(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    memory.moves[case_id] = {"regime": "election", "completeness": deadline() | {"due_on": "2026-12-11"}}
    officer.get(f"/kerja/{case_id}")
    assert "Jum, 11 Des 2026" in officer.words
    assert "Dari hari penerimaan (tetap tercatat; yang mengikat dihitung sejak dilengkapi) Senin, 7 Desember" in (
        officer.words
    )


@pytest.mark.parametrize(("category", "asked"), [("etik", True), ("data_pemilih", False)])
def test_what_may_lie_outside_the_running_stage_is_asked_of_the_office(
    officer: Browser, memory: Memory, case_id: str, category: str, asked: bool
) -> None:
    memory.requests[case_id]["category"] = category
    memory.moves[case_id] = {"regime": "election"}
    officer.get(f"/kerja/{case_id}")
    assert ("menyangkut tahapan pemilu yang sedang berjalan?" in officer.words) is asked


def test_somebody_elses_change_is_said_and_what_was_typed_stays(officer: Browser, memory: Memory, case_id: str) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap")
    memory.versions[case_id] += 1
    officer.send({"lacking": LACKING}).send(DO)
    assert "diubah orang lain" in officer.words
    assert LACKING in officer.text
    assert officer.get(f"/kerja/{case_id}/tindakan/apa-saja").status == 404


def test_the_queue_shows_the_day_of_the_term_that_its_chip_counts_to(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    assert "Paling lambat Sen, 7 Des 2026" in officer.get("/kerja").words
    memory.moves[case_id] = {"stage": "extended"}
    assert "Paling lambat Rab, 16 Des 2026" in officer.get("/kerja").words


def test_an_extended_clock_runs_through_both_terms() -> None:
    with clock.held(datetime(2026, 12, 8, 2, tzinfo=UTC)):
        more = [{"on": "2026-12-08", "ordinal": 1, "why": None, "decree": None}]
        counted = binding(deadline(extended_due_on="2026-12-08", extension_days=more), extended=True)  # type: ignore[arg-type]
    assert (counted["due_on"], counted["days"][-1]["ordinal"]) == ("2026-12-08", 11)


def test_the_office_asks_and_the_applicant_answers_on_the_page(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/tanya")
    assert "tanpa batas waktu" in officer.words
    officer.send({"question": "Tahun anggaran mana?"}).send(DO)
    assert memory.moves[case_id]["body"] == {"statement": "Tahun anggaran mana?", "act": "clarify"}
    page = _page_of(memory, case_id)
    citizen.get(page)
    assert "Tahun anggaran mana?" in citizen.words
    citizen.send({"answer": ""}, to=f"{page}/jawaban")
    assert 'id="answer-salah"' in citizen.text
    citizen.get(page).send({"answer": "Tahun 2025."}, to=f"{page}/jawaban")
    assert "Jawaban Anda sudah kami terima" in citizen.words
    officer.get(f"/kerja/{case_id}")
    for words in ("Tahun anggaran mana?", "Jawaban dari pemohon", "Tahun 2025."):
        assert words in officer.words


def test_a_letter_can_be_looked_at_before_it_is_issued_and_nothing_happened(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    page = f"/kerja/{case_id}/tindakan/tidak-lengkap"
    assert 'formtarget="_blank"' in officer.get(page).text
    assert officer.send({"lacking": LACKING, "langkah": "konsep"}).text == f"pdf konsep {LACKING}"
    officer.get(page).send({"lacking": LACKING, "langkah": "konsep-docx"})
    assert officer.page is not None
    assert "konsep-surat.docx" in officer.page.headers["Content-Disposition"]
    assert case_id not in memory.moves
    assert "konsep" not in officer.get(f"/kerja/{case_id}/tindakan/lengkap").text


def test_each_letter_is_there_as_a_file_for_the_office_and_for_its_applicant(
    citizen: Browser, officer: Browser, memory: Memory, case_id: str
) -> None:
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap").send({"lacking": LACKING}).send(DO)
    (letter,) = memory.moves[case_id]["letters"]
    for form in ("pdf", "docx"):
        path = f"/kerja/{case_id}/surat-kantor/{letter['id']}.{form}"
        assert f'href="{path}"' in officer.get(f"/kerja/{case_id}").text
        assert officer.get(path).text == f"{form} letters/{letter['id']}.{form}"
    page = citizen.get(_page_of(memory, case_id)).text
    assert f'href="{_page_of(memory, case_id)}/surat-kantor/{letter["id"]}.pdf"' in page
    assert ".docx" not in page


def test_an_officer_writes_down_what_came_by_post_with_the_day_it_came(
    officer: Browser, memory: Memory, case_id: str
) -> None:
    assert "Catat perbaikan dari pemohon" not in officer.get(f"/kerja/{case_id}").words
    officer.get(f"/kerja/{case_id}/tindakan/tidak-lengkap").send({"lacking": LACKING}).send(DO)
    assert "Catat perbaikan dari pemohon" in officer.get(f"/kerja/{case_id}").words
    officer.get(f"/kerja/{case_id}/dari-pemohon/perbaikan")
    assert "Jumat, 27 November 2026" in officer.words
    officer.send({"came_repair": "Nama: Ani <b>.", "came_on": "2026-11-24", "came_way": ""})
    assert (officer.text.count('class="fault"'), "Nama: Ani &lt;b&gt;." in officer.text) == (1, True)
    officer.send({"came_repair": "Nama: Ani.", "came_on": "2026-11-24", "came_way": "letter"})
    (acted,) = memory.moves[case_id]["acted"]
    assert {name: acted[name] for name in ("act", "words", "way", "came_on")} == {
        "act": "repair", "words": "Nama: Ani.", "way": "letter", "came_on": "2026-11-24",
    }  # fmt: skip
    assert "Dicatat petugas, tiba lewat: Surat" in officer.words
    assert officer.get(f"/kerja/{case_id}/dari-pemohon/apa-saja").status == 404


def test_an_officer_is_not_offered_an_extension_that_only_the_ppid_can_give(
    officer: Browser, visit: Visit, case_id: str
) -> None:
    link = f"/kerja/{case_id}/tindakan/perpanjang"
    assert link in officer.get(f"/kerja/{case_id}").text  # who is the PPID
    desk = visit().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    assert link not in desk.get(f"/kerja/{case_id}").text
    assert f"/kerja/{case_id}/tindakan/lengkap" in desk.text
