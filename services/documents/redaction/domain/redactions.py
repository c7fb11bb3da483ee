"""Blackening (penghitaman) what Pasal 17 closes in a document: boxes with their ground, and who may do what. Pure.

A redaction is drawn by one person and approved by another. Boxes are fractions of a page as people see it, so that a
turned page, a crop box or another zoom moves no box.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from chassis.errors import Conflict, Fault, Forbidden, Invalid, Problem
from services.documents.files.domain import formats
from services.documents.gate.domain.findings import PPID, Kind, Person
from services.documents.redaction.domain import grounds

HANDS = frozenset({"officer", PPID})
REDACTABLE = frozenset(kind.media_type for kind in (formats.PDF, formats.JPEG, formats.PNG, formats.GIF, formats.TIFF))
PATTERNS = [str(kind) for kind in (Kind.NIK, Kind.KK, Kind.PHONE, Kind.EMAIL)]  # what can be looked for by its form
MOST_PAGES = 200
MOST_BOXES = 2000
SHORTEST_WORDS = 10  # letters that say why a proposal goes back
SEALED = "redaction"  # what marks are sealed for
_OF_PEOPLE = frozenset({"words", "note"})  # of a box or mask: what is to be blackened, what the office notes
_EDGE = 1e-6  # of a page: what counting with fractions may be off


class Stage(StrEnum):
    """Where a redaction stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    DISCARDED = "discarded"


OPEN = frozenset({Stage.DRAFT, Stage.PROPOSED})  # a file has one of these at most
REPLACING = frozenset({Stage.PROPOSED, Stage.APPROVED})  # the original is not given beside the copy


def replaces(stage: Stage, decided_at: datetime | None, brought_at: datetime) -> bool:
    """Whether a redaction keeps the bytes of its original from being given, where they were brought at this moment.

    A proposal does so whenever they were brought. An approved one only where that was before the approval: whoever
    attaches the original anew after it does so knowingly.
    """
    return stage is Stage.PROPOSED or (stage is Stage.APPROVED and decided_at is not None and brought_at <= decided_at)


class Act(StrEnum):
    """What can be done with a redaction."""

    SAVE = "save"
    PROPOSE = "propose"
    APPROVE = "approve"
    RETURN = "return"
    DISCARD = "discard"


class CopyState(StrEnum):
    """How far the blackened copy of a proposal is: `ready` lies in the evidence and was read by the gate's checker."""

    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class NotDraft(Conflict):
    """It was proposed, approved or discarded, so its boxes stay as they are."""

    code = "not-draft"


class NotProposed(Conflict):
    """There is nothing to decide."""

    code = "not-proposed"


class NoBoxes(Conflict):
    """Nothing would be blackened."""

    code = "no-boxes"


class CopyNotReady(Conflict):
    """There is no copy to look at yet, or none could be made."""

    code = "copy-not-ready"


class CopyChanged(Conflict):
    """Another copy was made since the one that was looked at."""

    code = "copy-changed"


class MissedMark(Conflict):
    """Something was marked that is not there."""

    code = "missed-mark"


class NotRedactable(Conflict):
    """A file of this kind or length is not blackened here."""

    code = "not-redactable"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table."""

    source: Stage
    target: Stage


TRANSITIONS: Mapping[Act, Transition] = {
    Act.SAVE: Transition(Stage.DRAFT, Stage.DRAFT),
    Act.PROPOSE: Transition(Stage.DRAFT, Stage.PROPOSED),
    Act.APPROVE: Transition(Stage.PROPOSED, Stage.APPROVED),
    Act.RETURN: Transition(Stage.PROPOSED, Stage.DRAFT),
    Act.DISCARD: Transition(Stage.DRAFT, Stage.DISCARDED),
}
_REFUSALS: Mapping[Stage, Problem] = {
    Stage.DRAFT: NotDraft(
        "Penghitaman ini bukan draf lagi. Tarik kembali usulnya untuk mengubahnya, atau mulai yang baru."
    ),
    Stage.PROPOSED: NotProposed("Penghitaman ini sedang tidak diusulkan; tidak ada yang diputuskan."),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A redaction as the rules see it: `boxes` counts them, `copy` is None before a proposal, `hands` drew it."""

    stage: Stage
    boxes: int
    proposed_by: str | None
    copy: CopyState | None
    hands: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What a second person decides: `sha256` is the copy that was looked at, `words` why."""

    approve: bool
    words: str | None
    sha256: str | None

    @property
    def act(self) -> Act:
        """As the table calls it."""
        return Act.APPROVE if self.approve else Act.RETURN


def check_decision(decision: Decision, copy_sha256: str | None) -> None:
    """Whether a decision says what it must.

    Raises:
        Invalid: a return without words, an approval without the digest. CopyChanged: of another copy.
    """
    if not decision.approve and len(decision.words or "") < SHORTEST_WORDS:
        sentence = f"Tulis apa yang perlu diperbaiki, sedikitnya {SHORTEST_WORDS} huruf."
        raise Invalid(faults=[Fault("/words", sentence)])
    if decision.approve and not decision.sha256:
        raise Invalid(faults=[Fault("/sha256", "Sebutkan sidik salinan yang Anda lihat.")])
    if decision.approve and decision.sha256 != copy_sha256:
        raise CopyChanged("Salinannya sudah dibuat ulang sejak Anda melihatnya. Lihat salinan yang baru.")


def next_stage(act: Act, standing: Standing, person: Person) -> Stage:
    """Where an act leads.

    Raises:
        Forbidden, NotDraft, NotProposed, NoBoxes, CopyNotReady: see `obstacle`.
    """
    problem = obstacle(act, standing, person)
    if problem:
        raise problem
    return TRANSITIONS[act].target


def obstacle(act: Act, standing: Standing, person: Person) -> Problem | None:
    """What keeps somebody from doing something now; None where nothing does."""
    row = TRANSITIONS[act]
    if not HANDS & set(person.roles):
        return Forbidden("Hanya petugas informasi dan PPID yang menghitamkan berkas.")
    if standing.stage is not row.source:
        return _REFUSALS[row.source]
    if act is Act.PROPOSE and not standing.boxes:
        return NoBoxes("Belum ada kotak hitam. Tandai dahulu bagian yang dikecualikan.")
    if act in (Act.RETURN, Act.DISCARD):
        return _against_ending(act, standing, person)
    return _against_approval(standing, person) if act is Act.APPROVE else None


def _against_ending(act: Act, standing: Standing, person: Person) -> Problem | None:
    """What one drew alone can be given up; once others drew in it, too, the PPID says."""
    never_proposed = act is Act.DISCARD and standing.proposed_by is None
    own = standing.hands == {person.actor} if never_proposed else person.actor == standing.proposed_by
    if own or PPID in person.roles:
        return None
    if never_proposed:
        return Forbidden("Draf ini dibuang oleh PPID, atau oleh orang yang menggambarnya sendirian.")
    return Forbidden("Hanya PPID, atau pengusulnya sendiri, yang mengembalikan atau membuang usul ini.")


def _against_approval(standing: Standing, person: Person) -> Problem | None:
    if PPID not in person.roles or person.is_program:
        return Forbidden("Hanya PPID sendiri, bukan program, yang menyetujui penghitaman.")
    if person.actor == standing.proposed_by:
        return Forbidden("Anda yang mengusulkan penghitaman ini; orang lain yang menyetujuinya.")
    if standing.copy is CopyState.FAILED:
        return CopyNotReady("Salinannya tidak dapat dibuat. Kembalikan usul ini.")
    if standing.copy is not CopyState.READY:
        return CopyNotReady("Salinannya sedang dibuat dan diperiksa. Lihat dahulu, lalu setujui.")
    return None


@dataclass(frozen=True, slots=True)
class Box:
    """A place to blacken, as fractions of page `page` (from 1) as seen; origin top left.

    `ground` is the letter of UU 14/2008 Pasal 17, `act` the Act and article that close it beside, `note` is for the
    office alone and never in a copy. `words` are those that the finder found there: the copy must not hold them.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    ground: str
    act: str | None = None
    note: str | None = None
    words: str | None = None

    @property
    def whole_page(self) -> bool:
        """Whether nothing of the page stays."""
        return min(self.width, self.height) >= 1 - _EDGE

    def told(self) -> dict[str, Any]:
        """As it is kept and passed on."""
        return asdict(self)


def parted(told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """A box or mask as it is told, without the words in it that may name somebody; and those words."""
    return (
        {key: None if key in _OF_PEOPLE else value for key, value in told.items()},
        {key: value for key, value in told.items() if key in _OF_PEOPLE and value},
    )


def check_boxes(boxes: Sequence[Box], pages: int, today: date) -> None:
    """Whether a list of boxes can be kept for a document of so many pages.

    Raises:
        Invalid: each fault beside its field.
    """
    if len(boxes) > MOST_BOXES:
        raise Invalid(faults=[Fault("/boxes", f"Paling banyak {MOST_BOXES} kotak untuk satu berkas.")])
    faults = [
        Fault(f"/boxes/{place}/{field}", sentence)
        for place, box in enumerate(boxes)
        for field, sentence in _faults(box, pages, today)
    ]
    if faults:
        raise Invalid(faults=faults)


def _faults(box: Box, pages: int, today: date) -> Iterator[tuple[str, str]]:
    if not 1 <= box.page <= pages:
        yield "page", f"Berkas ini memiliki {pages} halaman."
    for start, length in (("x", "width"), ("y", "height")):
        if not 0 <= getattr(box, start) < 1:
            yield start, "Kotak harus berada di dalam halaman (0 sampai 1)."
        elif getattr(box, length) <= 0 or getattr(box, start) + getattr(box, length) > 1 + _EDGE:
            yield length, "Kotak harus berukuran dan tidak melewati tepi halaman."
    yield from grounds.faults(box.ground, box.act, today)


def check_redactable(media_type: str, pages: int = 1) -> None:
    """Whether boxes can be drawn on a file; what has no pages is blackened by masks (`masks`).

    Raises:
        NotRedactable.
    """
    if media_type not in REDACTABLE:
        raise NotRedactable("Berkas ini tidak memiliki halaman: tandai sel, baris, atau katanya.")
    if pages > MOST_PAGES:
        raise NotRedactable(f"Berkas ini {pages} halaman; paling banyak {MOST_PAGES}. Bagi menjadi beberapa berkas.")
