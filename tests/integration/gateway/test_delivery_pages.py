"""An officer records on the desk how a written notice reached its applicant. Real intake and registry."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from chassis import clock
from gateway.config import DEMO_PASSWORD
from tests.integration.carrying import Carrying
from tests.integration.conftest import DEPOK, Working
from tests.integration.gateway.browser import Browser, address
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.services import Memory, Services
from tests.integration.intake_desk import body
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_objections import FILING

pytestmark = pytest.mark.stack


@pytest.fixture
def officer(app_over: AppOver, work: Callable[[str], Working]) -> Browser:
    """The front desk of KPU Kota Depok."""
    asked = {name: Direct(work(name)) for name in ("intake", "registry")}
    app = app_over(Services.of(Memory(), **asked))
    browser = Browser(app, "depokkotappid.localhost", address())
    return browser.get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})


@pytest.fixture
def decided(office: Carrying) -> dict[str, Any]:
    given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
    office.carry()
    path = f"/v1/cases/{given['id']}/decision"
    office.ask("registry", DEPOK, "ppid", path=path, method="POST", json=NOT_HELD, headers={"If-Match": '"1"'})
    office.carry()
    return dict(given)


def _typed(**changes: str) -> dict[str, str]:
    now = clock.in_zone(clock.now(), "Asia/Jakarta")
    return {
        "delivery_step": "received", "delivery_way": "in_person", "delivered_date": now.date().isoformat(),
        "delivered_time": now.strftime("%H.%M"), "delivery_receiver": "attorney", "delivery_reference": "TT-12/2026",
        "delivery_document": "",
    } | changes  # fmt: skip


def test_an_officer_records_a_handover_and_reads_it_on_the_case_the_timeline_and_in_the_register(
    officer: Browser, decided: dict[str, Any]
) -> None:
    case = officer.get(f"/kerja/{decided['id']}")
    assert "Belum ada bukti bahwa surat ini sampai" in case.words
    case.get(f"/kerja/{decided['id']}/penyampaian")
    assert officer.text.count(decided["number"]) == 1
    assert f'Permohonan <span class="nowrap">{decided["number"]}</span>' in officer.text
    case.send(_typed())
    assert "Diserahkan langsung" in officer.words
    assert "Penerima kuasa" in officer.words
    assert "TT-12/2026" in officer.words
    assert "keberatan dapat diajukan sampai" in officer.words
    assert "Bukti penyampaian: Diserahkan langsung" in officer.words
    assert f'href="/kerja/{decided["id"]}/bukti-catatan.json"' in officer.text
    assert 'href="/catatan#cara"' in officer.text
    proofs = json.loads(officer.get(f"/kerja/{decided['id']}/bukti-catatan.json").text)
    assert len(proofs["items"]) + proofs["unsealed"] >= 3  # registered, decided, delivered
    pages = (officer.get(f"/kerja/register/permohonan?hal={number}").words for number in range(1, 40))
    assert any("Diserahkan langsung" in words for words in pages)


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    officer: Browser, decided: dict[str, Any]
) -> None:
    tomorrow = (clock.in_zone(clock.now(), "Asia/Jakarta") + timedelta(days=1)).date().isoformat()
    officer.get(f"/kerja/{decided['id']}/penyampaian")
    officer.send(_typed(delivered_date=tomorrow, delivery_receiver="", delivery_reference="Ibu (tetangga)"))
    for field in ("delivered_date", "delivery_receiver", "delivery_reference"):
        assert f'id="{field}-salah"' in officer.text
    assert 'value="Ibu (tetangga)"' in officer.text
    assert 'id="delivered_date-salah"' in officer.send(_typed(delivered_time="25.99")).text


def test_a_case_that_changed_meanwhile_is_not_overwritten(officer: Browser, decided: dict[str, Any]) -> None:
    officer.get(f"/kerja/{decided['id']}/penyampaian")
    stale = officer.text
    officer.send(_typed())
    officer.get(f"/kerja/{decided['id']}/penyampaian").send(_typed(versi="2"))
    assert 'name="versi" value="2"' in stale
    assert 'name="versi" value="3"' in officer.text
    assert officer.get(f"/kerja/{decided['id']}").words.count("TT-12/2026") == 1


def test_an_officer_records_that_the_letter_of_incompleteness_arrived_and_the_term_moves(
    officer: Browser, office: Carrying
) -> None:
    given = office.ask("intake", DEPOK, path="/v1/requests", method="POST", json=body())
    office.carry()
    path, said = f"/v1/cases/{given['id']}/acts", {"act": "declare_incomplete", "statement": "KTP belum dilampirkan."}
    office.ask("registry", DEPOK, "officer", path=path, method="POST", json=said, headers={"If-Match": '"1"'})
    office.carry()
    (letter,) = office.ask("registry", DEPOK, "officer", path=f"/v1/cases/{given['id']}/letters")["items"]
    officer.get(f"/kerja/{given['id']}")
    assert "Ditandatangani Rina Kartika" in officer.words
    link = f"/kerja/{given['id']}/penyampaian?surat={letter['id']}"
    assert link in officer.text
    officer.get(link)
    assert "batasnya bergeser bersama bukti ini" in officer.words
    officer.send(_typed(delivery_receiver=""))
    assert 'id="delivery_receiver-salah"' in officer.text
    officer.send(_typed())
    assert "Diserahkan langsung" in officer.words
    assert officer.get(f"/kerja/{given['id']}/penyampaian?surat={given['id']}").status == 404


def test_an_officer_records_that_the_answer_to_an_objection_arrived(
    officer: Browser, office: Carrying, decided: dict[str, Any]
) -> None:
    path = f"/v1/tracking/{decided['tracking_token']}/objections"
    given = office.ask("intake", DEPOK, path=path, method="POST", json=FILING)
    office.carry()
    path, said = f"/v1/objections/{given['id']}/answer", {"outcome": "rejected", "reasons": "Sudah tepat."}
    office.ask("registry", DEPOK, "superior", path=path, method="POST", json=said, headers={"If-Match": '"1"'})
    office.carry()
    assert "Belum ada bukti" in officer.get(f"/kerja/keberatan/{given['id']}").words
    officer.get(f"/kerja/keberatan/{given['id']}/penyampaian")
    assert "Pasal 37 ayat (2)" in officer.words
    officer.send(_typed())
    assert "Bukti penyampaian tanggapan" in officer.words
    assert "TT-12/2026" in officer.words
