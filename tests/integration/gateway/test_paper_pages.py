"""Papers that prove who asks, through the pages, to the real documents: handed in after the number, seen marked."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from chassis.places import Places
from gateway.config import DEMO_PASSWORD
from services.documents.papers.domain import PART
from tests.corpora import leaking_pdfs
from tests.corpora.honest import pdf
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import requested
from tests.integration.gateway.applying import asks
from tests.integration.gateway.browser import Browser, address, file
from tests.integration.gateway.conftest import AppOver
from tests.integration.gateway.direct import Direct
from tests.integration.gateway.notices import Silent
from tests.integration.gateway.services import Memory, Services
from tests.integration.planting import submission

pytestmark = pytest.mark.stack
KTP = leaking_pdfs.clean()


@pytest.fixture
def filed(memory: Memory, documents: Working) -> dict[str, Any]:
    """A request that the register told documents of, with the ticket that intake would give its applicant."""
    receipt = Services.of(memory).intake.submit(submission(), "kunci-permohonan-ini")
    requested(documents, UUID(receipt["id"]))
    ticket = documents.token(DEPOK, "applicant.papers", actor=f"request:{receipt['id']}")
    memory.requests[receipt["id"]]["ticket"] = ticket
    return receipt


@pytest.fixture
def site(app_over: AppOver, memory: Memory, documents: Working) -> Callable[..., Browser]:
    def browser(client: Any = None) -> Browser:
        services = Services.of(memory, documents=client or Direct(documents))
        app = app_over(services)
        return Browser(app, "depokkotappid.localhost", address())

    return browser


def _page(filed: dict[str, Any]) -> str:
    return f"/permohonan/{filed['tracking_token']}/surat"


def test_an_applicant_hands_a_paper_in_and_the_tracking_page_says_that_it_came(
    site: Callable[..., Browser], filed: dict[str, Any]
) -> None:
    browser = site().get(f"/permohonan/{filed['tracking_token']}")
    assert "Salinan KTP, SIM, atau paspor: belum diterima" in browser.words
    browser.get(_page(filed)).send({"identity": file(KTP, "ktp siti.pdf")})
    assert (browser.path, browser.status) == (_page(filed), 200)
    assert "diterima" in browser.words
    assert "siti" not in browser.words
    assert "Salinan KTP, SIM, atau paspor: diterima" in browser.get(f"/permohonan/{filed['tracking_token']}").words


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"a;b\n", "ktp.csv", "Kirim surat ini sebagai PDF atau foto"),
        (b"%PDF-1.7 rusak", "ktp.pdf", "rusak"),
    ],
)
def test_what_is_wrong_with_a_paper_stands_beside_it_and_can_be_sent_again(
    site: Callable[..., Browser], filed: dict[str, Any], content: bytes, name: str, fault: str
) -> None:
    browser = site().get(_page(filed)).send({"identity": file(content, name)})
    assert fault in browser.words
    assert 'id="identity-salah"' in browser.text
    assert "diterima" in browser.get(_page(filed)).send({"identity": file(KTP, "ktp.pdf")}).words


def test_of_several_papers_sent_at_once_those_that_failed_are_named_and_the_others_came(
    site: Callable[..., Browser], filed: dict[str, Any]
) -> None:
    sent = [file(KTP, "depan.pdf"), file(b"%PDF-1.7 rusak", "belakang.pdf"), file(b"a;b\n", "ktp.csv")]
    browser = site().get(_page(filed)).send({"identity": sent})
    beside = re.sub(r"<[^>]+>", " ", browser.text.partition('id="identity-salah"')[2].partition("</p>")[0])
    assert re.search(r"“belakang.pdf”: .*rusak.* “ktp.csv”: Kirim surat ini sebagai PDF atau foto", beside)
    assert "depan.pdf" not in browser.words
    assert "Berkas lainnya sudah diterima; jangan kirim lagi." in beside
    both = site().get(_page(filed)).send({"identity": [sent[1], file(b"%PDF-1.7 rusak", "lagi.pdf")]})
    assert ("“lagi.pdf”" in both.words, "Berkas lainnya" in both.words) == (True, False)


def test_what_the_script_brought_in_parts_is_there_when_its_form_comes_without_a_file(
    site: Callable[..., Browser], filed: dict[str, Any]
) -> None:
    browser = site().get(_page(filed))
    base = f"{_page(filed)}/identity/unggahan"
    assert f'data-parts="{base}" data-key="{filed["id"]} identity"' in browser.text
    content = pdf(PART + 9)
    (proof,) = set(re.findall(r'name="bukti" value="([^"]+)"', browser.text))
    place = {"base_url": f"http://{browser.host}:8080", "headers": {"X-Forwarded-For": browser.address}}

    def ask(path: str = "", method: str = "POST", **said: Any) -> Any:
        return browser.client.open(base + path, method=method, data={"bukti": proof} | said, **place)

    foreign = ask(path="", nama="ktp.docx", ukuran=len(content))
    assert (foreign.status_code, "PDF atau foto" in foreign.get_json()["fault"]) == (422, True)
    upload = ask(nama="ktp.pdf", ukuran=len(content)).get_json()
    for part, piece in enumerate((content[:PART], content[PART:]), start=1):
        assert ask(f"/{upload['id']}/{part}", berkas=file(piece, "blob")).status_code == 200
    assert browser.client.get(f"{base}/{upload['id']}", **place).get_json()["parts"] == [1, 2]
    paper = ask(f"/{upload['id']}").get_json()
    assert paper["state"] == "stored"
    browser.send({"documents": paper["id"]})
    assert (browser.path, "Pilih sedikitnya satu berkas" in browser.words) == (_page(filed), False)
    assert "diterima" in browser.words


def test_a_form_without_a_file_says_so(site: Callable[..., Browser], filed: dict[str, Any]) -> None:
    assert "Pilih sedikitnya satu berkas" in site().get(_page(filed)).send({}).words


def test_while_documents_is_away_the_request_stands_and_the_page_says_so(
    site: Callable[..., Browser], filed: dict[str, Any]
) -> None:
    officer = site(Silent()).get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    assert filed["number"] in officer.words
    assert "Surat belum ada" not in officer.words, "nobody can say so"
    assert filed["number"] in officer.get("/kerja?surat=kurang").words
    assert "sedang tidak dapat diketahui" in officer.words
    browser = site(Silent()).get(_page(filed))
    assert (browser.status, "Permohonan Anda tidak terpengaruh" in browser.words) == (200, True)
    assert browser.get(f"/permohonan/{filed['tracking_token']}").status == 200


def test_the_page_of_the_number_leads_to_the_papers(citizen: Browser) -> None:
    asks(citizen).send({"declaration": "yes"})
    assert "Satu langkah lagi" in citizen.words
    assert "/surat" in citizen.text


def test_staff_hand_in_and_look_at_marked_papers(site: Callable[..., Browser], filed: dict[str, Any]) -> None:
    officer = site().get("/kerja").send({"username": "petugas.depok", "password": DEMO_PASSWORD})
    identity = f"/kerja/{filed['id']}/identitas"
    assert "Surat belum ada: KTP" in officer.words
    lacking = "/kerja?tab=open&surat=kurang"
    assert filed["number"] in officer.get(lacking).words
    assert "Yang belum diterima" in officer.get(identity).words
    officer.send({"identity": file(KTP, "ktp.pdf")}, to=f"/kerja/{filed['id']}/surat")
    assert ('id="came_way-salah"' in officer.text, "Yang belum diterima" in officer.words) == (True, True)
    came = {"came_way": "letter", "came_on": "2026-11-23"}
    officer.send(came | {"identity": file(KTP, "ktp.pdf")}, to=f"/kerja/{filed['id']}/surat")
    assert (officer.path, "Yang belum diterima" in officer.words) == (identity, False)
    assert "Surat belum ada" not in officer.get("/kerja").words
    assert filed["number"] in officer.words
    assert filed["number"] not in officer.get(lacking).words
    officer.get(identity)
    look = next(part for part in officer.text.split('"') if part.startswith(f"/kerja/{filed['id']}/surat/"))
    officer.get(look)
    assert officer.status == 200
    assert officer.page is not None
    assert len(PdfReader(BytesIO(officer.page.data)).pages) == 1


def test_too_many_papers_at_once_are_put_off_before_they_are_read(
    site: Callable[..., Browser], filed: dict[str, Any]
) -> None:
    browser = site().get(_page(filed))
    browser.client.application.extensions["papers"] = Places(0)
    browser.send({"identity": file(KTP, "ktp.pdf")})
    assert browser.status == 503
