"""An office proposes that information be exempt, and hands the proposal over to the office that tests it."""

from dataclasses import asdict
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, clock, outbox
from chassis.context import current
from chassis.db import transaction
from chassis.errors import Changed, Fault, Invalid, NotFound
from chassis.offices import in_office, today
from chassis.service import runtime
from contracts.envelope import Envelope
from contracts.exemptions import ConsequenceTestConcluded, ExemptionProposed
from services.registry.commands.appointing import signing
from services.registry.domain.cases import PPID
from services.registry.domain.dik import Occasion, ProposalState, Sheet, check, may_propose, testers
from services.registry.models.dik import Proposal


def propose(sheet: Sheet, occasion: Occasion, tester: str) -> Proposal:
    """Write a proposal down; nobody outside the office sees it yet.

    Raises:
        Forbidden, Invalid: see `domain.dik`.
    """
    may_propose(ProposalState.DRAFT, current().roles, submitting=False)
    _check(sheet, tester)
    proposal = Proposal(
        id=uuid4(),
        **asdict(sheet),
        occasion=occasion,
        tester=tester,
        state=ProposalState.DRAFT,
        answer=None,
        changed_at=clock.now(),
        version=1,
    )
    with transaction() as session:
        session.add(proposal)
        session.flush()
        audit.record("proposal.written", proposal.id, exemption=proposal.exemption, tester=tester)
    return proposal


def edit(proposal_id: UUID, expected: int, sheet: Sheet, occasion: Occasion, tester: str) -> Proposal:
    """Change a proposal that was not handed over yet.

    Raises:
        NotFound, Changed, Forbidden, NotAllowed, Invalid: see `domain.dik` and `chassis.errors`.
    """
    with transaction() as session:
        proposal = _locked(session, proposal_id, expected)
        may_propose(ProposalState(proposal.state), current().roles, submitting=False)
        _check(sheet, tester)
        for name, value in asdict(sheet).items():
            setattr(proposal, name, value)
        proposal.occasion, proposal.tester = occasion, tester
        _touch(proposal)
        audit.record("proposal.edited", proposal.id, exemption=proposal.exemption, tester=tester)
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
        _check(Sheet(**sheet), proposal.tester)
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
    office = runtime().directory.by_code(current().tenant)
    return testers(office.code, office.level, office.parent)


def _check(sheet: Sheet, tester: str) -> None:
    check(sheet, today())
    if tester not in own_testers():
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
