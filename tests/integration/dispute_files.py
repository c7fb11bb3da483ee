"""Having the file of a dispute made, as an officer of KPU Kota Depok."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from chassis import clock
from chassis.db import bound
from services.documents import errands
from services.documents.disputes.commands import DISPUTE
from tests.integration.answering import Answered
from tests.integration.conftest import DEPOK


def asked(world: Answered, dispute_id: UUID, method: str = "POST", *, office: str = DEPOK) -> Any:
    """Ask for it to be made, or how far it is."""
    return world.documents.ask(office, "officer", path=f"/v1/dispute-files/{dispute_id}", method=method)


def tried(world: Answered, dispute_id: UUID, later: timedelta = timedelta()) -> dict[str, Any]:
    """How far it is after another round of the tick."""
    with clock.held(clock.now() + later), bound(world.documents.runtime.database):
        errands.attempt_due(world.documents.runtime, DISPUTE)
        found = asked(world, dispute_id, "GET")
    assert found.status_code == 200, found.get_json()
    return found.get_json()  # type: ignore[no-any-return]


def make_dispute_file(world: Answered, dispute_id: UUID) -> dict[str, Any]:
    """Ask for it and have the tick make it; how far it came."""
    answer = asked(world, dispute_id)
    assert answer.status_code == 202, answer.get_json()
    return tried(world, dispute_id)
