"""Where somebody is signed in, and their own password."""

import re

from flask import g, redirect, request
from werkzeug.wrappers import Response

from gateway.auth import codes, passwords, sessions, throttle
from gateway.portal import choosing, fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, words

PATH = "/kerja/sesi"
PRESENT = Field(name="present_password", kind="password", autocomplete="current-password", longest=200)
_ANCHOR = re.compile(r"[0-9a-f]{64}")


@blueprint.get("/sesi")
def own_sessions() -> str:
    """Every browser in which one is signed in at this office."""
    return _page({}, [])


@blueprint.post("/sesi/akhiri")
def own_sessions_end() -> Response:
    """End one of them, or all but this one."""
    which = request.form.get("sesi", "")
    if which == "lain":
        sessions.end(g.staff.staff_id, but=g.staff.anchor)
    elif _ANCHOR.fullmatch(which):
        sessions.end(g.staff.staff_id, only=which)
    return redirect(f"{PATH}?jadi=akhiri", 303)


@blueprint.post("/sesi/kata-sandi")
def own_sessions_password() -> str | Response:
    """Choose another password; every other session ends."""
    typed = {field.name: request.form.get(field.name, "") for field in (PRESENT, *choosing.CHOSEN)}
    faults = fields.look(typed, (PRESENT,)) | choosing.look(typed, (g.staff.name, g.office.name))
    if faults:
        return _page(faults, [])
    try:
        chosen = typed[choosing.CHOSEN[0].name]
        sessions.change_password(g.staff, typed[PRESENT.name], chosen, request.remote_addr or "")
    except sessions.WrongCredentials:
        return _page({PRESENT.name: "password.not_present"}, [])
    except throttle.TooManyTries as early:
        return _page({}, [words("sign_in.wait", n=-(-early.seconds // 60))])
    except passwords.Busy:
        return _page({}, [words("sign_in.busy")])
    return redirect(f"{PATH}?jadi=kata-sandi", 303)


def _page(faults: Faults, loose: list[str]) -> str:
    return page(
        "session/own.html", private=True, sessions=sessions.of(g.staff.staff_id), anchor=g.staff.anchor,
        phone=codes.are_asked(g.staff.staff_id), asked=(PRESENT, *choosing.CHOSEN), values={},
        faults=sentences(faults), loose=loose,
        faulty=bool(faults or loose), done=request.args.get("jadi"),
    )  # fmt: skip
