"""A request that holds several questions is split into linked ones, each with a number and clock of its own."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Never, NotFound
from chassis.service import runtime
from contracts.cases import CaseSplit
from contracts.requests import RequestSplitOff
from services.intake.commands import handing
from services.intake.commands.following import take_step
from services.intake.commands.handing import Handed
from services.intake.domain.request import Question, new_token
from services.intake.domain.states import State
from services.intake.models.parts import Part
from services.intake.models.requests import InformationRequest
from statute.regimes import Choice, Regime, settle


def propose(request_id: UUID, questions: Sequence[Question]) -> list[UUID]:
    """Keep what an officer wrote for each question of a request; the register says whether it is split so.

    Returns:
        Under which id each of them is kept, in their order.

    Raises:
        NotFound: this office has no such request.
    """
    now = clock.now()
    with transaction() as session:
        if session.get(InformationRequest, (current().tenant, request_id)) is None:
            raise NotFound
        parts = [
            Part(
                id=uuid4(), request_id=request_id, position=position, category=one.category, subject=one.subject,
                detail=one.detail, proposed_at=now,
            )
            for position, one in enumerate(questions)
        ]  # fmt: skip
        session.add_all(parts)
        audit.record("request.split_proposed", request_id, parts=[part.id for part in parts])
    return [part.id for part in parts]


def follow_split(said: CaseSplit, version: int) -> None:
    """Let each question of a split request go on as a request of its own, with the receipt of the whole.

    Args:
        said: what the register tells. version: of the case after it.

    Raises:
        Never: there is no such request, it cannot be split from where it stands, or nothing was proposed so.
    """
    with transaction() as session:
        whole = take_step(session, said.request_id, State.SPLIT, version, said.split_at)
        if whole is None:
            return
        for part in _parts(session, said):
            _split_off(session, whole, part)
        audit.record("request.split", whole.id, parts=said.parts)


def _parts(session: Session, said: CaseSplit) -> Sequence[Part]:
    named = select(Part).where(Part.request_id == said.request_id, Part.id.in_(said.parts)).order_by(Part.position)
    parts = session.scalars(named).all()
    if len(parts) < len(said.parts):
        raise Never(f"nobody proposed to split request {said.request_id} so")
    return parts


def _split_off(session: Session, whole: InformationRequest, part: Part) -> None:
    question = {"category": part.category, "subject": part.subject, "detail": part.detail}
    handed = Handed(
        id=part.id,
        content={**handing.content(whole), **question},
        person=handing.person(whole),
        token=new_token(),
        warnings=whole.warnings,
        added=handing.added(session, whole),
        received_at=whole.received_at,
        origins=handing.origins(session, whole),
    )
    choice = _regime(whole, handed)
    told = RequestSplitOff(
        request_id=part.id,
        number=outbox.UNNUMBERED,
        part_of=whole.id,
        **handed.shown,
        received_at=handed.received_at,
        regime=choice.regime,
    )
    handing.keep(handed, choice, told, "request.split_off", {"part_of": whole.id})


def _regime(whole: InformationRequest, handed: Handed) -> Choice:
    """Return the whole's regime, which an officer may have chosen, where the subject is the same; otherwise by the
    subject.
    """
    if handed.content["category"] == whole.category:
        return Choice(Regime(whole.deadline["regime"]), whole.deadline["regime_reason"])
    first = handed.origins.received_at if handed.origins else handed.received_at
    zone = runtime().directory.by_code(whole.tenant).time_zone
    return settle(None, handed.content["category"], whole.tenant, clock.in_zone(first, zone).date())
