"""The way in: every page of the desk is for people who are signed in, and cases are not for who runs the accounts."""

from flask import Blueprint, g, redirect, request
from werkzeug.wrappers import Response

from chassis.errors import Forbidden
from gateway.commands import ADMIN
from gateway.entering import SignInFirst

PEOPLE = "/kerja/orang"
_FOR_ALL = ("desk.people", "desk.own_sessions")  # how the names of pages begin that are about no case

blueprint = Blueprint("desk", __name__, url_prefix="/kerja")


@blueprint.before_request
def staff_only() -> Response | None:
    """Turn away who is not signed in, and from cases who only runs the accounts.

    Raises:
        SignInFirst: nobody is. Forbidden: see there.
    """
    if g.staff is None:
        raise SignInFirst
    if g.staff.roles != {ADMIN} or (request.endpoint or "").startswith(_FOR_ALL):
        return None
    if request.endpoint == "desk.queue":
        return redirect(PEOPLE, 303)
    raise Forbidden
