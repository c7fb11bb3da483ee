"""An office's public portal: the start page, and a request as its applicant follows it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import Invalid, NotFound, Problem
from chassis.pace import Pace
from gateway.backends.files import Given
from gateway.backends.objections import Objections
from gateway.backends.reports import Reports
from gateway.backends.shapes import documents
from gateway.backends.shapes.intake import Followed, Found, Tracked
from gateway.backends.shapes.registry import CaseLetter, Deadline, DisputeLine, Notice, Reply
from gateway.portal import clock, dates, look, notices, proving, story
from gateway.portal.desk.papers import pdf
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services, today, zone
from gateway.portal.story import Story
from statute.book import Purpose, rule_about
from statute.calendar import national
from statute.regimes import Regime

TOKEN = re.compile(r"[A-Za-z0-9_-]{16,128}")
REPAIR = Field(name="repair", kind="area", pointer="/words", longest=5000)
ANSWER = Field(name="answer", kind="area", pointer="/words", longest=5000)

CONTACT = Field(name="reach", pointer="/contact", longest=254, autocomplete="email")
_GUESSED = Pace("tracking codes", 20, 900)  # codes and contacts that were wrong, of one network

blueprint = Blueprint("public", __name__)


class UnknownTracking(NotFound):
    """No request of this office is followed by this link."""

    code, title = "tracking-unknown", "Permohonan tidak ditemukan"


def home() -> str:
    """Return the start page: what can be done here, how it goes, by when an answer is due."""
    on = today()
    calendar = national()
    rules = {
        regime: (
            rule_about(regime, Purpose.ANSWER, on).value,
            rule_about(regime, Purpose.EXTENSION, on).value,
        )
        for regime in Regime
    }
    closed = calendar.days_off.get(on)
    ahead = [off for date, off in sorted(calendar.days_off.items()) if date > on][:2]
    return page("public/home.html", today=on, works=calendar.is_working(on), closed=closed, ahead=ahead, rules=rules)


@blueprint.get("/laporan/<uuid:report_id>.pdf")
def annual_report(report_id: UUID) -> Response:
    """Show an annual report that the office issued."""
    return pdf(Reports(services().clients["registry"]).file(str(report_id), "report"), "laporan-tahunan")


@blueprint.route("/lacak", methods=["GET", "POST"])
def track() -> str | Response:
    """Ask for the code of a request: a pasted link leads to its page, the short code tells where it stands."""
    if request.method == "GET":
        return _ask_for_code()
    typed = request.form.get("kode", "")
    token = typed.strip().rstrip("/").rpartition("/")[2]
    if TOKEN.fullmatch(token):
        with suppress(UnknownTracking):
            tracking_of(token)
            return redirect(url_for("public.show", token=token), 303)
    return _by_code(typed)


def _by_code(typed: str) -> str | Response:
    """Where the request of a short code stands, and its page for whoever names the contact that was handed in."""
    contact = request.form.get(CONTACT.name, "").strip()
    try:
        found = services().intake.find_by_code(typed, contact)
    except NotFound:
        _GUESSED.count_network(request.remote_addr or "")
        return _ask_for_code(typed, "track.unknown")
    except Refused as refused:
        if refused.status != Invalid.status:
            raise
        if refused.faults[0].pointer != CONTACT.pointer:
            return _ask_for_code(typed, "track.mistyped" if typed.strip() else "track.missing")
        _GUESSED.count_network(request.remote_addr or "")
        known = services().intake.find_by_code(typed, "")
        return _status(known, typed, {CONTACT.name: contact}, {CONTACT.name: refused.faults[0].detail})
    if found["tracking_token"]:
        return redirect(url_for("public.show", token=found["tracking_token"]), 303)
    return _status(found, typed, {}, {CONTACT.name: "fault.missing"} if CONTACT.name in request.form else {})


def _ask_for_code(typed: str = "", why: str = "") -> str:
    return page("public/track.html", typed=typed, why=why, faulty=bool(why))


def _status(tracked: Found, typed: str, values: Mapping[str, str], faults: Faults) -> str:
    shown = {"found": tracked, "code": typed, "reach": CONTACT, "values": values}
    return page("public/status.html", private=True, faults=sentences(faults), faulty=bool(faults), **shown)


@blueprint.get("/permohonan/<token>")
def show(token: str) -> str:
    """Show a request as its applicant sees it: where it stands, the clock, what happened, what may be done."""
    return show_request(token, tracking_of(token))


def show_request(
    token: str, tracking: Tracked, *, values: Mapping[str, str] | None = None, faults: Faults | None = None
) -> str:
    """Return the page of a request, with what its applicant typed into it and what was wrong with that."""
    notice, letters = _written(tracking)
    decided, given = tracking["state"] not in look.OPEN, given_to(tracking)
    counted = clock.clock(binding_of(tracking), _until(tracking), stopped=decided)
    papers = proving.of_applicant(tracking)
    told = replace(
        _story(token, tracking, counted),
        lacking=any(not one.there for one in papers or ()),
        files=_fetchable(tracking, given),
        objection_until=notice["objection_until"] if notice else None,
    )
    return page(
        "public/request.html",
        private=True,
        token=token,
        tracking=tracking,
        notice=notice,
        rows=notices.rows(notice, {key: one["name"] for key, one in given.items()}) if notice else [],
        letters=letters,
        repair=REPAIR,
        answer=ANSWER,
        waits=_waits(tracking),
        awaits_repair=_awaits_repair(tracking),
        headline=story.headline(told),
        upheld=story.upheld(told),
        next=story.next_step(told),
        events=story.events(told, zone()),
        values=values or {},
        faults=faults or {},
        faulty=bool(faults),
        decided=decided,
        old_link=request.args.get("tautan") == "lama",
        papers=papers,
        objected=told.objections,
        given=given,
        clock=counted,
    )


def _awaits_repair(tracking: Tracked) -> bool:
    """Whether nothing is late yet, since the request counts from its repair and that is awaited (E-01)."""
    found = [step["at"] for step in tracking["steps"] if step["kind"] == "incomplete"]
    if tracking["state"] != "incomplete" or not found:
        return False
    due_on = date.fromisoformat(tracking["deadline"]["due_on"])
    return (
        dates.as_day(found[-1], zone()) <= due_on
        and rule_about(Regime(tracking["deadline"]["regime"]), Purpose.ANSWER, due_on).from_repair
    )


def _written(tracking: Tracked) -> tuple[Notice | None, list[CaseLetter]]:
    """Return the notice and the letters before it; the page still tells where the request stands when the register is
    away.
    """
    notice, letters = None, list[CaseLetter]()
    with suppress(Problem):
        if tracking["letters_href"]:
            letters = services().registry.letters_behind(tracking["letters_href"])
        if tracking["notice_href"]:
            notice = services().registry.notice(tracking["notice_href"])
    return notice, letters


def _story(token: str, tracking: Tracked, counted: clock.Clock) -> Story:
    found, replies, disputes = _objections(token)
    return Story(
        tracking=tracking,
        objections=found,
        replies=replies,
        disputes=disputes,
        waits=_waits(tracking) is not None,
        late=counted.state == "late",
        due_on=counted.due_on,
        today=today(),
    )


def _fetchable(tracking: Tracked, given: Mapping[str, documents.Given]) -> bool:
    """Whether a file of the answer is still kept, as far as documents says."""
    return bool(tracking["documents"]) and (not given or any(not one["destroyed"] for one in given.values()))


def given_to(tracking: Tracked) -> Mapping[str, documents.Given]:
    """Return what was given in answer to a request, by id; none while documents does not say: then only names are
    missing.
    """
    with suppress(Problem):
        return Given(services().clients["documents"]).answer(tracking["answer_href"])
    return {}


def objected(token: str) -> list[Followed]:
    """Return the objections to a request; none while intake does not say."""
    return _objections(token)[0]


def _objections(token: str) -> tuple[list[Followed], dict[str, Reply], list[DisputeLine]]:
    """Return the objections to a request, the answers to them by objection, and the disputes; what is away
    is left out.
    """
    asked = Objections(services().clients["intake"], services().clients["registry"])
    found, replies, disputes = list[Followed](), dict[str, Reply](), list[DisputeLine]()
    with suppress(Problem):
        tracked = asked.tracked(token)
        found = tracked["items"]
        replies = {one["id"]: asked.reply(one["reply_href"]) for one in found if one["reply_href"]}
        disputes = asked.disputes(tracked["disputes_href"]) if tracked["disputes_href"] else []
    return found, replies, disputes


@blueprint.get("/permohonan/<token>/tenggat")
def deadline(token: str) -> str:
    """How the due date was counted, day by day."""
    tracking = tracking_of(token)
    counted = binding_of(tracking)
    return page(
        "public/deadline.html",
        private=True,
        token=token,
        tracking=tracking,
        deadline=counted,
        clock=clock.clock(counted, _until(tracking), stopped=tracking["state"] not in look.OPEN),
        months=clock.months(counted, dates.as_day(tracking["received_at"], zone()), today()),
        reasons=clock.reasons(counted),
    )


def tracking_of(token: str) -> Tracked:
    """Return the request that a link belongs to.

    Raises:
        UnknownTracking: none of this office.
    """
    if not TOKEN.fullmatch(token):
        raise UnknownTracking
    try:
        return services().intake.tracking(token)
    except NotFound as missing:
        raise UnknownTracking from missing


def binding_of(tracking: Tracked) -> Deadline:
    """Return the deadline that binds: once the time was extended it stays the longer one, also after the answer."""
    return clock.binding(tracking["deadline"], extended="extended" in (step["kind"] for step in tracking["steps"]))


def _until(tracking: Tracked) -> date:
    """Until when the clock ran: the day on which the request ended, today while it has not."""
    ended = [step["at"] for step in tracking["steps"] if step["kind"] == tracking["state"]]
    return dates.as_day(ended[-1], zone()) if ended and tracking["state"] not in look.OPEN else today()


def _waits(tracking: Tracked) -> str | None:
    """Return what the applicant did that the register has not followed yet."""
    if not tracking["acted"]:
        return None
    last, step = tracking["acted"][-1], tracking["steps"][-1]
    return last["act"] if datetime.fromisoformat(last["at"]) > datetime.fromisoformat(step["at"]) else None
