"""The pages behind the QR codes of a letter and of a disposal's certificate: anybody sees whether they are genuine."""

from uuid import UUID

from flask import Blueprint

from chassis.errors import NotFound
from gateway.backends.disposals import Disposals
from gateway.portal.pages import page, services

blueprint = Blueprint("letters", __name__)


@blueprint.get("/surat/<code>")
def show(code: str) -> str | tuple[str, int]:
    """Whose letter it is, its number and day, and the registration number it answers; or that nobody knows it here."""
    try:
        letter = services().registry.letter(code)
    except NotFound:
        return _unknown("letter")
    return page("public/letter.html", private=True, letter=letter)


@blueprint.get("/berita-acara/<uuid:disposal_id>")
def show_certificate(disposal_id: UUID) -> str | tuple[str, int]:
    """Whose certificate it is, its number and day, and how many files were destroyed; which ones it does not say."""
    try:
        certificate = Disposals(services().clients["documents"]).vouched(str(disposal_id))
    except NotFound:
        return _unknown("certificate")
    return page("public/certificate.html", private=True, certificate=certificate)


def _unknown(what: str) -> tuple[str, int]:
    return page("public/letter_unknown.html", private=True, what=what), 404
