"""What is planted about a person: an indication of bad faith, a claim concerning the own data, and its events."""

from datetime import date
from uuid import UUID, uuid4

from chassis import clock
from contracts.claims import ClaimDecided, ClaimSubmitted
from contracts.event import Event
from tests.integration.conftest import DEPOK, Working
from tests.integration.planting_lists import CANARY


def plant_person(intake: Working, request_id: UUID, token: str) -> dict[str, str]:
    """An indication that was noted about a request, and a correction of its applicant; their ids."""
    path, said = f"/v1/requests/{request_id}/indications", {"ground": "a", "evidence": f"Permohonan {CANARY}."}
    noted = intake.ask(DEPOK, "officer", path=path, method="POST", json=said)
    assert noted.status_code == 201, noted.get_json()
    path, wanted = f"/v1/tracking/{token}/corrections", {"corrected": {"address": f"Jl. {CANARY}"}}
    asked = intake.ask(DEPOK, path=path, method="POST", json=wanted)
    assert asked.status_code == 201, asked.get_json()
    return {"indication_id": noted.get_json()["items"][0]["id"], "claim_id": asked.get_json()["id"]}


def claimed(request_id: UUID) -> tuple[Event, ...]:
    """What the applicant of a request asked concerning the own data, and the answer."""
    claim_id = uuid4()
    asked = ClaimSubmitted(claim_id=claim_id, request_id=request_id, kind="erasure", due_at=clock.now())
    granted = ClaimDecided(
        claim_id=claim_id, request_id=request_id, kind="erasure", outcome="granted", erase_after=date(2026, 12, 1)
    )
    return asked, granted
