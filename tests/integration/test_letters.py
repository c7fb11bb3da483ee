"""Letters and receipts on the real parts: set from what was issued, with a name that only intake knows."""

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from pypdf import PdfReader
from werkzeug.test import TestResponse

from contracts.objections import ObjectionSubmitted
from contracts.requests import RequestSubmitted
from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.planting import submission
from tests.integration.serving import started
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_notify import RECEIVED
from tests.prose import slips

pytestmark = pytest.mark.stack


@pytest.fixture(scope="module")
def registry(work: Callable[[str], Working], intake_url: str) -> Iterator[Working]:
    with started("registry", work("registry").env | {"PPID_INTAKE_URL": intake_url}) as registry:
        yield registry


@pytest.fixture(scope="module")
def intake(work: Callable[[str], Working]) -> Working:
    return work("intake")


@pytest.fixture(scope="module")
def request_id(intake: Working, registry: Working) -> UUID:
    return asked(intake, registry)


def asked(intake: Working, registry: Working) -> UUID:
    """A request that is in both books."""
    said = submission()
    said["applicant"] |= {"name": "Siti Nurbaya", "address": "Jl. Kenanga 12, Depok"}
    given = intake.ask(DEPOK, path="/v1/requests", method="POST", json=said).get_json()
    registry.hear(
        DEPOK,
        RequestSubmitted(
            request_id=UUID(given["id"]), number=given["number"], channel="portal", applicant_kind="person",
            category="data_pemilih", received_at=RECEIVED, regime=None,
        ),
    )  # fmt: skip
    return UUID(given["id"])


@pytest.fixture(scope="module")
def issued(registry: Working, request_id: UUID) -> dict[str, Any]:
    """Its written notice, after a draft was looked at."""
    path = f"/v1/cases/{request_id}/decision"
    draft = registry.ask(DEPOK, "ppid", path=f"{path}/draft.pdf", method="POST", json=NOT_HELD)
    assert "Konsep: belum bernomor" in words(draft.data)
    assert "Siti Nurbaya" in words(draft.data)
    answer = registry.ask(DEPOK, "ppid", path=path, method="POST", json=NOT_HELD, headers={"If-Match": '"1"'})
    assert answer.status_code == 200, answer.get_json()
    notice: dict[str, Any] = answer.get_json()["decision"]
    return notice


def words(pdf: bytes) -> str:
    lines = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    assert slips(" ".join(lines).split("\n")) == []
    return " ".join(" ".join(lines).split())


def vouched(registry: Working, office: str, pdf: bytes) -> TestResponse:
    """What an office says behind the code that a letter bears."""
    links = [note["/A"]["/URI"] for page in PdfReader(io.BytesIO(pdf)).pages for note in page.get("/Annots", ())]
    (code,) = {link.rpartition("/surat/")[2] for link in links}
    return registry.ask(office, path=f"/v1/letters/{code}")


def acts(intake: Working, request_id: UUID) -> list[tuple[str, str]]:
    """What the audit record of intake says about a request: act and actor."""
    with intake.runtime.database.engine.connect() as connection:
        connection.exec_driver_sql(f"select set_config('ppid.tenant', '{DEPOK}', true)")
        found = connection.exec_driver_sql(
            "select act, actor from audit_entry where subject = %s order by id", (str(request_id),)
        )
        return [(row.act, row.actor) for row in found]


def test_staff_and_the_applicant_get_the_same_letter_and_nobody_else_gets_any(
    registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    path = f"/v1/cases/{request_id}/notice.pdf"
    of_staff = registry.ask(DEPOK, "officer", path=path)
    assert of_staff.content_type == "application/pdf"
    said = words(of_staff.data)
    for wanted in (issued["letter_number"], issued["number"], "Siti Nurbaya", "Jl. Kenanga 12", "Disdukcapil"):
        assert wanted in said, wanted
    assert registry.ask(DEPOK, "applicant", actor=f"request:{request_id}", path=path).data == of_staff.data
    assert registry.ask(DEPOK, "applicant", actor="request:lain", path=path).status_code == 404
    assert registry.ask(MAKASSAR, "officer", path=path).status_code == 404
    assert registry.ask(DEPOK, path=path).status_code == 401


HOSTILE = (
    'Lampiran <w:p>1</w:p> & "dua" = 3%; #panic() $x$\n\n=HYPERLINK(1)\tdan <b>tebal</b>, Jum\'at '
    "kantor kami membalas pertanyaan-pertanyaan yang diajukan sebagaimana mestinya."
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.mark.parametrize("body", [NOT_HELD, NOT_HELD | {"statement": HOSTILE}], ids=["plain", "hostile"])
def test_the_text_document_says_letter_for_letter_what_the_pdf_says_as_draft_and_when_issued(
    intake: Working, registry: Working, body: dict[str, Any]
) -> None:
    case = f"/v1/cases/{asked(intake, registry)}"
    drafts = [
        registry.ask(DEPOK, "ppid", path=f"{case}/decision/draft.{form}", method="POST", json=body).data
        for form in ("docx", "pdf")
    ]
    assert bare(written(drafts[0])) == bare(printed(drafts[1]))
    assert "Konsep: belum bernomor" in written(drafts[0])
    assert ("KONSEP" in header(drafts[0]), "KONSEP" in written(drafts[0])) == (True, True)
    done = registry.ask(DEPOK, "ppid", path=f"{case}/decision", method="POST", json=body, headers={"If-Match": '"1"'})
    assert done.status_code == 200
    text, pdf = (registry.ask(DEPOK, "officer", path=f"{case}/notice.{form}").data for form in ("docx", "pdf"))
    assert bare(written(text)) == bare(printed(pdf))
    assert done.get_json()["decision"]["letter_number"] in written(text)
    assert "konsep" not in (written(text) + header(text)).lower()


def test_the_text_document_is_the_same_bytes_each_time_with_the_time_of_the_letter_on_every_part(
    registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    path = f"/v1/cases/{request_id}/notice.docx"
    once, again = (registry.ask(DEPOK, role, path=path).data for role in ("officer", "superior"))
    assert once == again
    decided = datetime.fromisoformat(issued["decided_at"])
    with ZipFile(io.BytesIO(once)) as parts:
        times = {part.date_time for part in parts.infolist()}
        properties = parts.read("docProps/core.xml").decode()
        assert not [name for name in parts.namelist() if "thumbnail" in name or "customXml" in name]
    assert times == {(*decided.timetuple()[:5], decided.second // 2 * 2)}
    assert "Siti Nurbaya" not in properties
    assert properties.count(decided.strftime("%Y-%m-%dT%H:%M:%SZ")) == 2


def test_the_text_document_has_headings_its_language_and_words_for_its_picture(
    registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    document, styles = part(registry.ask(DEPOK, "ppid", path=f"/v1/cases/{request_id}/notice.docx").data)
    headings = [style.get(f"{W}val") for style in document.iter(f"{W}pStyle")]
    assert headings == ["Heading1", "Heading2", "Heading2", "Heading2"]
    assert {"id-ID"} <= {language.get(f"{W}val") for language in styles.iter(f"{W}lang")}
    described = [one.get("descr", "") for one in document.iter() if one.tag.endswith("}docPr")]
    assert [issued["verification_url"] in words for words in described] == [True]


def test_an_applicant_and_another_office_get_no_text_document(
    registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    path = f"/v1/cases/{request_id}/notice.docx"
    assert registry.ask(DEPOK, "applicant", actor=f"request:{request_id}", path=path).status_code == 403
    assert registry.ask(MAKASSAR, "officer", path=path).status_code == 404
    assert registry.ask(DEPOK, path=path).status_code == 401


def part(docx: bytes) -> tuple[ElementTree.Element, ElementTree.Element]:
    """The body and the styles of a text document, read without the library that wrote it."""
    with ZipFile(io.BytesIO(docx)) as parts:
        return tuple(ElementTree.fromstring(parts.read(f"word/{name}.xml")) for name in ("document", "styles"))


def header(docx: bytes) -> str:
    """What stands at the head of each page of a text document."""
    with ZipFile(io.BytesIO(docx)) as parts:
        heads = [parts.read(name).decode() for name in parts.namelist() if name.startswith("word/header")]
    return "".join("".join(ElementTree.fromstring(head).itertext()) for head in heads)


def written(docx: bytes) -> str:
    """What a text document says."""
    lines = [
        "".join({f"{W}t": run.text or "", f"{W}br": "\n", f"{W}tab": "\t"}.get(run.tag, "") for run in paragraph.iter())
        for paragraph in part(docx)[0].iter(f"{W}p")
    ]
    return "\n".join(lines)


def printed(pdf: bytes) -> str:
    """What a PDF says, without its footers and the mark across a draft."""
    pages = "".join(page.extract_text().removeprefix("KONSEP\n") for page in PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\nKPU Kota Depok · [^\n]*\s*halaman \d+ dari \d+", "", pages)


def bare(words: str) -> str:
    """Words without what setting them adds or takes: spaces, hyphens, ligatures, curved quotes."""
    plain = unicodedata.normalize("NFKC", words).replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub("[\\s\u00ad\u2010-]", "", plain)


def test_a_draft_leaves_no_number_and_no_notice_behind(
    registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    history = registry.ask(DEPOK, "officer", path=f"/v1/cases/{request_id}").get_json()["history"]
    done = [entry["act"] for entry in history if entry["act"] != "case.late"]  # which the day of the test decides
    assert done == ["case.registered", "case.decided"]
    path = f"/v1/cases/{request_id}/decision/draft.pdf"
    assert registry.ask(DEPOK, "ppid", path=path, method="POST", json=NOT_HELD).status_code == 409
    assert registry.ask(DEPOK, "officer", path=path, method="POST", json=NOT_HELD).status_code == 403


def test_the_registry_writes_no_name_down(registry: Working, request_id: UUID, issued: dict[str, Any]) -> None:
    with registry.runtime.database.engine.connect() as connection:
        connection.exec_driver_sql(f"select set_config('ppid.tenant', '{DEPOK}', true)")
        for table in ("written_notice", "case_file", "audit_entry"):
            kept = connection.exec_driver_sql(f"select t::text from {table} t").scalars().all()
            assert kept
            assert not any("Siti Nurbaya" in row for row in kept)


def test_intake_writes_down_that_the_registry_read_the_name(
    intake: Working, registry: Working, request_id: UUID, issued: dict[str, Any]
) -> None:
    registry.ask(DEPOK, "officer", path=f"/v1/cases/{request_id}/notice.pdf")
    assert ("request.addressee_read", "service:registry") in acts(intake, request_id)
    path = f"/v1/requests/{request_id}/addressee"
    assert intake.ask(DEPOK, "officer", path=path).status_code == 403
    assert intake.ask(DEPOK, path=path).status_code == 401


def test_an_officer_prints_the_receipt_again_and_the_record_says_who(intake: Working, request_id: UUID) -> None:
    answer = intake.ask(DEPOK, "officer", actor="staff:7", path=f"/v1/requests/{request_id}/receipt.pdf")
    assert answer.content_type == "application/pdf"
    assert "/permohonan/" in words(answer.data)
    assert ("request.receipt_reprinted", "staff:7") in acts(intake, request_id)
    for roles, status in ((("superior",), 403), ((), 401)):
        assert intake.ask(DEPOK, *roles, path=f"/v1/requests/{request_id}/receipt.pdf").status_code == status


def test_the_answer_to_an_objection_is_a_letter_that_says_the_same_as_pdf_and_as_text(
    intake: Working, registry: Working
) -> None:
    request_id, objection_id = asked(intake, registry), uuid4()
    registry.hear(
        DEPOK,
        ObjectionSubmitted(
            objection_id=objection_id, request_id=request_id, number=f"{objection_id.hex[:6]}/PPID-K/32.76/XI/2026",
            channel="portal", grounds=("c",), by_attorney=False, received_at=RECEIVED,
        ),
    )  # fmt: skip
    path = f"/v1/objections/{objection_id}"
    assert registry.ask(DEPOK, "officer", path=f"{path}/reply.pdf").status_code == 404
    said = {
        "outcome": "partly_upheld", "reasons": HOSTILE, "order": "Berikan salinan.", "act_until": "2027-01-29",
    }  # fmt: skip
    answered = registry.ask(
        DEPOK, "superior", path=f"{path}/answer", method="POST", json=said, headers={"If-Match": '"1"'}
    ).get_json()
    pdf = registry.ask(DEPOK, "officer", path=f"{path}/reply.pdf")
    told = words(pdf.data)
    for wanted in ("Tanggapan atas keberatan", answered["number"], "Siti Nurbaya", "Berikan salinan.", "#panic()",
                   "Atasan Pejabat", "/PPID-TK/32.76/", answered["reply"]["signer"], "14 hari kerja"):  # fmt: skip
        assert wanted in told, wanted
    behind = vouched(registry, DEPOK, pdf.data).get_json()
    assert (behind["title"], behind["number"]) == ("Tanggapan atas keberatan", answered["number"])
    assert behind["letter_number"] == answered["reply"]["letter_number"]
    assert pdf.data == registry.ask(DEPOK, "officer", path=f"{path}/reply.pdf").data
    own = registry.ask(DEPOK, "applicant", actor=f"request:{request_id}", path=f"{path}/reply.pdf")
    assert own.data == pdf.data
    assert registry.ask(DEPOK, "applicant", actor=f"request:{uuid4()}", path=f"{path}/reply.pdf").status_code == 404
    text = registry.ask(DEPOK, "officer", path=f"{path}/reply.docx")
    read = " ".join(written(text.data).split())
    for wanted in ("Tanggapan atas keberatan", "Berikan salinan.", "#panic()", "Keberatan dikabulkan sebagian"):
        assert wanted in read, wanted
    assert registry.ask(MAKASSAR, "officer", path=f"{path}/reply.docx").status_code == 404
