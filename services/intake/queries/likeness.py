"""Which requests are like one: a hint for people, never a reason to join or refuse any."""

from dataclasses import dataclass
from datetime import date
from typing import LiteralString
from uuid import UUID

from chassis.context import current
from chassis.db import rows, transaction
from chassis.errors import NotFound
from chassis.service import runtime
from services.intake.domain.likeness import ALIKE, SHARED, likeness
from services.intake.models.likeness import Likeness
from services.intake.models.requests import InformationRequest

SHOWN, LOOKED_AT = 5, 500
# Of each hash the latest, by an index that the office leads: words of every second request cost no more than rare ones.
# Only `=` and `<` are used, since under row-level security no index serves an operator that might tell of other rows.
SHARING: LiteralString = """
with shared as (
    select distinct received_on, request_id
    from unnest(%(hashes)s::bigint[]) as asked (hash)
    cross join lateral (
        select received_on, request_id from likeness_hash kept
        where kept.hash = asked.hash and request_id <> %(request_id)s
        order by received_on desc, request_id desc limit %(limit)s
    ) latest
    order by received_on desc, request_id desc limit %(limit)s
)
select request_id, office, number, likeness.received_on, sketch from shared join likeness using (request_id)
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
    """Return the requests most like one, within the office; at KPU RI among those of all offices.

    Raises:
        NotFound: this office has no such request.
    """
    with transaction() as session:
        if session.get(InformationRequest, (current().tenant, request_id)) is None:
            raise NotFound
        own = session.get(Likeness, (current().tenant, request_id))
        if own is None:
            return []
        asked = {"hashes": own.sketch[:SHARED], "request_id": request_id, "limit": LOOKED_AT}
        found = [(likeness(own.sketch, row["sketch"]), row) for row in rows(SHARING, asked)]
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
