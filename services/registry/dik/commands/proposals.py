"""An office proposes that information be exempt, and hands the proposal over to the office that tests it."""

from dataclasses import asdict
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Fault, Invalid, NotFound
from chassis.offices import in_office, this_office, today
from contracts.envelope import Envelope
from contracts.exemptions import ConsequenceTestConcluded, ExemptionProposed
from services.registry.appointments.commands import signing
from services.registry.cases.domain.cases import PPID
from services.registry.dik.domain import Occasion, ProposalState, Proposed, Sheet, check, may_propose, testers
from services.registry.dik.models import Proposal
from services.registry.letters.models import Notice
from statute.exemptions import exemptions


def propose(said: Proposed) -> Proposal:
    """Write a proposal down; nobody outside the office sees it yet.

    Raises:
        Forbidden, Invalid: see `domain.dik`.
    """
    may_propose(ProposalState.DRAFT, current().roles, submitting=False)
    _check(said)
    proposal = Proposal(
        id=uuid4(),
        **asdict(said.sheet),
        occasion=said.occasion,
        tester=said.tester,
        state=ProposalState.DRAFT,
        answer=None,
        changed_at=clock.now(),
        version=1,
    )
    with transaction() as session:
        session.add(proposal)
        session.flush()
        audit.record("proposal.written", proposal.id, **_facts(said))
    return proposal


def open_for(notice: Notice, number: str) -> None:
    """Open, in the running transaction, the proposal by which an office has what it refused tested where that is done.

    The PPID completes it and hands it over; what was asked is not in the register, and a person says it for the list.
    """
    letter, ends_on = exemptions()[notice.exemption or ""], notice.opens_on
    proposal = Proposal(
        id=uuid4(),
        information=notice.withheld or f"Informasi yang ditolak pada permohonan {number}",
        exemption=letter.letter,
        basis=notice.basis,
        harm_if_opened=notice.consequence,
        harm_if_closed="",
        ends_on=ends_on,
        until=None if ends_on else letter.period,
        occasion=Occasion.UPON_REQUEST,
        tester=own_testers()[0],
        state=ProposalState.DRAFT,
        answer=None,
        changed_at=clock.now(),
        version=1,
    )
    with transaction() as session:
        session.add(proposal)
    notice.proposal = proposal.id
    audit.record("proposal.written", proposal.id, exemption=letter.letter, tester=proposal.tester, case=notice.id)


def edit(proposal_id: UUID, expected: int, said: Proposed) -> Proposal:
    """Change a proposal that was not handed over yet.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        proposal = _locked(session, proposal_id, expected)
        may_propose(ProposalState(proposal.state), current().roles, submitting=False)
        _check(said)
        for name, value in asdict(said.sheet).items():
            setattr(proposal, name, value)
        proposal.occasion, proposal.tester = said.occasion, said.tester
        _touch(proposal)
        audit.record("proposal.edited", proposal.id, **_facts(said))
    return proposal


def submit(proposal_id: UUID, expected: int) -> Proposal:
    """Hand the proposal over to the office that tests it: from here on that office reads it too.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        proposal = _locked(session, proposal_id, expected)
        may_propose(ProposalState(proposal.state), current().roles, submitting=True)
        signing(PPID)
        sheet = {name: getattr(proposal, name) for name in Sheet.__dataclass_fields__}
        check(Sheet(**sheet), today())
        proposal.state = ProposalState.SUBMITTED
        _touch(proposal)
        audit.record("proposal.submitted", proposal.id, tester=proposal.tester)
        outbox.publish(
            ExemptionProposed(proposal_id=proposal.id, tester=proposal.tester, occasion=proposal.occasion, **sheet),
            version=1,
        )
    return proposal


def hear_result(message: Envelope[ConsequenceTestConcluded]) -> None:
    """Note in the proposing office what the testing office concluded; one it was not handed over to has no say."""
    said = message.data

    def note() -> None:
        with transaction() as session:
            proposal = session.scalar(select(Proposal).where(Proposal.id == said.proposal_id).with_for_update())
            if proposal is None or (proposal.tester, proposal.state) != (message.tenant, ProposalState.SUBMITTED):
                return
            proposal.state, proposal.answer = ProposalState(said.outcome), said.because
            _touch(proposal)
            audit.record("proposal.answered", proposal.id, outcome=said.outcome)

    in_office(said.proposer, note)


def own_testers() -> tuple[str, ...]:
    """Which offices may test a proposal of the office in force."""
    office = this_office()
    return testers(office.code, office.level, office.parent)


def _facts(said: Proposed) -> dict[str, object]:
    """Return what the record says of a proposal; who confirmed is who acts."""
    return {"exemption": said.sheet.exemption, "tester": said.tester, "not_always_open": said.not_always_open}


def _check(said: Proposed) -> None:
    check(said.sheet, today(), not_always_open=said.not_always_open)
    if said.tester not in own_testers():
        raise Invalid(faults=[Fault("/tester", "Pilih KPU Provinsi Anda atau KPU RI.")])


def _touch(proposal: Proposal) -> None:
    proposal.version, proposal.changed_at = proposal.version + 1, clock.now()


def _locked(session: Session, proposal_id: UUID, expected: int) -> Proposal:
    proposal = session.scalar(select(Proposal).where(Proposal.id == proposal_id).with_for_update())
    if proposal is None:
        raise NotFound
    if proposal.version != expected:
        raise Changed
    return proposal
