"""What the page of a request tells beyond its state: where objection and dispute left it, what happened, what is next.

Pure: it reads what the services said and counts no term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.stages import Stage
from gateway.backends.shapes.intake import Tracked
from gateway.portal import dates, look

Said = Mapping[str, Any]
_BEFORE_COMMISSION = frozenset({"filed", "incomplete", "registered", "preliminary", "mediation", "adjudication"})
_IN_COURT = frozenset({"court", "cassation"})
_RULED = frozenset({"ruled", "court_ruled", "final", "complied"})
_UNANSWERED = frozenset({"received", "registered"})
_ORDERED = frozenset({"upheld", "partly_upheld"})
_ELSEWHERE = frozenset({Stage.TRANSFERRED, Stage.SPLIT})  # the page says where it goes on
AGAIN = frozenset({Stage.LAPSED, Stage.WITHDRAWN})  # what ended without an answer may be asked anew


@dataclass(frozen=True, slots=True)
class Story:
    """What the services said of a request.

    `objections` and `disputes` stand oldest first, `replies` by objection. `waits`: something that the applicant did is
    not in the register yet. `lacking`: a paper that is wanted has not come. `files`: something can be fetched.
    """

    tracking: Tracked
    objections: Sequence[Said]
    replies: Mapping[str, Said]
    disputes: Sequence[Said]
    waits: bool
    late: bool
    due_on: date
    today: date
    lacking: bool = False
    files: bool = False
    objection_until: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What the applicant does next: its words, the page or part of the page where, and by when."""

    name: str
    to: str = ""
    until: str | date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the timeline: a moment or a day, the key of its words, a number within them, and how it looks."""

    at: str
    key: str
    number: str | None
    look: tuple[str, str]


def headline(story: Story) -> str | None:
    """Return the key of what is said first, once an objection or a dispute tells more than the request's own state."""
    if story.disputes:
        return f"dispute_{_dispute(story.disputes[-1])}"
    if not story.objections:
        return None
    last = story.objections[-1]
    if last["state"] in _UNANSWERED:
        return "objection_silent" if last["silent"] else "objection_open"
    return f"objection_{last['state']}"


def upheld(story: Story) -> Said | None:
    """Return the answer that orders something, of the last objection."""
    reply = story.replies.get(story.objections[-1]["id"]) if story.objections else None
    return reply if reply and reply["order"] else None


def next_step(story: Story) -> Step | None:
    """Return the one thing to do, or what is waited for; nothing where the request goes on elsewhere."""
    state = story.tracking["state"]
    if state in _ELSEWHERE:
        return None
    if story.waits:
        return Step("recorded")
    if asked := next((act for act in ("repair", "answer") if act in story.tracking["acts"]), None):
        return Step(asked, f"#{asked}")
    if story.disputes or story.objections:
        return _after_objection(story)
    return _while_open(story) if state in look.OPEN else _after_answer(story)


def events(story: Story, zone: str) -> list[Event]:
    """All that happened, the oldest first."""
    told = [
        Event(step["at"], f"happened.{step['kind']}", None, look.state_look(step["kind"]))
        for step in story.tracking["steps"]
    ]
    for objection in story.objections:
        number, reply = objection["number"], story.replies.get(objection["id"])
        told.append(Event(objection["received_at"], "story.objected", number, ("info", "pen")))
        if objection["answered_at"]:
            outcome = reply["outcome"] if reply else "answered"
            told.append(Event(objection["answered_at"], f"story.objection.{outcome}", number, _ANSWERS[outcome]))
        if reply and reply["fulfilled_at"]:
            told.append(Event(reply["fulfilled_at"], "story.objection.fulfilled", number, ("positive", "done")))
    told += [Event(one["filed_on"], "story.disputed", None, ("info", "book")) for one in story.disputes]
    return sorted(told, key=lambda event: _place(event.at, zone))


_OBJECT, _FOLLOW = "/keberatan/baru", "/keberatan"
_ANSWERS = {
    "upheld": ("positive", "done"),
    "partly_upheld": ("positive", "done"),
    "rejected": ("negative", "stop"),
    "answered": ("info", "mail"),
}


def _after_objection(story: Story) -> Step:
    if story.disputes:
        under_way = story.disputes[-1]["stage"] in _BEFORE_COMMISSION | _IN_COURT
        return Step("summons", _FOLLOW) if under_way else Step("done", _FOLLOW)
    last = story.objections[-1]
    if last["state"] in _ORDERED:
        return Step("ordered", _FOLLOW, last["act_until"])
    if last["state"] == "fulfilled":
        return Step("fulfilled", _FOLLOW)
    if (until := last["dispute_until"]) and story.today.isoformat() <= until:
        return Step("dispute", f"{_FOLLOW}#sengketa", until)
    return Step("done", _FOLLOW) if until else Step("await_reply", _FOLLOW, last["deadline"]["due_on"])


def _while_open(story: Story) -> Step:
    if story.late:
        return Step("object_late", _OBJECT)
    return Step("papers", "/surat") if story.lacking else Step("wait", until=story.due_on)


def _after_answer(story: Story) -> Step:
    if story.tracking["state"] in AGAIN:
        return Step("again", "/ajukan-lagi")
    if story.files:
        return Step("download", "#berkas")
    if story.tracking["state"] == Stage.GRANTED:
        return Step("read", "#pemberitahuan")
    return Step("object_until" if story.objection_until else "object", _OBJECT, story.objection_until)


def _dispute(dispute: Said) -> str:
    """In few words where a dispute stands: before whom, or how it ended."""
    stage, outcome = dispute["stage"], dispute["outcome"]
    if stage in _BEFORE_COMMISSION:
        return "open"
    if stage in _IN_COURT:
        return "court"
    if stage in _RULED and outcome:
        return str(outcome)
    return "settled" if stage in ("settled", "complied") else "ended"


def _place(at: str, zone: str) -> tuple[date, float]:
    """Where a moment stands among others; a day of which no time is known comes after its moments."""
    whole = len(at) == len("2026-12-09")
    return dates.as_day(at, zone), float("inf") if whole else datetime.fromisoformat(at).timestamp()
