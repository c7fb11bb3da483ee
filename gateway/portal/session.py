"""Sign in and out."""

from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from chassis.errors import Problem
from gateway import config, entering
from gateway.auth import challenges, codes, devices, forms, passwords, sessions, throttle
from gateway.commands import DEMO
from gateway.portal import agents, fields, interrupted
from gateway.portal.fields import Field
from gateway.portal.pages import page, sentences, words

DESK = "/kerja"
KEPT = "tetap."  # leads the names of answers that pass through the sign-in page
FILE_AGAIN = "berkas-lagi"  # says beside a field that its file has to be chosen again
_CHALLENGED = (challenges.CHALLENGE, challenges.ANSWER)
CODE = Field(name="code", autocomplete="one-time-code", longest=30, width="short")
_NOT_KEPT = (FILE_AGAIN, forms.FIELD, *_CHALLENGED, "langkah", "username", "password", "lanjut")
CREDENTIALS = (
    Field(name="username", autocomplete="username", longest=100),
    Field(name="password", kind="password", autocomplete="current-password", longest=200),
)

blueprint = Blueprint("session", __name__)


@blueprint.route("/masuk", methods=["GET", "POST"])
def sign_in() -> str | Response:
    """Sign in to this office's desk."""
    onward = _onward(request.values.get("lanjut", ""))
    if request.method == "GET":
        return redirect(onward, 303) if g.staff else _form(onward, {}, {}, [], left=bool(request.args.get("keluar")))
    typed = {name: request.form.get(name, "") for name in ("username", "password", *_CHALLENGED)}
    faults = fields.look(typed, CREDENTIALS)
    if faults:
        return _form(onward, typed, faults, [])
    try:
        cookie, device = sessions.sign_in(typed["username"], typed["password"], _visitor())
    except sessions.CodeFirst as half:
        return _code_page(onward, codes.ticket(half.staff_id, g.anchor or ""), [])
    except passwords.Busy as busy:
        answer = make_response(_form(onward, typed, {}, [words("sign_in.busy")]), busy.status)
        answer.headers["Retry-After"] = str(busy.seconds)
        return answer
    except (sessions.EarnestFirst, throttle.TooManyTries, sessions.WrongCredentials) as refusal:
        return _form(onward, typed, {}, [_refusal(refusal)])
    return _signed_in(onward, cookie, device)


@blueprint.post("/masuk/kode")
def sign_in_by_code() -> str | Response:
    """Sign in with the code, after the password."""
    onward, ticket = _onward(request.form.get("lanjut", "")), request.form.get("tiket", "")
    try:
        staff_id = codes.holder(ticket, g.anchor or "")
    except codes.TicketOver:
        return _form(onward, {}, {}, [words("code.ticket_over")])
    try:
        return _signed_in(onward, *sessions.sign_in_by_code(staff_id, request.form.get("code", ""), _visitor()))
    except throttle.TooManyTries as early:
        return _code_page(onward, ticket, [words("sign_in.wait", n=-(-early.seconds // 60))])
    except codes.WrongCode:
        return _code_page(onward, ticket, [words("code.wrong")])


def _code_page(onward: str, ticket: str, loose: list[str]) -> str:
    return page(
        "session/code.html", private=True, onward=onward, ticket=ticket, asked=CODE, loose=loose, faulty=bool(loose),
        kept=_kept(), keep=KEPT,
    )  # fmt: skip


def _signed_in(onward: str, cookie: str, device: str) -> Response:
    g.staff = sessions.find(cookie)
    g.anchor = g.staff.anchor if g.staff else None
    kept = _kept()
    if kept:
        answer = make_response(page("session/resume.html", onward=onward, kept=kept))
    else:
        answer = make_response(redirect(onward, 303))
    entering.set_cookie(answer, entering.session_cookie(), cookie)
    entering.set_cookie(answer, entering.device_cookie(), device, entering.DEVICE_SECONDS)
    return answer


def sign_in_again() -> str:
    """Return the sign-in page for somebody whose session ran out while typing: the answers go through it and come back.

    The step is not kept, so that nothing is issued by signing in; files cannot be kept by any browser, which is said
    here and beside their field.
    """
    answers, with_file = interrupted.answers()
    kept = [(name, value) for name, value in answers if name not in _NOT_KEPT]
    kept += [(FILE_AGAIN, "ya")] if with_file else []
    return _form(_onward(request.path), {}, {}, [], kept=kept, left=False, expired=True, with_file=with_file)


@blueprint.post("/keluar")
def sign_out() -> Response:
    """End the session here and now."""
    sessions.sign_out(request.cookies.get(entering.session_cookie(), ""))
    answer = redirect("/masuk?keluar=1", 303)
    answer.delete_cookie(entering.session_cookie(), path="/")
    return answer


def _refusal(refusal: Problem) -> str:
    match refusal:
        case sessions.EarnestFirst():
            return words("sign_in.earnest")
        case throttle.TooManyTries(seconds=seconds):
            return words("sign_in.wait", n=-(-seconds // 60))
    return words("sign_in.wrong")


def _visitor() -> sessions.Visitor:
    device = request.cookies.get(entering.device_cookie(), "")
    challenge, answer = (request.form.get(name, "") for name in _CHALLENGED)
    browser = agents.name_of(request.user_agent.string)
    return sessions.Visitor(request.remote_addr or "", device, challenge, answer, browser)


def _challenge(values: dict[str, str]) -> str | None:
    """Return what this form has to answer, where its network is strained and its device new."""
    cookie, name = request.cookies.get(entering.device_cookie(), ""), values.get("username", "")
    known = devices.known(cookie, name.strip().lower()) if name else bool(cookie)
    if known or not throttle.strained(request.remote_addr or ""):
        return None
    return challenges.to_answer(values.get(challenges.CHALLENGE, ""))


def _onward(path: str) -> str:
    """Where to go after signing in: a page of the desk and nothing else.

    Raises:
        Problem: no address holds a line break, nor can a header.
    """
    if not path.isprintable():
        raise Problem("Alamat halaman tujuan tidak dapat dibaca.")
    parts = urlsplit(path)
    return path if parts.path.startswith(DESK) and not parts.netloc and not parts.scheme else DESK


def _kept() -> list[tuple[str, str]]:
    """Return what was typed before the session ran out."""
    return [(name.removeprefix(KEPT), value) for name, value in request.form.items(multi=True) if name.startswith(KEPT)]


def _form(onward: str, values: dict[str, str], faults: dict[str, str], loose: list[str], **more: Any) -> str:
    demo = next((known.short for known in DEMO if known.code == g.office.code), None)
    return page(
        "session/sign_in.html",
        fields=CREDENTIALS,
        onward=onward,
        values=values,
        faults=sentences(faults),
        loose=loose,
        faulty=bool(faults or loose),
        demo=demo if config.demo_allowed(g.settings) else None,
        kept=more.pop("kept", None) or _kept(),
        keep=KEPT,
        challenge=_challenge(values),
        **more,
    )
