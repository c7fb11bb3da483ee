"""Sign in and out."""

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from chassis.errors import Unavailable
from gateway import config, entering
from gateway.auth import sessions, throttle
from gateway.commands import DEMO
from gateway.portal import fields
from gateway.portal.fields import Field
from gateway.portal.pages import page, sentences, words

DESK = "/kerja"
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
        return redirect(onward, 303) if g.staff else _form(onward, {}, {}, [])
    typed = {"username": request.form.get("username", "").strip(), "password": request.form.get("password", "")}
    faults = fields.look(typed, CREDENTIALS)
    if faults:
        return _form(onward, typed, faults, [])
    try:
        cookie = sessions.sign_in(typed["username"], typed["password"], request.remote_addr or "")
    except throttle.TooManyTries as wait:
        return _form(onward, typed, {}, [words("sign_in.wait", n=-(-wait.seconds // 60))])
    except sessions.WrongCredentials:
        return _form(onward, typed, {}, [words("sign_in.wrong")])
    except Unavailable:
        return _form(onward, typed, {}, [words("sign_in.busy")])
    answer = redirect(onward, 303)
    entering.set_cookie(answer, entering.session_cookie(), cookie)
    return answer


@blueprint.post("/keluar")
def sign_out() -> Response:
    """End the session here and now."""
    sessions.sign_out(request.cookies.get(entering.session_cookie(), ""))
    answer = redirect("/masuk?keluar=1", 303)
    answer.delete_cookie(entering.session_cookie(), path="/")
    return answer


def _onward(path: str) -> str:
    """Where to go after signing in: a page of the desk and nothing else."""
    parts = urlsplit(path)
    return path if parts.path.startswith(DESK) and not parts.netloc and not parts.scheme else DESK


def _form(onward: str, values: dict[str, str], faults: dict[str, str], loose: list[str]) -> str:
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
        left=request.args.get("keluar"),
    )
