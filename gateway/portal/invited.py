"""The page that an invitation leads to: choose a password, and be signed in."""

from flask import Blueprint, g, make_response, redirect, request
from werkzeug.wrappers import Response

from gateway import entering
from gateway.auth import devices, invitations, passwords, sessions
from gateway.portal import agents, choosing
from gateway.portal.pages import page, sentences, words
from gateway.portal.session import DESK

blueprint = Blueprint("invited", __name__)


@blueprint.route(f"{invitations.PATH}/<token>", methods=["GET", "POST"])
def choose_password(token: str) -> str | Response:
    """Choose the password of the account that the link is for.

    Raises:
        Over: the link leads nowhere.
    """
    invited = invitations.read(token)
    faults, loose = {}, list[str]()
    if request.method == "POST":
        typed = {field.name: request.form.get(field.name, "") for field in choosing.CHOSEN}
        faults = choosing.look(typed, (invited.name, invited.username, g.office.name))
        if not faults:
            try:
                chosen = typed[choosing.CHOSEN[0].name]
                return _signed_in(*invitations.accept(token, chosen, agents.name_of(request.user_agent.string)))
            except sessions.CodeFirst:
                return redirect("/masuk", 303)
            except passwords.Busy:
                loose = [words("sign_in.busy")]
    return page(
        "session/invited.html", private=True, invited=invited, asked=choosing.CHOSEN, values={},
        faults=sentences(faults), loose=loose, faulty=bool(faults or loose),
    )  # fmt: skip


def _signed_in(cookie: str, username: str) -> Response:
    answer = make_response(redirect(DESK, 303))
    device = devices.remember(request.cookies.get(entering.device_cookie(), ""), username)
    entering.set_cookie(answer, entering.session_cookie(), cookie)
    entering.set_cookie(answer, entering.device_cookie(), device, entering.DEVICE_SECONDS)
    return answer
