"""Telling the other services whom to forget, once the schedule of who asked has run out for a request.

An erasure that was granted goes the same way: it only makes that time shorter.
"""

from sqlalchemy.dialects.postgresql import insert

from chassis import audit, outbox
from chassis.context import current
from chassis.db import transaction
from contracts.claims import ClaimDecided
from contracts.documents import MatterOutlived
from services.documents.commands import holding
from services.documents.domain.holds import IDENTITY
from services.documents.models.holds import Hastened, Matter


def hasten(said: ClaimDecided) -> None:
    """Write down until when somebody is known whose erasure was granted; any other answer changes nothing here."""
    if said.erase_after is None:
        return
    until = {"erase_after": said.erase_after}
    statement = insert(Hastened).values(tenant=current().tenant, request_id=said.request_id, **until)
    with transaction() as session:
        session.execute(statement.on_conflict_do_update(index_elements=["tenant", "request_id"], set_=until))
        audit.record("matter.hastened", said.request_id, claim=said.claim_id, erase_after=said.erase_after)


def tell_due() -> None:
    """Tell of the requests of the office in force whose time has run out and that nothing holds, once for each end.

    A request that ends later once more, as after a late objection, is told of once more.
    """
    untold = holding.ENDS.where(Matter.told_for.is_distinct_from(Matter.ended_on)).with_for_update(of=Matter)
    with transaction() as session:
        for matter, erase_after in session.execute(untold).all():
            if holding.is_outlived(matter, erase_after):
                _tell(matter)


def _tell(matter: Matter) -> None:
    matter.told_for, matter.version = matter.ended_on, matter.version + 1
    audit.record("matter.outlived", matter.request_id, schedule=IDENTITY, ended_on=matter.ended_on)
    told = MatterOutlived(request_id=matter.request_id, schedule=IDENTITY, ended_on=matter.ended_on)
    outbox.publish(told, version=matter.version)
