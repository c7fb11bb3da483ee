"""How far the record of acts was sealed, and that it has only grown since: for anybody."""

from typing import Any

from sqlalchemy import select

from chassis.db import transaction
from chassis.errors import NotFound
from chassis.settings import SERVICES
from services.documents.seals.models import ShownCheckpoint
from verifier import checkpoint, growth
from verifier.growth import Growth
from verifier.tree import Nodes

MOST = 20_000  # seals that one proof leads over, two months of an office that acts day and night: 0.2 s of work


def newest() -> list[dict[str, Any]]:
    """The newest checkpoint of each service's record in the office in force."""
    shown = select(ShownCheckpoint).order_by(ShownCheckpoint.size.desc()).limit(1)
    with transaction() as session:
        found = [session.scalars(shown.where(ShownCheckpoint.chain == each)).one_or_none() for each in SERVICES]
    return [_shown(each) for each in found if each]


def grown(service: str, since: int) -> dict[str, Any]:
    """What shows that a record has only grown since a checkpoint, for `verifier.growth`.

    It leads to the newest checkpoint, or over as many seals as one proof reads: the next goes on from there.

    Raises:
        NotFound: no checkpoint of this record was ever shown with so many entries.
    """
    record = select(ShownCheckpoint).where(ShownCheckpoint.chain == service)
    stretch = select(ShownCheckpoint.since, ShownCheckpoint.size, ShownCheckpoint.grown)
    with transaction() as session:
        kept = session.scalars(record.where(ShownCheckpoint.size == since)).one_or_none()
        if kept is None:
            raise NotFound
        later = stretch.where(ShownCheckpoint.chain == service, ShownCheckpoint.size > since)
        stretches = session.execute(later.order_by(ShownCheckpoint.size).limit(MOST)).all()
        reached = stretches[-1].size if stretches else since
        last = session.scalars(record.where(ShownCheckpoint.size == reached)).one()
    known = Nodes()
    known.know(0, kept.size, kept.subtrees)
    for start, stop, grown_by in stretches:
        known.know(start, stop, grown_by)
    return growth.shape(Growth(since, known.growth(since, last.size), checkpoint.read(last.note)))


def _shown(found: ShownCheckpoint) -> dict[str, Any]:
    root = checkpoint.read(found.note).root.hex()
    said = {"service": found.chain, "size": found.size, "root": root}
    return {**said, "sealed_at": found.sealed_at, "checkpoint": found.note}
