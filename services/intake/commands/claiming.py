"""An applicant asks that the own data be corrected or erased; the PPID grants or refuses it (UU 27/2022; P-08, P-14).

Who follows the request by its token asks; whether it is the applicant who does, and whether the new value is true, the
PPID finds out from the papers. No value stands in the record or in an event.
"""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import select

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Conflict, NotFound
from chassis.service import runtime
from contracts.claims import ClaimDecided, ClaimSubmitted
from services.intake.commands.acting import locked
from services.intake.domain import claims as domain
from services.intake.domain.applicant import Applicant
from services.intake.domain.claims import Decision, Kind, State
from services.intake.models import requests as models
from services.intake.models.claims import REASON, VALUES, DataClaim
from services.intake.models.requests import InformationRequest
from services.intake.queries.claims import erase_after
from services.intake.queries.personal import Erased
from statute.personal_data import claims


def correct(token: str, wanted: Mapping[str, str | None]) -> DataClaim:
    """Ask for other values of name, address, e-mail or phone; nothing changes before the PPID granted it.

    Returns:
        The claim, with the moment by which it is answered.

    Raises:
        NotFound: no request of this office has this token. Erased: nothing is left to correct.
        Conflict: such a claim waits already. Invalid: nothing differs from what is kept.
    """
    with transaction() as session:
        request = locked(session, token)
        applicant = _applicant(request)
        new = domain.changes(applicant, wanted)
        values = {name: [getattr(applicant, name), value] for name, value in new.items()}
        return _asked(request, Kind.CORRECTION, sorted(new), runtime().sealer.seal(values, VALUES))


def erase(token: str) -> DataClaim:
    """Ask to be erased before the schedule has run out; nothing changes before the PPID granted it.

    Returns:
        The claim, with the moment by which it is answered.

    Raises:
        NotFound: no request of this office has this token. Erased: it is done. Conflict: such a claim waits already.
    """
    with transaction() as session:
        request = locked(session, token)
        if request.forgotten_at:
            raise Erased
        return _asked(request, Kind.ERASURE, [], None)


def decide(request_id: UUID, claim_id: UUID, decision: Decision) -> None:
    """Grant or refuse a claim; a correction that is granted holds from now on.

    An erasure that is granted is told to documents, which knows what else holds and tells in the end, as it does when
    the schedule has run out, that who asked is to be forgotten (`forgetting`).

    Raises:
        NotFound: the request has no such claim. Erased. Conflict: it was decided before.
        StillNeeded: erasure is granted while the request or an objection is under way.
        Invalid: a refusal without its ground or words.
    """
    with transaction() as session:
        request = session.get(InformationRequest, (current().tenant, request_id), with_for_update=True)
        claim = session.get(DataClaim, (current().tenant, claim_id))
        if request is None or claim is None or claim.request_id != request_id:
            raise NotFound
        applicant, kind = _applicant(request), Kind(claim.kind)
        claim.state = domain.decided(State(claim.state), kind, decision)
        claim.decided_at, claim.decided_by, claim.ground = clock.now(), current().actor, decision.ground
        claim.reason_sealed = runtime().sealer.seal(decision.reason, REASON) if decision.reason else None
        if decision.outcome is State.GRANTED and claim.values_sealed:
            _correct(request, applicant, claim.values_sealed)
        elif decision.outcome is State.GRANTED:
            claim.erase_after = erase_after(request)
        audit.record("claim.decided", claim.id, request=request_id, kind=kind, outcome=claim.state, ground=claim.ground)
        said = ClaimDecided(
            claim_id=claim.id, request_id=request_id, kind=kind, outcome=claim.state, erase_after=claim.erase_after
        )  # fmt: skip
        outbox.publish(said, version=2)


def _asked(request: InformationRequest, kind: Kind, fields: list[str], values: bytes | None) -> DataClaim:
    now = clock.now()
    claim = DataClaim(
        id=uuid4(), request_id=request.id, kind=kind, fields=fields, values_sealed=values, state=State.OPEN,
        asked_at=now, due_at=claims()[kind].due_at(now),
    )  # fmt: skip
    with transaction() as session:
        waiting = select(DataClaim.id).where(DataClaim.request_id == request.id, DataClaim.kind == kind)
        if session.scalar(waiting.where(DataClaim.state == State.OPEN).limit(1)):
            raise Conflict("Permintaan Anda yang sebelumnya masih kami proses; tunggu jawabannya.")
        session.add(claim)
        audit.record("claim.submitted", claim.id, request=request.id, kind=kind, fields=fields)
        said = ClaimSubmitted(claim_id=claim.id, request_id=request.id, kind=kind, due_at=claim.due_at)
        outbox.publish(said, version=1)
    return claim


def _correct(request: InformationRequest, applicant: Applicant, sealed: bytes) -> None:
    values = runtime().sealer.open(sealed, VALUES)
    new = domain.with_values(applicant, {name: new for name, (_, new) in values.items()})
    request.applicant_sealed = runtime().sealer.seal(new.plain(), models.APPLICANT)


def _applicant(request: InformationRequest) -> Applicant:
    if request.forgotten_at:
        raise Erased
    return Applicant.of(runtime().sealer.open(request.applicant_sealed, models.APPLICANT))
