"""Codes from one's own phone at sign-in: put the secret into it, show that it works, keep the recovery codes."""

import segno
from flask import g, redirect, request
from werkzeug.wrappers import Response

from gateway.auth import codes, sessions, throttle
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.own_sessions import PATH
from gateway.portal.pages import page, words
from gateway.portal.session import CODE


@blueprint.route("/sesi/ponsel", methods=["GET", "POST"])
def own_sessions_phone() -> str | Response:
    """Let a phone make codes for one's own account; other sessions end when it does."""
    if codes.are_asked(g.staff.staff_id):
        return redirect(PATH, 303)
    loose = list[str]()
    if request.method == "POST":
        tried = (throttle.CODE, str(g.staff.staff_id))
        try:
            throttle.count(tried)
            recovery = codes.confirm(g.staff.staff_id, request.form.get(CODE.name, ""))
        except throttle.TooManyTries as early:
            loose = [words("sign_in.wait", n=-(-early.seconds // 60))]
        except codes.WrongCode:
            loose = [words("code.wrong")]
        else:
            throttle.clear(tried)
            sessions.end(g.staff.staff_id, but=g.staff.anchor)
            return page("session/recovery.html", private=True, recovery=recovery)
    secret = codes.offer(g.staff.staff_id)
    picture = segno.make(codes.address(secret, g.staff.name, g.office.name), error="m").svg_data_uri(scale=5)
    return page(
        "session/phone.html", private=True, secret=secret, picture=picture, asked=CODE, loose=loose,
        faulty=bool(loose),
    )  # fmt: skip
