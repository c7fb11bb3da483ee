"""What is due soon or overdue becomes visible to the offices above, as a flag that decides nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, outbox
from chassis.context import Context
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import in_office, this_office, today
from chassis.rounds import apart
from chassis.service import Runtime, Tick, runtime
from contracts.envelope import Envelope
from contracts.escalations import CaseEscalated, ObjectionEscalated
from contracts.stages import OPEN
from services.registry.cases.domain.terms import calendar
from services.registry.cases.models.cases import Case
from services.registry.objections.domain import WAITING
from services.registry.objections.models import WAITS_UNTIL, ObjectionFile
from services.registry.oversight.models import Escalation, WatchedCase
from statute.escalation import NATIONAL, visible_to

EVERY = 300  # seconds: so much, and the way of an event, is what an office above may be behind
SELF = "service:registry"
AHEAD = timedelta(days=15)  # how far a step may look before the due day, long holidays included


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the office: a case or an objection to one, to be answered, or an order to be carried out. Where
    it is about an objection, `objection_id` is its `id`.
    """

    id: UUID
    case_id: UUID
    objection_id: UUID | None
    number: str
    regime: str
    stage: str
    due_on: date
    open: bool


def watch(working: Runtime) -> None:
    """Tell the offices above every office what changed for them since the last look."""
    with apart(working, lambda code: Context(code, SELF, frozenset({SELF}))) as visit:
        for code in working.directory.codes():
            if code != NATIONAL:
                with visit(code):
                    look()


def look() -> None:
    """Tell the offices above the office in force what changed about its late cases. Done again it tells nothing."""
    on, parent = today(), this_office().parent
    near = Case.stage.in_(OPEN) & (Case.binding_on <= on + AHEAD)
    disputed = ObjectionFile.stage.in_(WAITING) & (on + AHEAD >= WAITS_UNTIL)
    with transaction() as session:
        subject = func.coalesce(Escalation.objection_id, Escalation.case_id)
        waits = select(Case.id).where(near).union_all(select(ObjectionFile.id).where(disputed))
        told: defaultdict[UUID, dict[str, Escalation]] = defaultdict(dict)
        for row in session.scalars(
            select(Escalation).where(or_(Escalation.open, subject.in_(waits))).with_for_update()
        ):
            told[row.objection_id or row.case_id][row.supervisor] = row
        cases = session.scalars(select(Case).where(or_(near, Case.id.in_(told))).order_by(Case.binding_on, Case.id))
        objections = session.scalars(
            select(ObjectionFile).where(or_(disputed, ObjectionFile.id.in_(told))).order_by(ObjectionFile.id)
        )
        changed = [
            (one, row)
            for one in (*map(_of_case, cases), *map(_of_objection, objections))
            for row in _changes(one, told[one.id], _seen_by(one, parent, on))
        ]
        session.add_all(row for _, row in changed)
        session.flush()
        for act, about_case in (("case.escalated", True), ("objection.escalated", False)):
            mine = [(one.id, _facts(row)) for one, row in changed if (one.objection_id is None) is about_case]
            audit.record_all(act, mine)
        outbox.publish_all([(_noted(one, row), row.version) for one, row in changed])


def keep(message: Envelope[CaseEscalated] | Envelope[ObjectionEscalated]) -> None:
    """Take over, in the supervising office, what an office below says of a case, or of an objection, of its own.

    Raises:
        Never: that office does not stand below the one it names.
    """
    said, office = message.data, runtime().directory.by_code(message.tenant)
    if said.supervisor not in {office.parent, NATIONAL} or office.code == NATIONAL:
        raise Never(f"{message.tenant} does not stand below {said.supervisor}")
    values = {name: getattr(said, name) for name in ("number", "step", "regime", "stage", "due_on", "open")}
    values |= {"office": message.tenant, "case_id": said.request_id, "version": message.aggregate_version}
    values["told_at"] = message.time
    values["objection_id"] = said.objection_id if isinstance(said, ObjectionEscalated) else None

    def take() -> None:
        statement = insert(WatchedCase).values(tenant=said.supervisor, id=said.escalation_id, **values)
        with transaction() as session:
            session.execute(
                statement.on_conflict_do_update(
                    index_elements=["tenant", "id"],
                    set_=values,
                    where=(WatchedCase.version < message.aggregate_version) & (WatchedCase.office == message.tenant),
                )
            )

    in_office(said.supervisor, take)


def _of_case(case: Case) -> Waiting:
    return Waiting(case.id, case.id, None, case.number, case.regime, case.stage, case.binding_on, case.stage in OPEN)


def _of_objection(one: ObjectionFile) -> Waiting:
    return Waiting(
        one.id, one.request_id, one.id, one.number, one.regime, one.stage, one.waits_until, one.stage in WAITING
    )


def _seen_by(one: Waiting, parent: str | None, on: date) -> dict[str, str]:
    """Which offices see it today, each with its step; nobody once it is no longer open."""
    if not one.open:
        return {}
    return dict(visible_to(-calendar().working_days_between(on, one.due_on), parent, on))


def _changes(one: Waiting, told: Mapping[str, Escalation], seen_by: Mapping[str, str]) -> Iterator[Escalation]:
    """Yield what each office above is to be told anew: where it stands now, or that it is open for it no longer."""
    for supervisor in sorted({*told, *seen_by}):
        row, step = told.get(supervisor), seen_by.get(supervisor)
        if row is None:
            row = Escalation(
                id=uuid5(one.id, supervisor),
                case_id=one.case_id,
                objection_id=one.objection_id,
                supervisor=supervisor,
                version=0,
            )
        now = (step or row.step, one.stage, one.due_on, step is not None)
        if (row.open or step) and now != (row.step, row.stage, row.due_on, row.open):
            row.step, row.stage, row.due_on, row.open = now
            row.version += 1
            yield row


def _facts(row: Escalation) -> dict[str, Any]:
    return {"supervisor": row.supervisor, "step": row.step, "open": row.open}


def _noted(one: Waiting, row: Escalation) -> CaseEscalated | ObjectionEscalated:
    said = {name: getattr(row, name) for name in ("supervisor", "step", "stage", "due_on", "open")}
    said |= {"escalation_id": row.id, "request_id": one.case_id, "number": one.number, "regime": one.regime}
    return ObjectionEscalated(objection_id=one.id, **said) if one.objection_id else CaseEscalated(**said)


TICK = Tick("oversight", EVERY, watch)
