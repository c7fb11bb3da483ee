"""The pages on which a case is decided: every outcome of the law, the whole notice before it is issued."""

import re

import pytest

from chassis.client import Refused
from tests.integration.gateway.applying import CONTENT, OBTAIN, PERSON
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack
STATEMENT = "Datanya dapat dilihat di kantor kami."


def asked(citizen: Browser, memory: Memory, *, email: str = "siti@example.com", **obtain: str) -> str:
    """A request was sent; the result is its id."""
    person = PERSON | {"email": email, "phone": "0812 3456 7890"}
    citizen.get("/permohonan/baru").send({"kind": "person"}).send(person).send(CONTENT)
    citizen.send(OBTAIN | obtain).send({"declaration": "yes"})
    return next(reversed(memory.requests))


def test_the_case_offers_every_decision_that_the_law_knows(citizen: Browser, officer: Browser, memory: Memory) -> None:
    officer.get(f"/kerja/{asked(citizen, memory)}")
    for path in ("kabulkan", "kabulkan-sebagian", "tolak", "tidak-dikuasai", "belum-didokumentasikan"):
        assert f'/{path}"' in officer.text
        assert officer.client.get(f"/kerja/{next(iter(memory.requests))}/{path}").status_code != 500


def test_who_asked_to_see_it_is_answered_with_place_and_time_and_no_file(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory, obtain="view")
    officer.get(f"/kerja/{request_id}/kabulkan")
    assert 'value="view" checked' in officer.text
    officer.send({"langkah": "periksa", "statement": STATEMENT, "handover": "Ruang PPID, Kamis pukul 09.00 WIB"})
    assert "Tanpa biaya" in officer.words
    officer.send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["medium"] == "view"
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "Ruang PPID, Kamis pukul 09.00 WIB" in citizen.words
    assert "dapat diunduh di halaman ini" not in citizen.words


def test_cost_is_taken_with_dots_and_told_with_the_way_to_pay(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory, format="hardcopy", delivery="pickup")
    officer.get(f"/kerja/{request_id}/kabulkan").send(
        {"langkah": "periksa", "statement": STATEMENT, "handover": "Loket PPID", "cost": "15.000",
         "payment": "Tunai di loket.", "cost_items": "Fotokopi 150 lembar x Rp100", "tariff": "Nomor 12/2026"}
    )  # fmt: skip
    for said in ("Rp15.000. Tunai di loket.", "Fotokopi 150 lembar x Rp100", "Nomor 12/2026"):
        assert said in officer.words
    officer.send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["cost"] == 15000
    assert "Diambil di kantor" in officer.words
    assert "Sampaikan dengan cara itu" in officer.words


def test_a_partial_grant_says_what_is_withheld_and_why(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}/kabulkan-sebagian")
    officer.send({"langkah": "periksa", "medium": "view", "withheld": "Nama pemilih"})
    assert officer.text.count('class="fault"') == 7
    officer.send(
        {"langkah": "periksa", "statement": STATEMENT, "medium": "view", "handover": "Ruang PPID, Kamis.",
         "given": "Jumlah per kelurahan", "withheld": "Nama pemilih", "exemption": "h", "act": "UU 27/2022 Pasal 4",
         "consequence": "Membuka data pribadi.", "tested_on": "2026-11-20",
         "not_always_open": "yes"}
    )  # fmt: skip
    officer.send({"langkah": "terbitkan"})
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    for said in ("dikabulkan sebagian", "Jumlah per kelurahan", "Nama pemilih", "Pasal 17 huruf h"):
        assert said in citizen.words


def test_a_partial_grant_whose_missing_parts_are_not_exempt_asks_for_no_exemption(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}/kabulkan-sebagian")
    officer.send(
        {"langkah": "periksa", "statement": STATEMENT, "medium": "view", "handover": "Ruang PPID, Kamis.",
         "given": "Rekapitulasi 2024", "not_held": "Data tahun 2009", "holder": "ANRI", "not_documented": "Notulen Mei",
         "not_in_form": "Peta digital"}
    )  # fmt: skip
    officer.send({"langkah": "terbitkan"})
    assert memory.decisions[request_id].keys().isdisjoint({"exemption", "act", "withheld"})
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    for said in ("tidak dikuasai Data tahun 2009", "menguasai bagian itu ANRI", "Notulen Mei", "Peta digital"):
        assert said in citizen.words
    assert "Pasal 17" not in citizen.words


def test_an_act_that_nobody_has_checked_is_marked_on_the_desk_and_not_for_the_applicant(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    refusal = {"statement": STATEMENT, "exemption": "h", "act": "UU 6/2011 Pasal 5", "not_always_open": "yes",
               "consequence": "Membuka data pribadi.", "tested_on": "2026-11-20"}  # fmt: skip
    officer.get(f"/kerja/{request_id}/tolak").send(refusal | {"langkah": "periksa"})
    assert "belum diperiksa" in officer.words
    officer.send({"langkah": "terbitkan"})
    assert "belum diperiksa" in officer.get(f"/kerja/{request_id}").words
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "UU 6/2011 Pasal 5" in citizen.words
    assert "belum diperiksa" not in citizen.words


def test_what_a_program_prepared_is_looked_at_and_issued_by_the_ppid(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    content = {"outcome": "not_held", "statement": STATEMENT, "holder": "Dinas Arsip", "not_always_open": False}
    memory.prepared[request_id] = {
        "outcome": "not_held", "prepared_by": "client:arsip", "prepared_at": "2026-11-23T10:00:00+07:00",
        "content": content,
    }  # fmt: skip
    assert "Disiapkan program kantor" in officer.get(f"/kerja/{request_id}").words
    assert f'href="/kerja/{request_id}/tidak-dikuasai"' in officer.text
    assert "Dinas Arsip" in officer.get(f"/kerja/{request_id}/tidak-dikuasai").text
    assert "Dinas Arsip" not in officer.get(f"/kerja/{request_id}/belum-didokumentasikan").text


def test_what_is_not_held_names_who_holds_it(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}/tidak-dikuasai")
    officer.send({"langkah": "periksa", "statement": STATEMENT, "holder": "Disdukcapil Kota Depok"})
    officer.send({"langkah": "terbitkan"})
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "tidak berada di bawah penguasaan kantor ini" in citizen.words
    assert "Disdukcapil Kota Depok" in citizen.words


def test_what_is_not_documented_yet_is_said_so(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan")
    officer.send({"langkah": "periksa", "statement": STATEMENT}).send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["outcome"] == "not_documented"
    assert "Rina Kartika Plh. PPID KPU Kota Depok Keputusan Nomor 7/2026" in officer.words


def test_without_an_e_mail_address_the_desk_says_to_print_the_letter(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory, email="")
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan").send({"langkah": "periksa", "statement": STATEMENT})
    assert "cetak surat ini" in officer.words
    officer.send({"langkah": "terbitkan"})
    assert "Cetak surat ini dan sampaikan kepada pemohon" in officer.words
    assert "diberi tahu lewat surel" not in officer.words


def test_what_the_register_objects_to_stands_beside_its_field_before_anything_is_issued(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan")
    fault = {"pointer": "/statement", "detail": "Tulis 20 sampai 5000 karakter."}
    officer.send({"langkah": "ubah", "statement": "Belum."})
    memory.draft_refusals.append(Refused({"code": "invalid", "title": "Perbaiki", "errors": [fault]}, 422))
    officer.send({"langkah": "periksa", "statement": "Belum."})
    assert 'id="statement-salah"' in officer.text
    assert "Belum." in officer.text
    assert request_id not in memory.decisions


def test_an_answer_that_came_late_stays_late(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    memory.late_by = 3
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan").send({"langkah": "periksa", "statement": STATEMENT})
    officer.send({"langkah": "terbitkan"})
    assert "dijawab 3 hari kerja setelah tenggat" in officer.words
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "dijawab 3 hari kerja setelah tenggat" in citizen.words
    assert all(re.search(r'class="status \w* ?long">', shown.text) for shown in (officer, citizen)), "it fits a phone"


def test_anybody_can_check_a_letter_and_sees_no_person(citizen: Browser) -> None:
    citizen.get("/surat/kode")
    assert "001/PPID-PT/32.76/XI/2026" in citizen.words
    assert "Senin, 23 November 2026" in citizen.words
    assert "Siti" not in citizen.text
    citizen.get("/surat/lain")
    assert (citizen.status, "tidak pernah menerbitkan surat dengan kode ini" in citizen.words) == (404, True)


def test_the_letter_can_be_looked_at_before_it_is_issued_and_printed_after(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory, email="")
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan").send({"langkah": "periksa", "statement": STATEMENT})
    confirming = officer.text
    officer.send({"langkah": "konsep"})
    assert officer.page is not None
    assert officer.page.content_type == "application/pdf"
    assert f"konsep {STATEMENT}" in officer.text
    assert 'target="_blank"' in confirming
    assert request_id not in memory.decisions
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan").send({"langkah": "periksa", "statement": STATEMENT})
    assert f"docx konsep {STATEMENT}" in officer.send({"langkah": "konsep-docx"}).text
    assert "konsep-pemberitahuan.docx" in officer.page.headers["Content-Disposition"]
    officer.get(f"/kerja/{request_id}/belum-didokumentasikan").send({"langkah": "periksa", "statement": STATEMENT})
    officer.send({"langkah": "terbitkan"})
    assert f"/kerja/{request_id}/surat.pdf" in officer.text
    for form in ("pdf", "docx"):
        assert f'href="/kerja/{request_id}/surat.{form}"' in officer.get(f"/kerja/{request_id}").text
        assert officer.get(f"/kerja/{request_id}/surat.{form}").text == f"{form} 001/PPID-PT/32.76/XI/2026"
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "/pemberitahuan.pdf" in citizen.text


def test_a_lost_tracking_code_is_given_back_on_a_new_print_of_the_receipt(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id = asked(citizen, memory)
    officer.get(f"/kerja/{request_id}").send(to=f"/kerja/{request_id}/tanda-terima.pdf")
    assert memory.requests[request_id]["token"] in officer.text


def test_the_identity_number_in_full_is_a_page_of_its_own(citizen: Browser, officer: Browser, memory: Memory) -> None:
    request_id = asked(citizen, memory)
    assert f'href="/kerja/{request_id}/identitas"' in officer.get(f"/kerja/{request_id}").text
    assert memory.requests[request_id]["applicant"]["nik"] in officer.get(f"/kerja/{request_id}/identitas").words


def test_a_refusal_can_rest_on_an_entry_of_the_exempt_list_alone(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    request_id, entry_id = asked(citizen, memory), "0b1e7a52-5a0e-4f0e-9d6c-0a4f1c1f0001"
    officer.get(f"/kerja/{request_id}/tolak")
    assert "Butir daftar yang berlaku" not in officer.words
    memory.exempt.append(
        {"id": entry_id, "information": "Dokumen calon", "decree_number": "Keputusan KPU 731/2025", "exemption": "h"}
    )
    officer.get(f"/kerja/{request_id}/tolak")
    assert "Dokumen calon (Keputusan KPU 731/2025, huruf h)" in officer.words
    officer.send(
        {
            "langkah": "periksa",
            "statement": STATEMENT,
            "entry": entry_id,
            "act": "tidak dipakai",
            "not_always_open": "yes",
        }
    )
    officer.send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["entry"] == entry_id
    assert "act" not in memory.decisions[request_id]
