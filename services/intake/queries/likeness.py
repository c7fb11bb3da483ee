"""Which requests are like one: a hint for people, never a reason to join or refuse any."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.context import current
from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.service import runtime
from services.intake.domain.likeness import ALIKE, likeness
from services.intake.models.likeness import Likeness
from services.intake.models.requests import InformationRequest

SHOWN, LOOKED_AT = 5, 500
# Half alike means that one of the eight smallest hashes is shared, but for one time in 250; with the latest it ends.
_SHARING = """
select request_id, office, number, received_on, sketch from likeness
where sketch[1:8] && (%(sketch)s::bigint[])[1:8] and request_id <> %(request_id)s
order by received_on desc, request_id limit %(limit)s
"""


@dataclass(frozen=True, slots=True)
class Similar:
    """A request that is like another one. Its id and subject are there only where the office in force has it itself."""

    office: str
    number: str
    received_on: date
    percent: int
    id: UUID | None
    subject: str | None


def similar(request_id: UUID) -> list[Similar]:
    """The requests most like one, within the office; at KPU RI among those of all offices.

    Raises:
        NotFound: this office has no such request.
    """
    with transaction() as session:
        if session.get(InformationRequest, (current().tenant, request_id)) is None:
            raise NotFound
        own = session.get(Likeness, (current().tenant, request_id))
        if own is None:
            return []
        asked = {"sketch": own.sketch, "request_id": request_id, "limit": LOOKED_AT}
        found = [(likeness(own.sketch, row["sketch"]), row) for row in rows(_SHARING, asked)]
        alike = sorted((one for one in found if one[0] >= ALIKE), key=lambda one: one[0], reverse=True)[:SHOWN]
        here = {
            row["request_id"]: session.get_one(InformationRequest, (current().tenant, row["request_id"])).subject
            for _, row in alike
            if row["office"] == current().tenant
        }
    directory = runtime().directory
    return [
        Similar(
            office=directory.by_code(row["office"]).name,
            number=row["number"],
            received_on=row["received_on"],
            percent=round(100 * share),
            id=row["request_id"] if row["request_id"] in here else None,
            subject=here.get(row["request_id"]),
        )
        for share, row in alike
    ]
