"""The public-information list (DIP): the entry as the office edits it, and every version it published."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from services.registry.models import Base, Owned


class StatutoryColumns:
    """The columns of the list (PerKI 1/2010 Lampiran II and classes of UU 14/2008 ps. 9-11); see `domain.dip`."""

    summary: Mapped[str]
    kind: Mapped[str]
    unit: Mapped[str]
    responsible: Mapped[str]
    made_on: Mapped[date]
    made_in: Mapped[str]
    form: Mapped[str]
    retention: Mapped[str]
    archive_class: Mapped[str | None]
    link: Mapped[str | None]


class Item(StatutoryColumns, Owned, Base):
    """An entry as the office works on it. `published` is its newest version (0: none yet); `version` counts changes."""

    __tablename__ = "dip_item"

    state: Mapped[str]
    published: Mapped[int]
    review_on: Mapped[date | None]
    changed_at: Mapped[datetime]
    version: Mapped[int]


class ItemVersion(StatutoryColumns, Owned, Base):
    """What was published under one number, by which decree. Written once; `id` is the entry's.

    The decree is None where it follows what must not wait (R-22); once it did, it stays.
    """

    __tablename__ = "dip_version"

    number: Mapped[int] = mapped_column(primary_key=True)
    decree_number: Mapped[str | None]
    decree_on: Mapped[date | None]
    published_at: Mapped[datetime]
    published_by: Mapped[str]
