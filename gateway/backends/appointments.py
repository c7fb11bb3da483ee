"""What the pages ask the registry about the roles of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import Backend
from gateway.backends.shapes import registry as shapes


@dataclass(frozen=True, slots=True)
class Appointments:
    """Who holds the roles of the law in the office, and who held them."""

    registry: Backend

    def board(self) -> list[shapes.Appointment]:
        """All appointments of the office, the latest first."""
        return self.registry.call(shapes.APPOINTMENTS_LIST_APPOINTMENTS)["items"]

    def record(self, appointment: Mapping[str, Any]) -> None:
        """Write down that a decree appoints somebody.

        Raises:
            Refused: fields at fault, or somebody holds the role then.
        """
        self.registry.call(shapes.APPOINTMENTS_RECORD_APPOINTMENT, body=appointment)

    def end(self, appointment_id: str, version: int, end: Mapping[str, Any]) -> None:
        """Set the last day of an appointment, on the version that was seen.

        Raises:
            Refused: fields at fault, no such appointment, or one that has changed (412).
        """
        self.registry.call(shapes.APPOINTMENTS_END_APPOINTMENT, appointment_id, body=end, version=version)
