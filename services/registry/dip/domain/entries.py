"""What is true of an entry of the public-information list (DIP): its columns, its states, who may do what. Pure.

Columns as in the model of PerKI 1/2010 Lampiran II, which PerKI 1/2021 keeps in substance; classes as in UU 14/2008
ps. 9-11 (`statute.information`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from services.registry.cases.domain.cases import OFFICER, PPID
from statute.information import at_once, classes


class Form(StrEnum):
    """In which form the information is available."""

    SOFTCOPY = "softcopy"
    HARDCOPY = "hardcopy"
    BOTH = "both"


class State(StrEnum):
    """Where an entry stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"

    @property
    def label(self) -> str:
        """The state as people of the office call it."""
        return _LABELS[self]


_LABELS = {State.DRAFT: "draf", State.PUBLISHED: "terbit", State.UNPUBLISHED: "ditarik"}


class Act(StrEnum):
    """What can be done to an entry."""

    EDIT = "edit"
    PUBLISH = "publish"
    UNPUBLISH = "unpublish"
    DECREE = "decree"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table. `target` is None where the state stays."""

    sources: frozenset[State]
    target: State | None
    roles: frozenset[str]
    wording: str
    article: str


_ANY = frozenset(State)
_LIST = "PerKI 1/2021 bagian Daftar Informasi Publik"
TRANSITIONS = {
    Act.EDIT: Transition(_ANY, None, frozenset({OFFICER, PPID}), "diubah", _LIST),
    Act.PUBLISH: Transition(_ANY, State.PUBLISHED, frozenset({PPID}), "diterbitkan", _LIST),
    Act.UNPUBLISH: Transition(
        frozenset({State.PUBLISHED}), State.UNPUBLISHED, frozenset({PPID}), "ditarik", "UU 14/2008 ps. 11(1)a"
    ),
    Act.DECREE: Transition(frozenset({State.PUBLISHED}), None, frozenset({PPID}), "ditetapkan", _LIST),
}


class NotAllowed(Conflict):
    """The state table does not know this act from here."""

    code = "act-not-allowed"


def next_state(state: State, act: Act, roles: Iterable[str]) -> State:
    """Where an act leads from a state.

    Raises:
        Forbidden: the act belongs to another role. NotAllowed: not from this state; the detail says what is.
    """
    row = TRANSITIONS[act]
    if not row.roles & set(roles):
        raise Forbidden(f"Entri daftar hanya dapat {row.wording} oleh PPID ({row.article}).")
    if state not in row.sources:
        possible = ", ".join(other.wording for other in TRANSITIONS.values() if state in other.sources)
        raise NotAllowed(
            f"Entri ini berstatus {state.label} dan tidak dapat {row.wording} ({row.article}). "
            f"Yang dapat dilakukan sekarang: {possible}."
        )
    return row.target or state


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The statutory columns of one entry.

    `kind` is a class of `statute.information`; `made_on` and `made_in` are time and place of making; `retention` is the
    archive's keeping period in words; `link` leads to the information itself, where it is on the web.
    """

    summary: str
    kind: str
    unit: str
    responsible: str
    made_on: date
    made_in: str
    form: str
    retention: str
    archive_class: str | None = None
    link: str | None = None


LONGEST = {
    "summary": 1000, "unit": 200, "responsible": 200, "made_in": 100, "retention": 100, "archive_class": 50,
    "link": 500,
}  # fmt: skip


def faults(columns: Columns, today: date) -> Iterator[Fault]:
    """Yield what stands against an entry, beyond the shape of its fields."""
    if columns.kind not in classes():
        yield Fault("/kind", "Pilih golongan: berkala, serta-merta, atau setiap saat (UU 14/2008 ps. 9-11).")
    if columns.form not in set(Form):
        yield Fault("/form", "Pilih bentuk: softcopy, hardcopy, atau keduanya.")
    if columns.made_on > today:
        yield Fault("/made_on", "Tanggal pembuatan belum terjadi.")
    if columns.link and not columns.link.startswith(("https://", "http://")):
        yield Fault("/link", "Tautan dimulai dengan https:// atau http://.")
    for name, longest in LONGEST.items():
        if len(getattr(columns, name) or "") > longest:
            yield Fault(f"/{name}", f"Paling panjang {longest} huruf.")


def check(columns: Columns, today: date) -> None:
    """Let only a sound entry into the list.

    Raises:
        Invalid: naming every column that is wrong.
    """
    found = list(faults(columns, today))
    if found:
        raise Invalid(faults=found)


@dataclass(frozen=True, slots=True)
class Decree:
    """The decision that puts a version of an entry into the list (SK penetapan)."""

    number: str
    decided_on: date


def check_decree(decree: Decree, today: date) -> None:
    """Refuse a decree that is dated later than today.

    Raises:
        Invalid: it is dated in the future.
    """
    if decree.decided_on > today:
        raise Invalid(faults=[Fault("/decree_on", "Tanggal keputusan belum terjadi.")])


def check_published(decree: Decree | None, kind: str, today: date) -> None:
    """Refuse to publish without a decree, but for what must not wait (R-22: UU 14/2008 ps. 10).

    Raises:
        Invalid: the decree is missing, or dated in the future.
    """
    if decree is not None:
        check_decree(decree, today)
    elif kind not in at_once():
        raise Invalid(faults=[Fault("/decree_number", "Tulis nomor keputusan penetapannya.")])


def check_announced(columns: Columns) -> None:
    """Only what must not wait is added and published in one act (R-22: UU 14/2008 ps. 10).

    Raises:
        Invalid: it is of another class.
    """
    if columns.kind not in at_once():
        raise Invalid(
            faults=[Fault("/kind", "Yang diumumkan seketika hanya informasi serta-merta (UU 14/2008 ps. 10).")]
        )
