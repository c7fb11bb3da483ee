"""What a short tracking code tells, and what it tells to whoever knows how the applicant is reached."""

from dataclasses import dataclass

from sqlalchemy import select

from chassis.db import transaction
from chassis.errors import Fault, Invalid, NotFound
from chassis.offices import this_office
from chassis.pace import Pace
from chassis.service import runtime
from services.intake.domain import codes
from services.intake.domain.applicant import Applicant, reaches
from services.intake.models import requests as models
from services.intake.models.requests import InformationRequest

_OF_REQUEST = Pace("contacts of a request", 10, 3600)  # guesses at who asked, by somebody who found a code


@dataclass(frozen=True, slots=True)
class Found:
    """Where a request stands and with whom; its token only for whoever named the mailbox or the phone."""

    state: str
    office: str
    token: str | None


def find(typed: str, contact: str | None) -> Found:
    """Return the request of a code as somebody typed it, with its token if the contact is the one that was handed in.

    Raises:
        Invalid: the code is mistyped, or the contact is another. NotFound: no request of this office has the code.
        TooMany: too many contacts were tried.
    """
    code = codes.read(typed)
    if code is None:
        raise Invalid(faults=[Fault("/code", "Kode ini salah ketik. Periksa lagi huruf dan angkanya.")])
    with transaction() as session:
        hashed = runtime().sealer.fingerprint(code, models.CODE)
        request = session.scalar(select(InformationRequest).where(InformationRequest.code_hash == hashed))
    if request is None:
        raise NotFound
    token = _token(request, contact) if contact else None
    return Found(request.state, this_office().name, token)


def _token(request: InformationRequest, contact: str) -> str:
    _OF_REQUEST.count(str(request.id))
    sealer = runtime().sealer
    if not reaches(Applicant.of(sealer.open(request.applicant_sealed, models.APPLICANT)), contact):
        raise Invalid(faults=[Fault("/contact", "Tidak sama dengan surel atau telepon pada permohonan ini.")])
    token: str = sealer.open(request.token_sealed, models.TOKEN)
    return token
