"""Ask for information: who asks, what, how to receive it, check, send. One step a page, kept as a draft."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound, TooMany, Unavailable
from chassis.pace import Pace
from gateway import drafts
from gateway.auth import challenges
from gateway.drafts import Writing
from gateway.portal import application, clock, fields, sending
from gateway.portal.application import ANOTHER, DECLARATION, KIND, STEPS
from gateway.portal.fields import Faults, Field, Values
from gateway.portal.pages import page, sentences, today
from gateway.portal.public import tracking_of
from gateway.portal.story import AGAIN

# Drafts of one network in a quarter of an hour: a class in a computer room begins thirty. More are asked to show that
# they are in earnest, because one address may stand for a region.
_BEGUN = Pace("drafts", 60, 900)

ALREADY_SUBMITTED = "already-submitted"  # what intake says of the same words of the same applicant

blueprint = Blueprint("apply", __name__, url_prefix="/permohonan")


@blueprint.route("/baru", methods=["GET", "POST"])
def begin() -> str | Response:
    """Who asks: everything after this depends on it. What was searched for (`perihal`) becomes the subject."""
    subject = request.args.get("perihal", "").strip()[: application.SUBJECT.longest]
    return _choose_kind(None, carried={"subject": subject} if subject else {})


@blueprint.route("/<token>/ajukan-lagi", methods=["GET", "POST"])
def again(token: str) -> str | Response:
    """Ask anew what lapsed (R-06) or was withdrawn: what was asked is kept; who asks no link tells, so it is asked."""
    tracking = tracking_of(token)
    if tracking["state"] not in AGAIN:
        return redirect(url_for("public.show", token=token), 303)
    return _choose_kind(None, {name: str(said or "") for name, said in tracking.items() if name in application.KEPT})


@blueprint.route("/baru/<address>/jenis", methods=["GET", "POST"])
def kind(address: str) -> str | Response:
    """Do the same question again, for somebody who chose the wrong one; nothing typed is lost."""
    draft = _open(address)
    if draft.pending or draft.receipt:
        return redirect(url_for("apply.check", address=address), 303)
    return _choose_kind(draft)


@blueprint.route("/baru/<address>/<any(identitas,isi,cara):name>", methods=["GET", "POST"])
def step(address: str, name: str) -> str | Response:
    """One step's questions."""
    draft = _open(address)
    if draft.pending or draft.receipt:
        return redirect(url_for("apply.check", address=address), 303)
    section = application.sections(draft.values["kind"])[name]
    if request.method == "GET":
        return _step(draft, name, {**draft.values}, {})
    typed = fields.read(request.form, section.fields)
    faults = fields.look(typed, section.fields) | application.look_closer(typed)
    if name == STEPS[0]:
        faults = sending.wrong_applicant(draft.values["kind"], section.fields, typed) | faults
    drafts.write(address, fields.keepable(typed, faults))
    if faults:
        return _step(draft, name, typed, faults)
    return redirect(_next(address, name), 303)


@blueprint.get("/baru/<address>/periksa")
def check(address: str) -> str | Response:
    """All answers at a glance, the declaration, and the button that sends."""
    draft = _open(address)
    return _elsewhere(draft) or _check(draft, {})


@blueprint.post("/baru/<address>/periksa")
def submit(address: str) -> str | Response:
    """Send the request."""
    draft = _open(address)
    aside = _elsewhere(draft)
    if aside is not None:
        return aside
    typed = draft.values if draft.pending else fields.read(request.form, (DECLARATION, ANOTHER))
    faults = fields.look(typed, (DECLARATION,))
    if faults:
        return _check(draft, faults)
    drafts.write(address, {name: typed.get(name, "") for name in (DECLARATION.name, ANOTHER.name)})
    try:
        sending.send(draft, application.compose({**draft.values, **typed}))
    except Unavailable:
        return _check(drafts.read(address), {})
    except Refused as refused:
        return _refused(draft, refused)
    return redirect(url_for("apply.sent", address=address), 303)


@blueprint.get("/terkirim/<address>")
def sent(address: str) -> str | Response:
    """Show the number, the receipt and the due date: the request is in."""
    draft = drafts.read(address)
    if draft.receipt is None:
        return redirect(url_for("apply.check", address=address), 303)
    counted = draft.receipt["deadline"]
    return page(
        "apply/sent.html",
        private=True,
        receipt=draft.receipt,
        clock=clock.clock(counted, today(), stopped=False),
    )


def _choose_kind(draft: Writing | None, kept: Values | None = None, *, carried: Values | None = None) -> str | Response:
    values = dict(draft.values if draft else kept or carried or {})
    faults: Faults = {}
    if request.method == "POST":
        values |= fields.read(request.form, (KIND,))
        faults = fields.look(values, (KIND,))
        if not faults:
            if draft is None and not _in_earnest():
                asked = challenges.to_answer(request.form.get(challenges.CHALLENGE, ""))
                return page("apply/kind.html", values=values, faults={}, kind=KIND, kept=kept, challenge=asked)
            address = drafts.start(values) if draft is None else draft.address
            drafts.write(address, values)
            return redirect(url_for("apply.step", address=address, name=STEPS[0]), 303)
    return page("apply/kind.html", values=values, faults=sentences(faults), faulty=bool(faults), kind=KIND, kept=kept)


def _in_earnest() -> bool:
    """Whether somebody may begin a request: as one of not too many of a network, or by answering a challenge."""
    try:
        _BEGUN.count_network(request.remote_addr or "")
    except TooMany:
        return challenges.met(*(request.form.get(name, "") for name in (challenges.CHALLENGE, challenges.ANSWER)))
    return True


def _open(address: str) -> Writing:
    draft = drafts.read(address)
    if draft.values.get("desk"):
        raise NotFound  # an officer's draft belongs to the desk
    return draft


def _step(draft: Writing, name: str, values: dict[str, str], faults: Faults, loose: tuple[str, ...] = ()) -> str:
    chosen = draft.values["kind"]
    section = application.sections(chosen)[name]
    return page(
        "apply/step.html",
        private=True,
        draft=draft,
        section=section,
        kind=chosen,
        position=STEPS.index(name) + 1,
        values=values,
        faults=sentences(fields.in_order(faults, section.fields)),
        loose=loose,
        faulty=bool(faults or loose),
        back_to_check=_from_check(),
        before=url_for("apply.kind", address=draft.address)
        if name == STEPS[0]
        else url_for("apply.step", address=draft.address, name=STEPS[STEPS.index(name) - 1]),
    )


def _check(draft: Writing, faults: Faults, loose: tuple[str, ...] = (), another: Field | None = None) -> str:
    return page(
        "apply/check.html",
        private=True,
        draft=draft,
        sections=application.sections(draft.values["kind"]),
        declaration=DECLARATION,
        another=another,
        values=draft.values,
        faults=sentences(faults),
        loose=loose,
        faulty=bool(faults or loose),
    )


def _next(address: str, name: str) -> str:
    after = STEPS.index(name) + 1
    if after == len(STEPS) or _from_check():
        return url_for("apply.check", address=address)
    return url_for("apply.step", address=address, name=STEPS[after])


def _from_check() -> bool:
    """Whether somebody corrects an answer after seeing all of them, and goes back there."""
    return request.args.get("kembali") == "periksa" or request.endpoint == "apply.submit"


def _elsewhere(draft: Writing) -> Response | None:
    """Where a writer belongs who is not ready to send, or has sent already."""
    if draft.receipt:
        return redirect(url_for("apply.sent", address=draft.address), 303)
    unfinished = _unfinished(draft)
    if unfinished is None:
        return None
    return redirect(url_for("apply.step", address=draft.address, name=unfinished, kembali="periksa"), 303)


def _unfinished(draft: Writing) -> str | None:
    """Return the first step that is plainly not filled in."""
    for name, section in application.sections(draft.values["kind"]).items():
        closer = application.look_closer(draft.values).keys() & {field.name for field in section.fields}
        if closer or fields.look(draft.values, section.fields):
            return name
    return None


def _refused(draft: Writing, refused: Refused) -> str:
    """Show intake's objections on the step they belong to: the first one that has any."""
    if refused.code == ALREADY_SUBMITTED:
        return _check(draft, {}, (f"{refused.title}. {refused.detail}",), another=ANOTHER)
    asked = [(fault.pointer, fault.detail) for fault in refused.faults]
    for name, section in application.sections(draft.values["kind"]).items():
        faults, _ = fields.by_pointer(section.fields, asked)
        if faults:
            _, loose = fields.by_pointer(application.fields_of(draft.values["kind"]), asked)
            return _step(draft, name, dict(draft.values), faults, tuple(loose))
    return _check(draft, {}, tuple(sentence for _, sentence in asked) or (str(refused),))
