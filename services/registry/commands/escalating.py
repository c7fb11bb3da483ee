"""Cases that are due soon or overdue become visible to the offices above, as a flag that decides nothing."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from chassis import audit, outbox
from chassis.context import Context, current
from chassis.db import transaction
from chassis.errors import Never
from chassis.offices import in_office, today
from chassis.service import Runtime, Tick, runtime
from contracts.envelope import Envelope
from contracts.escalations import CaseEscalated
from services.registry.domain.cases import OPEN
from services.registry.domain.terms import calendar
from services.registry.models.cases import Case
from services.registry.models.oversight import Escalation, WatchedCase
from statute.escalation import NATIONAL, visible_to

EVERY = 3600  # seconds
SELF = "service:registry"
AHEAD = timedelta(days=15)  # how far a step may look before the due day, long holidays included


def watch(working: Runtime) -> None:
    """Tell the offices above every office what changed for them since the last look."""
    for code in working.directory.codes():
        if code != NATIONAL:
            with working.acting(Context(code, SELF, frozenset({SELF}))):
                look()


def look() -> None:
    """Tell the offices above the office in force what changed about its late cases. Done again it tells nothing."""
    on, parent = today(), runtime().directory.by_code(current().tenant).parent
    near = Case.stage.in_(OPEN) & (Case.binding_on <= on + AHEAD)
    with transaction() as session:
        known = or_(Escalation.open, Escalation.case_id.in_(select(Case.id).where(near)))
        told: defaultdict[UUID, dict[str, Escalation]] = defaultdict(dict)
        for row in session.scalars(select(Escalation).where(known).with_for_update()):
            told[row.case_id][row.supervisor] = row
        cases = session.scalars(select(Case).where(or_(near, Case.id.in_(told))).order_by(Case.binding_on, Case.id))
        changed = [(case, row) for case in cases for row in _changes(case, told[case.id], _seen_by(case, parent, on))]
        session.add_all(row for _, row in changed)
        session.flush()
        audit.record_all("case.escalated", [(case.id, _facts(row)) for case, row in changed])
        outbox.publish_all([(_noted(case, row), row.version) for case, row in changed])


def keep(message: Envelope[CaseEscalated]) -> None:
    """Take over, in the supervising office, what an office below says of a case of its own.

    Raises:
        Never: that office does not stand below the one it names.
    """
    said, office = message.data, runtime().directory.by_code(message.tenant)
    if said.supervisor not in {office.parent, NATIONAL} or office.code == NATIONAL:
        raise Never(f"{message.tenant} does not stand below {said.supervisor}")
    values = {name: getattr(said, name) for name in ("number", "step", "regime", "stage", "due_on", "open")}
    values |= {"office": message.tenant, "case_id": said.request_id, "version": message.aggregate_version}

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


def _seen_by(case: Case, parent: str | None, on: date) -> dict[str, str]:
    """Which offices see the case today, each with its step; nobody once it is no longer open."""
    if case.stage not in OPEN:
        return {}
    return dict(visible_to(-calendar().working_days_between(on, case.binding_on), parent, on))


def _changes(case: Case, told: Mapping[str, Escalation], seen_by: Mapping[str, str]) -> Iterator[Escalation]:
    """What each office above is to be told anew of a case: where it stands now, or that it is open for it no longer."""
    for supervisor in sorted({*told, *seen_by}):
        row, step = told.get(supervisor), seen_by.get(supervisor)
        if row is None:
            row = Escalation(id=uuid5(case.id, supervisor), case_id=case.id, supervisor=supervisor, version=0)
        now = (step or row.step, case.stage, case.binding_on, step is not None)
        if (row.open or step) and now != (row.step, row.stage, row.due_on, row.open):
            row.step, row.stage, row.due_on, row.open = now
            row.version += 1
            yield row


def _facts(row: Escalation) -> dict[str, Any]:
    return {"supervisor": row.supervisor, "step": row.step, "open": row.open}


def _noted(case: Case, row: Escalation) -> CaseEscalated:
    return CaseEscalated(
        escalation_id=row.id,
        request_id=case.id,
        number=case.number,
        supervisor=row.supervisor,
        step=row.step,
        regime=case.regime,
        stage=row.stage,
        due_on=row.due_on,
        open=row.open,
    )


TICK = Tick("oversight", EVERY, watch)
