"""The way in: every page of the desk is for people who are signed in."""

from flask import Blueprint, g

from gateway.entering import SignInFirst

blueprint = Blueprint("desk", __name__, url_prefix="/kerja")


@blueprint.before_request
def staff_only() -> None:
    """Turn away who is not signed in.

    Raises:
        SignInFirst: nobody is.
    """
    if g.staff is None:
        raise SignInFirst
