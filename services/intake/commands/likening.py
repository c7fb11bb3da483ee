"""A request is made comparable: in its own office, and at KPU RI under another key, without words and people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis import clock
from chassis.context import current
from chassis.db import transaction
from chassis.offices import in_office
from chassis.service import runtime
from services.intake.domain.likeness import SHARED, sketch
from services.intake.models.likeness import Likeness, LikenessHash
from services.intake.models.requests import InformationRequest

NATIONAL = "00"  # KPU RI
_KEY = "request.likeness"  # what the key of sketches is derived for


@dataclass(frozen=True, slots=True)
class Compared:
    """A request as it is compared; `text` is kept nowhere."""

    id: UUID
    office: str
    number: str
    received_on: date
    text: str


def liken(request: InformationRequest) -> None:
    """Keep the sketch of a request; twice changes nothing."""
    zone = runtime().directory.by_code(request.tenant).time_zone
    compared = Compared(
        id=request.id,
        office=request.tenant,
        number=request.number,
        received_on=clock.in_zone(request.received_at, zone).date(),
        text=f"{request.subject}\n{request.detail}",
    )
    for office in {request.tenant, NATIONAL}:
        in_office(office, lambda: _keep(compared))


def _keep(compared: Compared) -> None:
    """Keep it in the office in force, under that office's key."""
    made = sketch(compared.text, runtime().sealer.fingerprint("", _KEY))
    if not made:
        return
    key = {"tenant": current().tenant, "request_id": compared.id, "received_on": compared.received_on}
    row = {**key, "office": compared.office, "number": compared.number, "sketch": made}
    hashes = [{**key, "hash": hash_} for hash_ in made[:SHARED]]
    with transaction() as session:
        session.execute(insert(Likeness).values(**row).on_conflict_do_nothing())
        session.execute(insert(LikenessHash).values(hashes).on_conflict_do_nothing())
