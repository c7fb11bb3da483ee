"""A proposal is opened for what was refused."""

from uuid import uuid4

from chassis import audit, clock
from chassis.db import transaction
from chassis.offices import this_office
from services.registry.dik.domain import Occasion, ProposalState, testers
from services.registry.dik.models import Proposal
from services.registry.letters.models import Notice
from statute.exemptions import exemptions


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


def own_testers() -> tuple[str, ...]:
    """Which offices may test a proposal of the office in force."""
    office = this_office()
    return testers(office.code, office.level, office.parent)
