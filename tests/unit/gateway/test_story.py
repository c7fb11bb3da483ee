"""What the page of a request says first, what happened, and the one thing that its applicant does next."""

from datetime import date
from typing import Any

from gateway import i18n
from gateway.portal import story
from gateway.portal.story import Story
from services.intake.domain.objections import State as ObjectionState
from services.registry.disputes.domain.disputes import Outcome, Stage
from tests.table import table

TODAY = date(2026, 12, 9)


def told(state: str = "refused", **said: Any) -> Story:
    """A request of that state of which nothing else is known."""
    tracking = {"state": state, "acts": said.pop("acts", []), "steps": said.pop("steps", [])}
    nothing: dict[str, Any] = {
        "objections": [], "replies": {}, "disputes": [], "waits": False, "lacking": False, "files": False,
        "late": False, "due_on": date(2026, 12, 16), "objection_until": None, "today": TODAY,
    }  # fmt: skip
    return Story(tracking=tracking, **(nothing | said))  # type: ignore[arg-type]  # a plain dict of that shape


def objection(state: str, **said: Any) -> dict[str, Any]:
    """An objection as intake tells it."""
    return {
        "id": "o", "number": "001/PPID-K/32.76/XII/2026", "state": state, "silent": False, "dispute_until": None,
        "received_at": "2026-12-01T09:00:00+07:00", "answered_at": None, "act_until": None,
        "deadline": {"due_on": "2027-01-15"},
    } | said  # fmt: skip


@table(
    ("said", "first"),
    [
        ({}, None),
        ({"objections": [objection("registered")]}, "objection_open"),
        ({"objections": [objection("registered", silent=True)]}, "objection_silent"),
        ({"objections": [objection("rejected"), objection("upheld")]}, "objection_upheld"),
        (
            {"objections": [objection("rejected")], "disputes": [{"stage": "mediation", "outcome": None}]},
            "dispute_open",
        ),
        ({"disputes": [{"stage": "court", "outcome": "granted"}]}, "dispute_court"),
        ({"disputes": [{"stage": "ruled", "outcome": "granted"}]}, "dispute_granted"),
        ({"disputes": [{"stage": "complied", "outcome": None}]}, "dispute_settled"),
        ({"disputes": [{"stage": "dismissed", "outcome": None}]}, "dispute_ended"),
    ],
)
def test_the_latest_of_request_objection_and_dispute_speaks_first(said: dict[str, Any], first: str | None) -> None:
    assert story.headline(told(**said)) == first


@table(
    ("state", "said", "step", "until"),
    [
        ("processing", {}, "wait", date(2026, 12, 16)),
        ("processing", {"lacking": True}, "papers", None),
        ("processing", {"late": True, "lacking": True}, "object_late", None),
        ("incomplete", {"acts": ["repair", "withdraw"]}, "repair", None),
        ("incomplete", {"acts": ["repair"], "waits": True}, "recorded", None),
        ("processing", {"acts": ["answer"]}, "answer", None),
        ("lapsed", {}, "again", None),
        ("granted", {"files": True}, "download", None),
        ("granted", {}, "read", None),
        ("refused", {"objection_until": "2027-01-20"}, "object_until", "2027-01-20"),
        ("refused", {"lacking": True}, "object", None),
        ("refused", {"objections": [objection("registered")]}, "await_reply", "2027-01-15"),
        ("refused", {"objections": [objection("upheld", act_until="2026-12-20")]}, "ordered", "2026-12-20"),
        ("refused", {"objections": [objection("fulfilled")]}, "fulfilled", None),
        ("refused", {"objections": [objection("rejected", dispute_until="2026-12-09")]}, "dispute", "2026-12-09"),
        ("refused", {"objections": [objection("rejected", dispute_until="2026-12-08")]}, "done", None),
        ("refused", {"disputes": [{"stage": "mediation", "outcome": None}]}, "summons", None),
        ("refused", {"disputes": [{"stage": "complied", "outcome": "granted"}]}, "done", None),
    ],
)
def test_there_is_one_next_step(state: str, said: dict[str, Any], step: str, until: Any) -> None:
    found = story.next_step(told(state, **said))
    assert found is not None
    assert (found.name, found.until) == (step, until)


def test_a_request_that_goes_on_elsewhere_has_no_step_here() -> None:
    assert story.next_step(told("transferred", acts=["repair"])) is None


def test_the_timeline_holds_objection_answer_fulfilment_and_dispute_in_their_order() -> None:
    answered = objection("fulfilled", answered_at="2026-12-05T09:00:00+07:00")
    happened = story.events(
        told(
            steps=[{"at": "2026-11-20T09:00:00+07:00", "kind": "received"}],
            objections=[answered],
            replies={"o": {"outcome": "upheld", "order": "Beri.", "fulfilled_at": "2026-12-07T09:00:00+07:00"}},
            disputes=[{"stage": "filed", "outcome": None, "filed_on": "2026-12-07"}],
        ),
        "Asia/Jakarta",
    )
    assert [event.key for event in happened] == [
        "happened.received", "story.objected", "story.objection.upheld", "story.objection.fulfilled", "story.disputed",
    ]  # fmt: skip


@table("language", i18n.LANGUAGES)
def test_every_headline_and_step_has_its_words(language: str) -> None:
    disputes = [{"stage": stage, "outcome": one} for stage in Stage for one in (None, *Outcome)]
    stories = [told(disputes=[one]) for one in disputes]
    stories += [
        told(objections=[objection(state, silent=silent)]) for state in ObjectionState for silent in (True, False)
    ]
    keys = [f"story.{part}.{story.headline(one)}" for one in stories for part in ("title", "lead")]
    assert [key for key in keys if not i18n.has(language, key)] == []
