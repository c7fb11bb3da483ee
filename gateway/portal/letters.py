"""The page behind the QR code of a letter: anybody sees whether this office issued it."""

from flask import Blueprint

from gateway.portal.pages import page, services

blueprint = Blueprint("letters", __name__)


@blueprint.get("/surat/<code>")
def show(code: str) -> str:
    """Whose letter it is, its number and day, and the registration number it answers."""
    return page("public/letter.html", private=True, letter=services().registry.letter(code))
