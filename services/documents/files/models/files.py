"""Files."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import FromClause
from sqlalchemy.orm import Mapped, mapped_column, relationship

from chassis.context import current
from contracts.standing import MAY_BE_GIVEN, FileStanding
from services.documents.files.domain.flaws import SENTENCES, Flaw
from services.documents.files.models.releases import Release
from services.documents.gate.models.clearances import Clearance
from services.documents.gate.models.copies import Copy
from services.documents.models import Base
from services.documents.redaction.domain.redactions import REPLACING, Stage, replaces
from services.documents.redaction.models import Redaction


class Document(Base):
    """A file. `sha256` is hexadecimal, `size` in bytes; `storage_version` is set once it lies in the evidence.

    `flaw` is why it was refused, `parts_key` the storage's name for an upload in parts. `verified_at` is when it was
    last read whole, `fault` what was wrong with it then. `version` counts its events. `held` says whether the storage
    holds it, `keep_until` until when its schedule wants it kept, once its case ended. `preview` says what came of
    making one, None while that is still to be tried.

    `standing` is what was worked out last (`domain.standing`). `copy` says of what it is the copy, None of any other;
    `release_copy` is made of it to be given. `original_words` say why a PPID gives it as it is, `original_by` is that
    actor, `original_name` the name then. `brought_by` is the actor who sent it, `bringer` the name of that person then,
    None where it was not kept; of a redacted copy, who proposed it. `replacing` are the redactions of it that were
    proposed or approved, the latest first; `releases` what decisions gave of it.
    """

    __tablename__ = "document"

    tenant: Mapped[str] = mapped_column(primary_key=True, default=lambda: current().tenant)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID]
    brought_by: Mapped[str]
    bringer: Mapped[str | None]
    purpose: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str | None]
    state: Mapped[str]
    checked_by: Mapped[str | None]
    storage_version: Mapped[str | None]
    received_at: Mapped[datetime]
    stored_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    flaw: Mapped[str | None]
    parts_key: Mapped[str | None]
    held: Mapped[bool] = mapped_column(default=False)
    keep_until: Mapped[date | None]
    standing: Mapped[str] = mapped_column(default=FileStanding.CHECKING)
    original_words: Mapped[str | None]
    original_by: Mapped[str | None]
    original_name: Mapped[str | None]
    original_at: Mapped[datetime | None]
    preview: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1)
    clearance: Mapped[Clearance | None] = relationship(
        primaryjoin=lambda: (Document.tenant == Clearance.tenant) & (Document.id == Clearance.document_id),
        foreign_keys=lambda: [Clearance.tenant, Clearance.document_id],
        lazy="raise",
        viewonly=True,
    )

    copy: Mapped[Copy | None] = relationship(
        primaryjoin=lambda: (Document.tenant == Copy.tenant) & (Document.id == Copy.document_id),
        foreign_keys=lambda: [Copy.tenant, Copy.document_id],
        lazy="raise",
        viewonly=True,
    )

    release_copy: Mapped[Copy | None] = relationship(
        primaryjoin=lambda: (
            (Document.tenant == Copy.tenant) & (Document.id == Copy.original_id) & Copy.redaction_id.is_(None)
        ),
        foreign_keys=lambda: [Copy.tenant, Copy.original_id],
        uselist=False,
        lazy="raise",
        viewonly=True,
    )

    replacing: Mapped[list[Redaction]] = relationship(
        secondary=lambda: _SAME,
        primaryjoin=lambda: (
            (Document.tenant == _SAME.c.tenant)
            & (Document.request_id == _SAME.c.request_id)
            & (Document.sha256 == _SAME.c.sha256)
        ),
        secondaryjoin=lambda: (
            (Redaction.tenant == _SAME.c.tenant)
            & (Redaction.document_id == _SAME.c.id)
            & Redaction.stage.in_(REPLACING)
        ),
        order_by=Redaction.proposed_at.desc(),
        lazy="raise",
        viewonly=True,
    )

    releases: Mapped[list[Release]] = relationship(
        primaryjoin=lambda: (Document.tenant == Release.tenant) & (Document.id == Release.document_id),
        foreign_keys=lambda: [Release.tenant, Release.document_id],
        lazy="raise",
        viewonly=True,
    )

    @property
    def given(self) -> bool:
        """Whether a decision gave it: what one names while it may not be given is not given."""
        return self.cleared and bool(self.releases)

    @property
    def cleared(self) -> bool:
        """Whether it may be given, or might until it was damaged or destroyed."""
        return self.looked_at is not None and self.looked_at.cleared_at is not None

    @property
    def given_as(self) -> "Document | None":
        """The file whose bytes are given of it, once there is one.

        That is itself where it is a redacted copy, or a PPID gives it as it is; else its release copy.
        """
        if self.original_at or self.copy:
            return self
        made = self.release_copy.file if self.release_copy else None
        return made if made and made.stored_at else None

    @property
    def chosen(self) -> "Document | None":
        """Itself where a PPID has it given as it is."""
        return self if self.original_at else None

    @property
    def looked_at(self) -> Clearance | None:
        """What was found in the very bytes that would be given of it."""
        given = self.given_as
        return given.clearance if given and given.clearance and given.clearance.sha256 == given.sha256 else None

    @property
    def replaced_by(self) -> Redaction | None:
        """The latest redaction whose copy takes its place; None where it may be given itself, or was already."""
        if self.standing in MAY_BE_GIVEN:
            return None
        closing = (one for one in self.replacing if replaces(Stage(one.stage), one.decided_at, self.received_at))
        return next(closing, None)

    @property
    def why(self) -> str | None:
        """Why it was refused, in a sentence that says what to do."""
        return SENTENCES[Flaw(self.flaw)] if self.flaw else None


# A file, and the same bytes wherever else they were attached to its request.
_SAME: FromClause = Document.__table__.alias("same")
