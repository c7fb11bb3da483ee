"""Which papers of an applicant there are, and how one looks."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select

from chassis import clock, confining
from chassis.confining import Overran
from chassis.context import current
from chassis.db import transaction
from chassis.errors import NotFound
from chassis.offices import local, this_office
from services.documents.files.domain.files import State
from services.documents.files.queries.files import NotReady
from services.documents.files.steps import requests
from services.documents.papers import steps as papers
from services.documents.papers.models import Paper

KEPT = (State.WAITING, State.STORED)  # of a paper that is there
NEVER_CAME = (State.RECEIVING, State.ABANDONED, State.LOST)
SECONDS = 30  # of the child's work: a deed has dozens of pages


def of_request(request_id: UUID) -> Sequence[Paper]:
    """The papers of a request, oldest first, those refused and destroyed among them."""
    found = select(Paper).where(Paper.request_id == request_id, Paper.state.not_in(NEVER_CAME))
    with transaction() as session:
        return session.scalars(found.order_by(Paper.received_at, Paper.id)).all()


def kinds_of(request_ids: Collection[UUID]) -> list[tuple[UUID, list[str]]]:
    """The kinds of papers that are there, by request; a request without any is left out."""
    kinds = func.array_agg(Paper.kind.distinct()).label("kinds")
    found = select(Paper.request_id, kinds).where(Paper.request_id.in_(request_ids), Paper.state.in_(KEPT))
    with transaction() as session:
        return [(row.request_id, row.kinds) for row in session.execute(found.group_by(Paper.request_id))]


def paper(paper_id: UUID) -> Paper:
    """One paper.

    Raises:
        NotFound: this office has no such paper.
    """
    with transaction() as session:
        found = session.get(Paper, (current().tenant, paper_id))
    if found is None:
        raise NotFound
    return found


def copy(found: Paper) -> bytes:
    """A paper as pictures of its pages, each marked with who looks at it and for what, in PDF.

    Raises:
        NotReady: it is not there, or cannot be drawn. Unavailable: not now. StorageAway, Missing.
    """
    if found.state != State.STORED:
        raise NotReady("Surat ini belum selesai diperiksa, ditolak, atau sudah dimusnahkan menurut jadwal.")
    who = current()
    at = local(clock.now())
    number = requests.number_of(found.request_id)
    seen = f"dilihat {who.name} ({who.actor}) {at:%d-%m-%Y %H.%M}"
    words = f"Salinan untuk permohonan {number} - {this_office().name} - {seen}"
    with papers.opened(found) as file:
        try:
            _, drawn = confining.run(
                "services.documents.redaction.watermarking", file, cpu_seconds=SECONDS, seconds=2 * SECONDS,
                media_type=found.media_type, words=words,
            )  # fmt: skip
        except Overran as burst:
            raise NotReady("Surat ini terlalu besar untuk ditampilkan. Minta pemohon memindainya kembali.") from burst
    return drawn
