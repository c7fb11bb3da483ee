"""An objection through the pages: filed by the applicant, answered by the Atasan PPID, carried out. Real services."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis import clock
from gateway.config import DEMO_PASSWORD
from gateway.portal.dates import short_day
from services.registry.disputes.domain.terms import term_of
from statute.book import Purpose
from statute.regimes import Regime
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.intake_desk import body
from tests.integration.redacting import copied, decide
from tests.integration.test_redacted_copies import PERSONAL
from tests.integration.test_registry import GRANT, _decide

pytestmark = pytest.mark.stack
FILING = {
    "objection_grounds": ["c", "g"], "objection_position": "Tidak dijawab.", "objection_demand": "Mohon dijawab.",
    "mandate_name": "", "mandate_number": "", "mandate_date": "", "kunci": "",
}  # fmt: skip
Open = Callable[..., Browser]


@pytest.fixture
def visitor(app_over: AppOver, work: Callable[[str], Working]) -> Open:
    """A browser on KPU Kota Depok's host, signed in where a name is given."""
    asked = {name: Direct(work(name)) for name in ("intake", "registry", "documents")}
    app = app_over(Services.of(Memory(), **asked))

    def visit(username: str = "") -> Browser:
        browser = Browser(app, "depokkotappid.localhost", address())
        return browser.get("/kerja").send({"username": username, "password": DEMO_PASSWORD}) if username else browser

    return visit


@pytest.fixture
def request_(office: Carrying) -> dict[str, Any]:
    given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
    office.carry()
    return dict(given)


def _filed(visitor: Open, office: Carrying, request_: dict[str, Any], **changes: Any) -> tuple[Browser, str]:
    address = f"/permohonan/{request_['tracking_token']}/keberatan"
    applicant = (
        visitor().get(f"{address}/baru").send({k: v for k, v in (FILING | changes).items() if k != "kunci" or v})
    )
    office.carry()
    found = office.ask("registry", DEPOK, "officer", path=f"/v1/objections?request={request_['id']}")
    return applicant, found["items"][-1]["id"] if found["items"] else ""


def test_the_form_shows_all_seven_grounds_and_keeps_what_was_typed(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    page, none = _filed(visitor, office, request_, objection_grounds=[], mandate_name="Budi")
    assert none == ""
    assert page.text.count('name="objection_grounds"') == 7
    assert "Tidak dijawab." in page.text
    assert "Nomor surat kuasa" in page.words


def test_a_key_of_the_form_that_is_none_of_ours_is_replaced(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    applicant, objection = _filed(visitor, office, request_, kunci="kunci\r\nHost: é")
    assert objection
    assert "/PPID-K/32.76/" in applicant.words


def test_an_objection_is_filed_answered_and_carried_out(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    applicant, objection = _filed(visitor, office, request_)
    assert "/PPID-K/32.76/" in applicant.words
    assert "Tanggapan tertulis paling lambat" in applicant.words
    ppid = visitor("ppid.depok").get(f"/kerja/keberatan/{objection}")
    assert "Hanya Atasan PPID" in ppid.words
    assert ppid.get(f"/kerja/keberatan/{objection}/jawab").status == 403
    superior = visitor("atasan.depok").get("/kerja/keberatan")
    assert objection in superior.text
    answer = superior.get(f"/kerja/keberatan/{objection}/jawab")
    wrong = answer.send({"reply_outcome": "upheld", "reply_reasons": "Benar.", "langkah": "periksa"})
    assert "Tuliskan apa yang harus dilakukan PPID." in wrong.words
    said = {
        "reply_outcome": "upheld", "reply_reasons": "Benar.", "reply_order": "Jawab.", "reply_act_until": "2099-01-05",
    }  # fmt: skip
    check = wrong.send({**said, "langkah": "periksa"})
    assert "tidak dapat diubah" in check.words
    assert 'value="konsep" formtarget="_blank"' in check.text
    check.send({**said, "langkah": "terbitkan"})
    office.carry()
    followed = applicant.get(f"/permohonan/{request_['tracking_token']}/keberatan")
    assert "Dikabulkan" in followed.words
    assert "/tanggapan.pdf" in followed.text
    assert "Komisi Informasi paling lambat" in followed.words
    applicant.get(f"/permohonan/{request_['tracking_token']}")
    for words in ("Keberatan Anda dikabulkan", "Yang diperintahkan Atasan PPID Jawab.", "Senin, 5 Januari 2099"):
        assert words in applicant.words
    assert "Komisi Informasi paling lambat" in applicant.words
    assert re.search(r"Keberatan \S+ diajukan .* Keberatan \S+ dikabulkan", applicant.words)
    assert applicant.text.count('id="langkah"') == 1
    ordered = ppid.get(f"/kerja/keberatan/{objection}")
    assert "perintah ini selesai dengan itu" in ordered.words
    assert "/laksanakan" not in ordered.text
    granted = {"medium": "view", "handover": "Ruang layanan, Senin.", "statement": "Dokumen dapat dilihat di kantor."}
    ppid.get(f"/kerja/{request_['id']}/kabulkan").send({**granted, "langkah": "periksa"})
    ppid.send({"langkah": "terbitkan"})
    assert "Perintah dilaksanakan" in ppid.get(f"/kerja/keberatan/{objection}").words


def test_the_page_of_the_request_follows_the_dispute(visitor: Open, office: Carrying, request_: dict[str, Any]) -> None:
    _, objection = _filed(visitor, office, request_)
    path = f"/v1/objections/{objection}/answer"
    said = {"json": {"outcome": "rejected", "reasons": "Tepat."}, "headers": {"If-Match": '"1"'}}
    office.ask("registry", DEPOK, "superior", path=path, method="POST", **said)
    office.carry()
    page = visitor().get(f"/permohonan/{request_['tracking_token']}")
    assert "Keberatan Anda ditolak" in page.words
    assert "Lihat cara mengajukan sengketa" in page.words
    filed_on = clock.in_zone(clock.now(), "Asia/Jakarta").date().isoformat()
    dispute = {"objection_id": objection, "commission": "Komisi Informasi Provinsi Jawa Barat", "filed_on": filed_on}
    office.ask("registry", DEPOK, "officer", path="/v1/disputes", method="POST", json=dispute)
    page.get(f"/permohonan/{request_['tracking_token']}")
    for words in (
        "Sengketa Anda diperiksa Komisi Informasi",
        "Sengketa diajukan ke Komisi Informasi",
        "Ikuti panggilan",
    ):
        assert words in page.words
    mine, others = f"request:{request_['id']}", "request:00000000-0000-4000-8000-000000000000"
    path = f"/v1/disputes?request={request_['id']}"
    registry = office.work("registry")
    assert registry.ask(DEPOK, "applicant", actor=mine, path=path).status_code == 200
    assert registry.ask(DEPOK, "applicant", actor=others, path=path).status_code == 404
    assert registry.ask(DEPOK, "applicant", actor=mine, path="/v1/disputes").status_code == 404


def test_after_a_late_answer_every_page_names_both_days_to_dispute(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    with office.at("2026-12-07T10:00:00+07:00"):
        _, objection = _filed(visitor, office, request_)
    said = {"json": {"outcome": "rejected", "reasons": "Tepat."}, "headers": {"If-Match": '"1"'}}
    with office.at("2027-02-01T10:00:00+07:00"):
        path = f"/v1/objections/{objection}/answer"
        office.ask("registry", DEPOK, "superior", path=path, method="POST", **said)
        office.carry()
        applicant = visitor().get(f"/permohonan/{request_['tracking_token']}/keberatan")
        pages = [
            applicant,
            applicant.get(f"/permohonan/{request_['tracking_token']}"),
            visitor("atasan.depok").get(f"/kerja/keberatan/{objection}"),
            visitor("petugas.depok").get(f"/kerja/keberatan/{objection}/sengketa"),
        ]
    for page in pages:
        assert "pegang tanggal yang lebih awal" in page.words, page.words


def test_an_officer_records_an_objection_that_came_by_letter(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    officer = visitor("petugas.depok").get(f"/kerja/{request_['id']}/keberatan")
    assert "Apa yang diminta pemohon?" in officer.words
    assert "Tanggal keberatan sampai di kantor" in officer.words
    assert "Anda keberatan" not in officer.words
    came = {"objection_channel": "letter", "received_date": "2020-01-02", "received_time": "09.00"}
    said = {name: value for name, value in FILING.items() if name != "kunci"} | came
    early = officer.send(said)
    assert "sebelum permohonannya diterima" in early.words
    future = early.send(said | {"received_date": "2099-01-02"})
    assert "tidak boleh setelah saat ini" in future.words


def test_a_dispute_is_recorded_step_by_step_and_says_what_waits(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    _, objection = _filed(visitor, office, request_)
    today = clock.in_zone(clock.now(), "Asia/Jakarta").date().isoformat()
    officer = visitor("petugas.depok").get(f"/kerja/keberatan/{objection}/sengketa")
    bare = officer.send({"dispute_commission": "", "dispute_filed_on": today, "dispute_note": ""})
    assert "Tulis nama Komisi Informasi." in bare.words
    page = bare.send({"dispute_commission": "KI Jabar", "dispute_filed_on": today, "dispute_note": ""})
    assert "Komisi Informasi memeriksa kelengkapan" in page.words
    assert "3 hari kerja" in page.words
    step = {
        "dispute_on": today, "dispute_number": "", "dispute_outcome": "", "dispute_party": "", "dispute_note": "",
    }  # fmt: skip
    assert "Pilih apa yang terjadi." in page.send(step).words
    lacking = page.send(step | {"langkah": "register"})
    assert "Wajib diisi untuk langkah ini." in lacking.words
    registered = lacking.send(step | {"langkah": "register", "dispute_number": "001/KI/2026"})
    assert "Sengketa 001/KI/2026" in registered.words
    assert "14 hari kerja" in registered.words
    file = registered.path
    assert "001/KI/2026" in officer.get("/kerja/sengketa").words
    page = officer.get(file)
    for act, said in (
        ("open_hearing", {}), ("start_mediation", {}), ("fail_mediation", {}),
        ("rule", {"dispute_number": "1/2026", "dispute_outcome": "rejected"}), ("receive_copy", {}),
    ):  # fmt: skip
        page = page.send(step | {"langkah": act} | said)
    sooner = term_of(Purpose.COURT_CHALLENGE, date.fromisoformat(today), Regime.ORDINARY).sooner_on
    assert sooner is not None
    assert f"Menurut sumber lain paling lambat {short_day(sooner, 'id')}" in page.words
    page = page.send(step | {"langkah": "become_final", "dispute_note": "Belum 14 hari"})
    assert 'id="dispute_on-salah"' in page.text
    assert "14 hari kerja lewat" in page.words
    assert "(UU 14/2008 Pasal 48 ayat (1))" in page.words
    assert "Belum 14 hari" in page.words, "what was typed stays"
    assert short_day(sooner, "id") in officer.get("/kerja/sengketa").words, "the earlier date alarms"


def test_a_coming_hearing_is_entered_and_a_wrong_step_is_put_right_on_the_page(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    _, objection = _filed(visitor, office, request_)
    today = clock.in_zone(clock.now(), "Asia/Jakarta").date().isoformat()
    officer = visitor("petugas.depok").get(f"/kerja/keberatan/{objection}/sengketa")
    page = officer.send({"dispute_commission": "KI Jabar", "dispute_filed_on": today, "dispute_note": ""})
    step = {
        "dispute_on": today, "dispute_number": "", "dispute_outcome": "", "dispute_party": "", "dispute_note": "",
    }  # fmt: skip
    registered = page.send(step | {"langkah": "register", "dispute_number": "001/KI/2026"})
    file = registered.path
    coming = registered.send(step | {"langkah": "set_hearing", "dispute_on": "2099-03-02", "dispute_note": "Ruang 2"})
    assert "Sidang Senin, 2 Maret 2099" in coming.words
    wrong = officer.get(f"{file}?koreksi=2")
    assert 'value="001/KI/2026"' in wrong.text, "what is put right is there to be changed"
    right = {"langkah": "register", "dispute_number": "002/KI/2026", "dispute_because": ""}
    unsaid = wrong.send(step | right)
    assert "Tuliskan mengapa catatan itu keliru." in unsaid.words
    corrected = unsaid.send(step | right | {"dispute_because": "Salah baca."})
    assert "Sengketa 002/KI/2026" in corrected.words
    assert "Salah baca." in corrected.words


def test_whoever_answers_reads_what_was_stated_of_what_is_blackened_in_the_answer(
    visitor: Open, office: Carrying, request_: dict[str, Any]
) -> None:
    redaction = copied(office.work("documents"), content=PERSONAL, name="Notulen.pdf", request_id=UUID(request_["id"]))
    assert decide(office.work("documents"), redaction).status_code == 200
    office.carry()
    registry, grant = office.work("registry"), GRANT | {"documents": [redaction["copy"]["document"]]}
    unstated = _decide(registry, UUID(request_["id"]), grant)
    assert (unstated.status_code, unstated.get_json()["code"]) == (422, "blackened-unstated")
    assert _decide(registry, UUID(request_["id"]), grant | {"blackened_unasked": True}).status_code == 200
    office.carry()
    _, objection = _filed(visitor, office, request_)
    words = visitor("atasan.depok").get(f"/kerja/keberatan/{objection}").words
    assert "Tidak termasuk informasi yang diminta (UU 14/2008 Pasal 22 ayat (7) huruf e)" in words
    assert "Notulen (dihitamkan).pdf: Pasal 17 huruf h (Rahasia pribadi)" in words
    assert "Rina Kartika" in words
