"""What is kept here about an applicant, for the applicant (UU 27/2022; P-08, P-14)."""

from typing import Any

from sqlalchemy import select

from chassis import audit
from chassis.db import transaction
from chassis.errors import Conflict, Fault, Invalid
from chassis.offices import this_office
from chassis.pace import Pace
from chassis.service import runtime
from services.intake.domain.applicant import Applicant, proves
from services.intake.models import requests as models
from services.intake.models.objections import WORDS, Objection
from services.intake.models.requests import InformationRequest
from services.intake.queries import claims
from services.intake.queries.requests import Tracked, tracked, written


class Erased(Conflict):
    """Nothing is left to copy: the schedule of personal data has run out."""

    code, title = "personal-data-erased", "Data pribadi pada permohonan ini sudah dihapus menurut jadwal"


_OTHER = "Tidak sama dengan yang tertulis pada permohonan. Salinan juga dapat diminta di kantor dengan kartu identitas."
_MAILBOX = (
    "Alamat surel tidak cukup, karena tautan halaman ini dikirim ke sana. Tulis nomor identitas atau telepon Anda."
)
_TRIES = Pace("guesses at a request", 10, 3600)  # guesses at one request: the link alone does not open what is sealed


def of_applicant(token: str, proof: str) -> dict[str, Any]:
    """All that intake keeps about the applicant of a request, opened on the record.

    Raises:
        NotFound: no request of this office has the token. TooMany: too many guesses.
        Invalid: the proof is not what was handed in. Erased.
    """
    found = tracked(token)
    request = found.request
    if request.forgotten_at:
        raise Erased
    _TRIES.count(str(request.id))
    applicant = Applicant.of(runtime().sealer.open(request.applicant_sealed, models.APPLICANT))
    if not proves(applicant, proof):
        raise Invalid(faults=[Fault("/proof", _MAILBOX if "@" in proof else _OTHER)])
    with transaction() as session:
        audit.record("request.data_exported", request.id)
        filed = select(Objection).where(Objection.request_id == request.id).order_by(Objection.recorded_at)
        return {
            "office": this_office().name,
            "applicant": applicant.plain(),
            "request": _request(found),
            "claims": claims.kept(request.id),
            "acts": [{"act": one.act, "at": one.at, "words": one.words} for one in written(session, request.id)],
            "objections": [_objection(one) for one in session.scalars(filed)],
        }


def _request(found: Tracked) -> dict[str, Any]:
    kept: InformationRequest = found.request
    names = ("number", "channel", "category", "subject", "detail", "purpose", "obtain", "format", "delivery", "state")
    return {
        **{name: getattr(kept, name) for name in names},
        "received_at": kept.received_at,
        "steps": [{"kind": step.kind, "at": step.at} for step in found.steps],
    }


def _objection(kept: Objection) -> dict[str, Any]:
    return {
        "number": kept.number,
        "grounds": kept.grounds,
        "received_at": kept.received_at,
        "state": kept.state,
        **runtime().sealer.open(kept.words_sealed, WORDS),
    }
