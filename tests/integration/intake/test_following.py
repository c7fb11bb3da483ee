"""Following a request: what the token's holder sees, what the register tells, what the receipt says."""

import io
import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from chassis import clock, settings
from chassis.context import Context
from chassis.directory import record_office
from chassis.errors import Never
from chassis.tokens import Verifier
from contracts.requests import RequestDecided, RequestRegistered
from tests.integration.conftest import DEPOK, envelope, listed
from tests.integration.intake_desk import Desk, Office, person

pytestmark = pytest.mark.stack
MONDAY = datetime(2026, 11, 23, 2, 15, tzinfo=UTC)


@pytest.fixture
def given(intake: Desk, office: Office) -> dict[str, Any]:
    with clock.held(MONDAY):
        return intake.submitted(office)


def _tracked(intake: Desk, office: Office, given: dict[str, Any]) -> dict[str, Any]:
    answer = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json or {})


def _registered(given: dict[str, Any], **changes: Any) -> RequestRegistered:
    facts = {
        "request_id": UUID(given["id"]),
        "number": given["number"],
        "regime": "ordinary",
        "due_on": date.fromisoformat(given["deadline"]["due_on"]),
        "extended_due_on": date.fromisoformat(given["deadline"]["extended_due_on"]),
    }
    return RequestRegistered(**(facts | changes))


def _decided(given: dict[str, Any], outcome: str, *documents: UUID) -> RequestDecided:
    return RequestDecided(
        request_id=UUID(given["id"]),
        number=given["number"],
        outcome=outcome,
        documents=documents,
        decided_at=datetime(2026, 11, 27, 8, tzinfo=UTC),
    )


def test_the_holder_of_the_token_sees_the_words_and_the_clock_and_no_person(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    tracked = _tracked(intake, office, given)
    papers = tracked.pop("papers")
    assert (papers["request"], papers["wanted"]) == (given["id"], ["identity"])
    assert tracked == {
        "number": given["number"],
        "subject": "Realisasi anggaran tahun 2025",
        "detail": "Mohon salinan laporan realisasi anggaran.",
        "purpose": "Bahan skripsi",
        "category": "anggaran_keuangan",
        "channel": "portal",
        "received_at": "2026-11-23T09:15:00+07:00",
        "state": "received",
        "deadline": given["deadline"],
        "steps": [{"at": "2026-11-23T09:15:00+07:00", "kind": "received", "until": None}],
        "documents": [],
        "notice_href": None,
        "forgotten_at": None,
        "first_receipt": None,
        "moved_to": None,
        "obtain": "copy",
        "format": "softcopy",
        "delivery": "download",
        "parts": [],
        "part_of": None,
        "letters_href": None,
        "answer_href": None,
        "acts": [],
        "acted": [],
    }


@pytest.mark.parametrize("token", ["x", "A" * 43, "%00" * 10, "../../etc/passwd", "é" * 43])
def test_an_unknown_token_is_not_found(intake: Desk, office: Office, token: str) -> None:
    for path in (f"/v1/tracking/{token}", f"/v1/tracking/{token}/receipt.pdf"):
        assert intake.call(office, "GET", path).status_code == 404


def test_registration_moves_the_request_on_and_keeps_the_explanation(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    intake.hear(office, _registered(given))
    tracked = _tracked(intake, office, given)
    assert (tracked["state"], [step["kind"] for step in tracked["steps"]]) == ("registered", ["received", "registered"])
    assert tracked["deadline"] == given["deadline"]


def test_the_register_s_regime_and_dates_replace_those_of_the_desk(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    other = {"regime": "election", "due_on": date(2026, 11, 27), "extended_due_on": date(2026, 12, 1)}
    intake.hear(office, _registered(given, **other))
    deadline = _tracked(intake, office, given)["deadline"]
    assert (deadline["regime"], deadline["rule"]) == ("election", "E-01")
    assert (deadline["due_on"], deadline["extended_due_on"]) == ("2026-11-27", "2026-12-01")
    assert deadline["regime_reason"] == "Rezim dan tanggal menurut register permohonan."


def test_a_decision_shows_its_outcome_documents_and_notice_by_ten_minute_tickets(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    document = uuid4()
    intake.hear(office, _registered(given), 1)
    intake.hear(office, _decided(given, "granted", document), 2)
    tracked = _tracked(intake, office, given)
    assert tracked["state"] == "granted"
    assert tracked["steps"][-1] == {"at": "2026-11-27T15:00:00+07:00", "kind": "granted", "until": None}
    (released,) = tracked["documents"]
    assert released["id"] == str(document)
    path, _, ticket = released["href"].partition("?ticket=")
    assert path == f"/api/documents/v1/documents/{document}/content"
    _assert_ticket(intake, ticket, "documents", given)
    path, _, ticket = tracked["notice_href"].partition("?ticket=")
    assert path == f"/api/registry/v1/cases/{given['id']}/notice"
    _assert_ticket(intake, ticket, "registry", given)


def _assert_ticket(intake: Desk, ticket: str, audience: str, given: dict[str, Any]) -> None:
    context = Verifier.of(settings.load(audience, intake.working.env)).verify(ticket)
    assert (context.actor, context.roles) == (f"request:{given['id']}", frozenset({"applicant"}))
    claims = json.loads(urlsafe_b64decode(ticket.split(".")[1] + "=="))
    assert claims["exp"] - claims["iat"] == 600


@pytest.mark.parametrize("outcome", ["refused", "partly_granted", "not_held", "not_documented"])
def test_every_outcome_of_the_register_is_shown(
    intake: Desk, office: Office, given: dict[str, Any], outcome: str
) -> None:
    intake.hear(office, _registered(given), 1)
    intake.hear(office, _decided(given, outcome), 2)
    assert _tracked(intake, office, given)["state"] == outcome


def test_a_version_that_was_followed_changes_nothing_again(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    intake.hear(office, _registered(given), 1)
    intake.hear(office, _decided(given, "refused"), 2)
    intake.hear(office, _registered(given), 1)
    intake.hear(office, _decided(given, "granted"), 2)
    tracked = _tracked(intake, office, given)
    assert (tracked["state"], len(tracked["steps"])) == ("refused", 3)


@pytest.mark.parametrize("outcome", ["granted", "eaten_by_the_dog"])
def test_what_the_state_table_does_not_know_goes_to_the_dead_letters(
    intake: Desk, office: Office, given: dict[str, Any], outcome: str
) -> None:
    intake.hear(office, _decided(given, outcome))
    assert _tracked(intake, office, given)["state"] == "received"
    ((dead, error),) = intake.rows(
        "select dead_at is not null, error from parked where tenant = %s and aggregate_id = %s",
        office.code,
        given["id"],
    )
    assert dead
    assert outcome in error


def test_the_receipt_is_an_accessible_pdf_with_number_due_date_and_link(
    intake: Desk, office: Office, given: dict[str, Any]
) -> None:
    answer = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}/receipt.pdf")
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    assert given["number"].replace("/", "-") in answer.headers["Content-Disposition"]
    reader = PdfReader(io.BytesIO(answer.data))
    assert b"pdfuaid:part>1<" in reader.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]
    assert reader.trailer["/Root"]["/Lang"] == "id"  # type: ignore[index]
    text = re.sub(r"\s+", " ", "".join(page.extract_text() for page in reader.pages))
    for words in (given["number"], "Senin, 23 November 2026 pukul 09.15 WIB", "Senin, 7 Desember 2026", "Siti N***"):
        assert words in text
    assert "Nurlaila" not in text
    links = [note.get_object().get("/A", {}).get("/URI") for note in reader.pages[0].get("/Annots", [])]
    assert given["tracking_url"] in links


def test_the_same_receipt_twice_is_the_same_file(intake: Desk, office: Office, given: dict[str, Any]) -> None:
    path = f"/v1/tracking/{given['tracking_token']}/receipt.pdf"
    assert intake.call(office, "GET", path).data == intake.call(office, "GET", path).data


def test_what_was_typed_stands_on_the_receipt_as_text(intake: Desk, office: Office) -> None:
    subject = '#panic() *tebal* $x$ ] } \\ "<script>'
    given = intake.submitted(office, subject=subject, applicant=person(name="#eval(1) Badu"))
    answer = intake.call(office, "GET", f"/v1/tracking/{given['tracking_token']}/receipt.pdf")
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    assert answer.status_code == 200
    assert "#panic()" in text
    assert "#eval(1) B***" in text


def test_an_office_is_listed_in_its_own_name_only(intake: Desk, office: Office) -> None:
    with intake.working.runtime.acting(Context(office.code)), pytest.raises(Never):
        record_office(envelope(office.code, listed(DEPOK)))  # type: ignore[arg-type]  # the same envelope, of one type
