"""Forgetting who asked, once the schedule of that has run out; what was asked stays in the register by its own."""

from sqlalchemy import select

from chassis import audit, clock
from chassis.context import current
from chassis.db import transaction
from chassis.offices import day_of
from chassis.service import runtime
from contracts.documents import MatterOutlived
from services.intake.domain import objections
from services.intake.domain.applicant import FORGOTTEN, Applicant, ApplicantKind
from services.intake.models import requests as models
from services.intake.models.acts import Acted
from services.intake.models.claims import DataClaim
from services.intake.models.indications import EVIDENCE, REMOVAL, Indication
from services.intake.models.objections import WORDS, Objection
from services.intake.models.requests import InformationRequest


def forget(said: MatterOutlived) -> None:
    """Put "erased by schedule" in the place of all that lies sealed about an applicant; twice changes nothing.

    An objection that came after the end told makes a later end: then that one is waited for.
    """
    with transaction() as session:
        request = session.get(InformationRequest, (current().tenant, said.request_id), with_for_update=True)
        if request is None or (request.forgotten_at and day_of(request.forgotten_at) > said.ended_on):
            return
        filed = session.scalars(select(Objection).where(Objection.request_id == request.id)).all()
        if any(day_of(one.received_at) > said.ended_on for one in filed):
            return
        _forget_applicant(request)
        for objection in filed:
            objection.words_sealed = runtime().sealer.seal(objections.FORGOTTEN_WORDS, WORDS)
        for act in session.scalars(select(Acted).where(Acted.request_id == request.id)):
            act.words_sealed = None
        for claim in session.scalars(select(DataClaim).where(DataClaim.request_id == request.id)):
            claim.values_sealed = claim.reason_sealed = None
        for noted in session.scalars(select(Indication).where(Indication.request_id == request.id)):
            _forget_indication(noted)
        audit.record("request.forgotten", request.id, schedule=said.schedule, ended_on=said.ended_on)


def _forget_applicant(request: InformationRequest) -> None:
    nobody = Applicant.forgotten(ApplicantKind(request.applicant_kind))
    request.applicant_sealed = runtime().sealer.seal(nobody.plain(), models.APPLICANT)
    request.nik_hash = request.identity_hash = None
    request.forgotten_at = clock.now()


def _forget_indication(noted: Indication) -> None:
    noted.evidence_sealed = runtime().sealer.seal(FORGOTTEN, EVIDENCE)
    if noted.removal_sealed:
        noted.removal_sealed = runtime().sealer.seal(FORGOTTEN, REMOVAL)
