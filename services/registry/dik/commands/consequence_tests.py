"""A higher office tests a proposal, decides by decree, ends an exemption; the clock ends those whose time is over."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import Context, current
from chassis.db import platform_transaction, transaction
from chassis.errors import Changed, Fault, Invalid, Never, NotFound
from chassis.offices import in_office, today
from chassis.rounds import apart
from chassis.service import Runtime, Tick, runtime
from contracts.envelope import Envelope
from contracts.exemptions import ConsequenceTestConcluded, ExemptInformationListed, ExemptionProposed
from services.registry.appointments.steps import signing
from services.registry.cases.domain.cases import PPID
from services.registry.cases.domain.terms import calendar
from services.registry.dik.domain import AHEAD, SYSTEM, Act, Sheet, State, check, next_state, testers, warning_on
from services.registry.dik.models import ConsequenceTest, ExemptEntry
from services.registry.dip.domain.entries import Decree, check_decree

ENDINGS = {"withdrawn": Act.WITHDRAW, "opened": Act.OPEN}
EVERY = 3600  # seconds
SELF = "service:registry"
_SHEET = tuple(Sheet.__dataclass_fields__)


def receive(message: Envelope[ExemptionProposed]) -> None:
    """Take a proposal over for testing, in the office it is handed over to.

    Raises:
        Never: the proposing office cannot hand anything over to that office.
    """
    said = message.data
    office = runtime().directory.by_code(message.tenant)
    if said.tester not in testers(office.code, office.level, office.parent):
        raise Never(f"{message.tenant} cannot hand a proposal over to {said.tester}")
    values = {name: getattr(said, name) for name in (*_SHEET, "occasion")}

    def take() -> None:
        test = {"tenant": said.tester, "id": said.proposal_id, "proposer": message.tenant, "state": State.RECEIVED}
        with transaction() as session:
            added = session.execute(
                insert(ConsequenceTest)
                .values(**test, **values, received_at=message.time, told=0, version=1)
                .on_conflict_do_nothing()
                .returning(ConsequenceTest.id)
            )
            if added.first():
                audit.record("test.received", said.proposal_id, proposer=message.tenant)

    in_office(said.tester, take)


def conclude(
    test_id: UUID, expected: int, sheet: Sheet, considerations: str, decree: Decree, *, not_always_open: bool
) -> ConsequenceTest:
    """Declare the information exempt by a decree that binds every office (UU 14/2008 ps. 19, PKPU 22/2023).

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        test = _locked(session, test_id, expected)
        state = next_state(State(test.state), Act.LIST, current().roles)
        signed = signing(PPID).signature
        check_decree(decree, today())
        check(sheet, decree.decided_on, not_always_open=not_always_open)
        for name, value in asdict(sheet).items():
            setattr(test, name, value)
        test.considerations = considerations
        test.decree_number, test.decree_on = decree.number, decree.decided_on
        audit.record(
            "test.listed", test.id, exemption=test.exemption, decree=decree.number, ends_on=test.ends_on,
            not_always_open=not_always_open, **signed,
        )  # fmt: skip
        _answer(test, state, "listed", decree.number)
        _tell(test)
    return test


def decline(test_id: UUID, expected: int, because: str) -> ConsequenceTest:
    """Find that the information stays open, with the reason that the proposing office reads.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        test = _locked(session, test_id, expected)
        state = next_state(State(test.state), Act.DECLINE, current().roles)
        signed = signing(PPID).signature
        test.ended_because = because
        audit.record("test.declined", test.id, because=because, **signed)
        _answer(test, state, "declined", because)
    return test


def end(test_id: UUID, expected: int, how: str, ended_on: date, because: str) -> ConsequenceTest:
    """End an exemption before its time: `withdrawn` (dicabut) or `opened` by a ruling (dibuka oleh putusan).

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        test = _locked(session, test_id, expected)
        state = next_state(State(test.state), ENDINGS[how], current().roles)
        signed = signing(PPID).signature
        if not (test.decree_on and test.decree_on <= ended_on <= today()):
            raise Invalid(faults=[Fault("/ended_on", "Isi tanggal sejak keputusan berlaku sampai hari ini.")])
        _end(test, state, ended_on, because, signed)
    return test


def watch(test_id: UUID) -> None:
    """Warn in time for the opening decision; open the information on the day its exemption ends (R-23)."""
    with transaction() as session:
        test = session.scalar(select(ConsequenceTest).where(ConsequenceTest.id == test_id).with_for_update())
        if test is None or test.state != State.IN_FORCE or test.ends_on is None:
            return
        on = today()
        if on >= test.ends_on:
            _end(
                test,
                next_state(State.IN_FORCE, Act.EXPIRE, current().roles),
                test.ends_on,
                "Jangka waktu berakhir.",
                {},
            )
        elif test.warned_on is None and on >= warning_on(test.ends_on, calendar()):
            test.warned_on, test.version = on, test.version + 1
            audit.record("exemption.ending", test.id, ends_on=test.ends_on)


def _end(test: ConsequenceTest, state: State, ended_on: date, because: str, signed: Mapping[str, str]) -> None:
    test.state, test.ended_on, test.ended_because, test.version = state, ended_on, because, test.version + 1
    audit.record("exemption.ended", test.id, state=state, ended_on=ended_on, **signed)
    _tell(test)


def _answer(test: ConsequenceTest, state: State, outcome: str, because: str) -> None:
    test.state, test.version = state, test.version + 1
    outbox.publish(
        ConsequenceTestConcluded(proposal_id=test.id, proposer=test.proposer, outcome=outcome, because=because),
        version=1,
    )


def _tell(test: ConsequenceTest) -> None:
    """Say what the national list says of the entry from now on."""
    test.told += 1
    assert test.decree_number is not None
    assert test.decree_on is not None
    sheet = {name: getattr(test, name) for name in _SHEET}
    outbox.publish(
        ExemptInformationListed(
            entry_id=test.id,
            proposer=test.proposer,
            state=test.state,
            **sheet,
            decree_number=test.decree_number,
            decree_on=test.decree_on,
            ended_on=test.ended_on,
            ended_because=test.ended_because,
        ),
        version=test.told,
    )


def _locked(session: Session, test_id: UUID, expected: int) -> ConsequenceTest:
    test = session.scalar(select(ConsequenceTest).where(ConsequenceTest.id == test_id).with_for_update())
    if test is None:
        raise NotFound
    if test.version != expected:
        raise Changed
    return test


def watch_all(runtime: Runtime) -> None:
    """Look at every exemption that ends soon or has ended, each in the name of the office that decided it."""
    soon = clock.now().date() + AHEAD
    with platform_transaction() as session:
        ending = session.execute(
            select(ExemptEntry.id, ExemptEntry.decided_by).where(
                ExemptEntry.state == State.IN_FORCE, ExemptEntry.ends_on <= soon
            )
        ).all()
    with apart(runtime, lambda code: Context(code, SELF, frozenset({SYSTEM}))) as visit:
        for entry_id, decided_by in ending:
            with visit(decided_by):
                watch(entry_id)


TICK = Tick("exempt list", EVERY, watch_all)
