"""The page of a redaction: while it is drawn, and once a copy lies before the second person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypedDict

from flask import g, request

from chassis.errors import NotFound, Problem
from gateway import i18n
from gateway.backends.files import Gate
from gateway.backends.redactions import COPY, DISCARDED, DRAFT, PROPOSED, Redactions, may
from gateway.backends.shapes.documents import Box, Document, Redaction, Things
from gateway.portal import fields
from gateway.portal.desk import boxes as boxing
from gateway.portal.desk import masking
from gateway.portal.desk.boxes import Hit
from gateway.portal.pages import language, page, services, words
from statute.exemptions import exemptions

SAID = "redact.say."  # what the script says, with its own numbers in the places
GROUNDS = ("h", *(letter for letter in exemptions() if letter != "h"))  # personal data first: it is nearly always that


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody typed or asked for, and what came of it.

    `place` is the box in whose form it was typed, none for a new one; `hits` what the finder saw on pages, `things`
    in a file without; `changed` the boxes that came and went because others saved meanwhile, `changed_by` their names.
    """

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    loose: Sequence[str] = ()
    place: int | None = None
    hits: Sequence[Hit] | None = None
    things: Things | None = None
    unread: Sequence[int] = ()
    changed: tuple[list[Box], list[Box]] | None = None
    changed_by: str = ""


class Hand(TypedDict):
    """Who changed a redaction, by name, and to which version."""

    version: int
    name: str


def show(one: Redaction, said: Said | None = None) -> str:
    """Return the page as it stands, with what was said."""
    said = said or Said()
    if not one["pages"]:
        return _without_pages(one, said)
    asked = fields.whole(request.values.get("hal", "")) or 1
    last = _last_page(one, asked)
    number = min(asked, last)
    return page(
        "desk/redaction/draw.html" if one["stage"] in (DRAFT, DISCARDED) else "desk/redaction/review.html",
        **_of_both(one, said),
        number=number,
        last=last,
        shown=one["pages"][min(number, len(one["pages"])) - 1],
        boxes=[(at, box) for at, box in enumerate(one["boxes"]) if box["page"] == number],
        counts=Counter(box["page"] for box in one["boxes"]),
        faults={name: words(key) if i18n.has(language(), key) else key for name, key in said.faults.items()},
        carried=boxing.carried,
        percent=boxing.percent,
        whole=lambda fraction: round(fraction * 100),
        for_script=_for_script(one),
    )


def _without_pages(one: Redaction, said: Said) -> str:
    """Return the page of a workbook, a table or a text: a list of what is masked in place of boxes on pages."""
    return page(
        "desk/redaction/masks.html",
        **_of_both(one, said),
        patterns=masking.PATTERNS,
        areas=masking.areas(one["media_type"]),
        lead=masking.lead(one["media_type"]),
        recognisable=masking.recognisable,
        faults=said.faults,
    )


def _of_both(one: Redaction, said: Said) -> dict[str, Any]:
    """Return what the templates are told of any redaction."""
    return {
        "private": True,
        "one": one,
        "grounds": GROUNDS,
        "may": lambda act: may(one, act),
        "why_not": lambda act: next((known["reason"] for known in one["acts"] if known["act"] == act), None),
        "copy": _copy(one),
        "record": one["copy"],
        "said": said,
        "typed": said.typed,
        "myself": f"staff:{g.staff.staff_id}",
        "faulty": bool(said.faults or said.loose or said.changed),
    }


def redactions_of(document: Document) -> list[Redaction]:
    """Where a file is blackened, or was, the newest first; none while documents does not say."""
    with suppress(Problem):
        return Redactions(services().clients["documents"]).of(document["id"])
    return []


def seen_before(redactions: Redactions, one: Redaction, version: int) -> list[Box]:
    """Return the boxes that stood there when somebody read a version: those saved last before it, none before the
    first.
    """
    saved = [known["version"] for known in one["versions"] if known["version"] <= version]
    return redactions.saved(one["id"], saved[-1]) if saved else []


def hands(one: Redaction) -> list[Hand]:
    """Who changed it: each saving with a known name, and, where that came later, the proposal, return or discarding."""
    found = [Hand(version=known["version"], name=known["saver"]) for known in one["versions"] if known["saver"]]
    last = one["proposer"] if one["stage"] == PROPOSED else one["decider"]
    if last and one["version"] > max((known["version"] for known in one["versions"]), default=0):
        found.append(Hand(version=one["version"], name=last))
    return found


def changed_by(one: Redaction, version: int) -> str:
    """Return the names of those who changed it since somebody read a version, each once."""
    return ", ".join(dict.fromkeys(hand["name"] for hand in hands(one) if hand["version"] > version))


def _copy(one: Redaction) -> Document | None:
    """Return the copy as a file, with what the release gate found in it."""
    if not one["copy"] or not one["copy"]["document"]:
        return None
    try:
        return Gate(services().clients["documents"]).file(one["copy"]["document"])
    except NotFound:
        return None


def _last_page(one: Redaction, asked: int) -> int:
    """Return the last page that can be opened; the annex of a copy has one at least, and more are looked for on the
    way.
    """
    last = len(one["pages"])
    if one["copy"] is None or one["copy"]["state"] != "ready":
        return last
    last += 1
    with suppress(NotFound):
        while last <= asked:
            Redactions(services().clients["documents"]).picture(one["id"], COPY, last + 1, "")
            last += 1
    return last


def _for_script(one: Redaction) -> dict[str, Any]:
    """Return what the page's script works on: the boxes, the pages, its words."""
    said = {key.removeprefix(SAID): text for key, text in i18n.catalogue(language()).items() if key.startswith(SAID)}
    stands = {"version": one["version"], "boxes": one["boxes"], "pages": one["pages"], "hands": hands(one)}
    return {"id": one["id"], "say": said} | stands
