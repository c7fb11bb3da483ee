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
from contracts.envelope import Envelope
from contracts.exemptions import ConsequenceTestConcluded, ExemptionProposed
from services.registry.appointments.steps import signing
from services.registry.cases.domain.cases import PPID
from services.registry.dik.domain import ProposalState, Proposed, Sheet, check, may_propose
from services.registry.dik.models import Proposal
from services.registry.dik.steps.proposals import own_testers


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
