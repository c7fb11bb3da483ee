"""The story through the pages: a citizen asks, an officer answers, the citizen downloads. Real database, no browser."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from chassis.client import Refused
from chassis.service import Runtime
from tests.integration.gateway.applying import CONTENT, OBTAIN, PERSON, asks
from tests.integration.gateway.browser import Browser, file
from tests.integration.gateway.services import Memory

pytestmark = pytest.mark.stack


def test_a_citizen_files_a_request_and_gets_number_receipt_and_due_date_at_once(citizen: Browser) -> None:
    asks(citizen)
    assert "Siti Nurlaila" in citizen.words
    assert "Anggaran dan keuangan" in citizen.words
    citizen.send({"declaration": "yes"})
    assert citizen.status == 200
    assert "001/PPID-P/32.76/XI/2026" in citizen.words
    assert "Senin, 7 Desember 2026" in citizen.words
    assert "receipt.pdf" in citizen.text


def test_each_page_that_asks_for_personal_data_says_what_for_and_on_which_law(citizen: Browser) -> None:
    told = (
        "UU 14/2008 meminta kami mencatat siapa",
        "hanya dipakai untuk memproses permohonan",
        "dihapus menurut jadwal",
    )
    pages = [citizen.get("/permohonan/baru").words]
    pages += [citizen.send(said).words for said in ({"kind": "person"}, PERSON, CONTENT, OBTAIN)]
    assert "Siti Nurlaila" in pages[-1]
    for said in told:
        assert all(said in page for page in pages), said


def test_a_code_leads_to_its_request_without_standing_in_an_address(citizen: Browser, officer: Browser) -> None:
    officer.get("/kerja/baru").send(
        {"channel": "letter", "received_date": "2026-11-19", "received_time": "08:30", "kind": "person"}
    )
    officer.send({**PERSON, **CONTENT, **OBTAIN}).send()
    assert "?" not in officer.path
    link = re.findall(r'href="(/permohonan/[^"]+)"', officer.text)[0]
    assert link not in officer.get(officer.path).text
    citizen.get("/lacak").send({"kode": "salah"})
    assert "salah" in citizen.text
    citizen.send({"kode": link})
    assert citizen.path == link


def test_the_story_ends_with_a_file_on_the_tracking_page(citizen: Browser, officer: Browser, memory: Memory) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get("/kerja")
    assert "Realisasi anggaran 2025" in officer.words
    officer.get(f"/kerja/{request_id}")
    assert "Siti Nurlaila" in officer.words
    officer.get(f"/kerja/{request_id}/kabulkan")
    officer.send({"berkas": file(), "langkah": "unggah", "statement": "Terlampir laporannya."})
    assert "jawaban.pdf" in officer.words
    assert "Terlampir laporannya." in officer.text
    officer.send({"langkah": "periksa", "statement": "Terlampir laporannya."})
    assert "tidak dapat ditarik" in officer.words
    officer.send({"langkah": "terbitkan"})
    assert "sudah terbit" in officer.words
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "dikabulkan" in citizen.words
    assert "Terlampir laporannya." in citizen.words
    assert '<span class="nowrap">001/PPID-P/32.76/XI/2026</span>' in citizen.text  # no line ends with its hyphen
    (document,) = memory.decisions[request_id]["documents"]
    assert f'href="{citizen.path}/berkas/{document}"' in citizen.text


def test_a_refusal_names_article_act_and_consequence(citizen: Browser, officer: Browser, memory: Memory) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/tolak").send({"langkah": "periksa", "statement": "Tidak dapat diberikan."})
    assert officer.text.count('class="fault"') == 5
    assert "Tidak dapat diberikan." in officer.text
    officer.send(
        {"langkah": "periksa", "exemption": "h", "act": "UU 27/2022 Pasal 4", "consequence": "Data pribadi terbuka.",
         "statement": "Tidak dapat diberikan.", "tested_on": "2026-11-20", "not_always_open": "yes"}
    )  # fmt: skip
    assert "KONSEP" in officer.words
    officer.send({"langkah": "terbitkan"})
    citizen.get(f"/permohonan/{memory.requests[request_id]['token']}")
    assert "ditolak" in citizen.words
    for said in (
        *("Pasal 17 huruf h", "UU 27/2022 Pasal 4", "Data pribadi terbuka.", "Jum, 8 Jan 2027", "Jum, 20 Nov 2026"),
        *("Selama diperlukan.", "001/PPID-PT/32.76/XI/2026", "Sen, 7 Des 2026 (UU 14/2008 Pasal 22 ayat (7))"),
        *(
            "sejak Anda menerima atau mengetahui jawaban ini",
            "Kalender 2027 sementara.",
            "Plh. PPID",
            "Keputusan Nomor 7/2026",
        ),
    ):
        assert said in citizen.words, said


def test_a_group_is_asked_for_its_power_of_attorney_and_nothing_of_other_kinds(
    citizen: Browser, memory: Memory
) -> None:
    citizen.get("/permohonan/baru").send({"kind": "group"})
    assert "Nomor surat kuasa" in citizen.words
    assert "Nomor pengesahan" not in citizen.words
    citizen.send(
        {"group_name": "Warga RW 05", "principals": "Ani\r\nBadu\r\n", "attorney_name": "Budi Santoso",
         "attorney_nik": "3276995403989001", "letter_number": "SK/1/2026", "letter_date": "2026-11-01",
         "address": "Beji, Depok", "email": "", "phone": "0812 3456 7890"}
    ).send(CONTENT).send(OBTAIN).send({"declaration": "yes"})  # fmt: skip
    (kept,) = memory.requests.values()
    assert kept["applicant"]["principals"] == ["Ani", "Badu"]
    assert kept["applicant"]["attorney"]["letter_number"] == "SK/1/2026"
    assert kept["applicant"]["organisation"] == {"name": "Warga RW 05"}


def test_an_officer_records_a_letter_with_its_true_time_of_receipt(officer: Browser, memory: Memory) -> None:
    officer.get("/kerja/baru").send(
        {"channel": "letter", "received_date": "2026-11-19", "received_time": "08:30", "regime": "auto",
         "kind": "person"}
    )  # fmt: skip
    officer.send({**PERSON, **CONTENT, **OBTAIN})
    assert "08:30" in officer.words
    officer.send()
    (kept,) = memory.requests.values()
    assert (kept["channel"], kept["received_at"]) == ("letter", "2026-11-19T08:30:00+07:00")
    assert kept["regime"] is None
    assert "Permohonan tercatat" in officer.words


def test_sending_twice_is_one_request_even_when_the_first_answer_got_lost(citizen: Browser, memory: Memory) -> None:
    asks(citizen)
    memory.lost_answers = 1
    citizen.send({"declaration": "yes"})
    assert "tidak akan tercatat dua kali" in citizen.words
    assert len(memory.requests) == 1
    citizen.send()
    assert "001/PPID-P/32.76/XI/2026" in citizen.words
    assert len(memory.requests) == 1


def test_a_draft_that_may_have_arrived_cannot_be_changed_until_that_is_known(citizen: Browser, memory: Memory) -> None:
    asks(citizen)
    draft = citizen.path.removesuffix("/periksa")
    memory.lost_answers = 1
    citizen.send({"declaration": "yes"})
    citizen.get(f"{draft}/isi")
    assert citizen.path.endswith("/periksa")


def test_what_was_typed_stays_when_a_field_is_missing(citizen: Browser) -> None:
    citizen.get("/permohonan/baru").send({"kind": "person"})
    citizen.send(PERSON | {"nik": "", "address": "Jl. Melati 1 <b>"})
    assert 'href="#nik"' in citizen.text
    assert 'aria-describedby="nik-petunjuk nik-salah"' in citizen.text
    assert "Jl. Melati 1 &lt;b&gt;" in citizen.text


def test_an_objection_of_intake_stands_beside_its_field_on_the_step_it_belongs_to(
    citizen: Browser, memory: Memory
) -> None:
    asks(citizen)
    fault = {"pointer": "/applicant/nik", "detail": "NIK terdiri atas 16 angka."}
    memory.refusals.append(Refused({"code": "invalid", "title": "Perbaiki", "errors": [fault]}, 422))
    citizen.send({"declaration": "yes"})
    assert 'id="nik-salah"' in citizen.text
    assert "NIK terdiri atas 16 angka." in citizen.words
    citizen.send(PERSON)
    assert citizen.path.endswith("/periksa")
    citizen.send({"declaration": "yes"})
    assert "001/PPID-P/32.76/XI/2026" in citizen.words


def test_who_asks_is_checked_on_its_own_step_and_every_fault_names_its_field(citizen: Browser, memory: Memory) -> None:
    faults = [
        {"pointer": "/applicant/phone", "detail": "Nomor telepon ini tidak benar, contoh: 0812 3456 7890."},
        {"pointer": "/applicant/occupation", "detail": "Paling panjang 100 huruf."},
        {"pointer": "/applicant/nik", "detail": "NIK terdiri atas 16 angka."},
    ]
    citizen.get("/permohonan/baru").send({"kind": "person"})
    memory.refusals.append(Refused({"code": "invalid", "title": "Perbaiki", "errors": faults}, 422))
    citizen.send(PERSON | {"nik": "123", "phone": "12", "address": "", "identity_number": "A 1"})
    assert re.findall(r'<li><a href="#(\w+)">(.*?)</a>', citizen.text) == [
        ("nik", "NIK terdiri atas 16 angka."),
        ("identity_kind", "Pilih jenis bukti: SIM atau paspor."),
        ("occupation", "Pekerjaan: Paling panjang 100 huruf."),
        ("address", "Isi alamat Anda."),
        ("phone", "Nomor telepon ini tidak benar, contoh: 0812 3456 7890."),
    ]
    assert citizen.path.endswith("/identitas")


def test_who_asks_can_be_written_down_while_intake_is_away(citizen: Browser, memory: Memory) -> None:
    memory.away.add("intake")
    citizen.get("/permohonan/baru").send({"kind": "person"}).send(PERSON)
    assert citizen.path.endswith("/isi")


def test_nothing_personal_lies_readable_in_the_draft_table(citizen: Browser, runtime: Runtime) -> None:
    asks(citizen)
    with runtime.database.engine.connect() as connection:
        connection.exec_driver_sql("select set_config('ppid.tenant', '32.76', true)")
        rows = connection.exec_driver_sql("select content, id from draft").all()
    assert rows
    address = citizen.path.split("/")[3].encode()
    assert all(b"Siti" not in bytes(row.content) and address != bytes(row.id) for row in rows)


def test_every_service_away_gives_a_page_that_says_what_still_works(officer: Browser, memory: Memory) -> None:
    memory.away = {"intake", "registry", "documents", "notify"}
    officer.get("/kerja")
    assert officer.status == 503
    assert "Catat permohonan yang masuk di kertas" in officer.words
    assert officer.page is not None
    assert officer.page.headers["Retry-After"] == "10"


def test_a_case_is_shown_without_the_parts_whose_service_is_away(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    memory.away = {"documents", "notify"}
    officer.get(f"/kerja/{request_id}")
    assert officer.status == 200
    assert officer.words.count("sedang tidak dapat dimuat") == 2


def test_a_case_that_somebody_else_changed_is_read_again_before_it_is_decided(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/kabulkan").send(
        {"berkas": file(), "langkah": "periksa", "statement": "Terlampir laporannya."}
    )
    memory.versions[request_id] += 1
    officer.send({"langkah": "terbitkan"})
    assert "diubah orang lain" in officer.words
    assert request_id not in memory.decisions


def test_two_files_can_be_given_and_only_the_ticked_ones_are(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    officer.get(f"/kerja/{request_id}/kabulkan").send({"berkas": file(name="a.pdf"), "langkah": "unggah"})
    officer.send({"berkas": file(name="b.pdf"), "langkah": "unggah"})
    kept = [one["id"] for one in memory.documents[request_id]]
    officer.send(MultiDict({"documents": kept[1], "langkah": "periksa", "statement": "Terlampir laporannya."}))
    officer.send({"langkah": "terbitkan"})
    assert memory.decisions[request_id]["documents"] == [kept[1]]


def test_a_file_that_waits_for_the_virus_check_cannot_be_given_yet(
    citizen: Browser, officer: Browser, memory: Memory
) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    memory.state_of_files = "waiting"
    officer.get(f"/kerja/{request_id}/kabulkan").send(
        {"berkas": file(), "langkah": "periksa", "statement": "Terlampir laporannya."}
    )
    assert "Menunggu pemeriksaan keamanan; belum dapat dipakai" in officer.words
    assert "disabled" in officer.text
    officer.get(f"/kerja/{request_id}")
    assert "Menunggu pemeriksaan keamanan; belum dapat dipakai" in officer.words


def test_a_file_that_was_refused_says_why_and_what_to_do(citizen: Browser, officer: Browser, memory: Memory) -> None:
    asks(citizen).send({"declaration": "yes"})
    (request_id,) = memory.requests
    memory.state_of_files, memory.why = "refused", "Berkas ini memuat makro. Simpan ulang tanpa makro."
    officer.get(f"/kerja/{request_id}/kabulkan").send({"berkas": file(), "langkah": "unggah"})
    assert memory.why in officer.words
    folded = officer.text.partition("<summary>1 berkas ditolak pemeriksaan")
    assert (memory.why in folded[0], memory.why in folded[2].partition("</details>")[0]) == (False, True)
    officer.get(f"/kerja/{request_id}")
    folded = officer.text.partition("<summary>1 berkas ditolak pemeriksaan")
    assert "Ditolak pemeriksaan" in folded[2].partition("</details>")[0]
    assert (memory.why in folded[0], memory.why in folded[2].partition("</details>")[0]) == (False, True)
