"""What the pages ask the registry about the roles of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Appointments:
    """Who holds the roles of the law in the office, and who held them."""

    registry: Backend

    def board(self) -> list[Answer]:
        """All appointments of the office, the latest first."""
        return cast(list[Answer], self.registry.read("/v1/appointments")["items"])

    def record(self, said: Mapping[str, Any]) -> None:
        """Write down that a decree appoints somebody.

        Raises:
            Refused: fields at fault, or somebody holds the role then.
        """
        self.registry.send("POST", "/v1/appointments", said)

    def end(self, appointment_id: str, version: int, said: Mapping[str, Any]) -> None:
        """Set the last day of an appointment, on the version that was seen.

        Raises:
            Refused: fields at fault, no such appointment, or one that has changed (412).
        """
        self.registry.send("POST", f"/v1/appointments/{quote(appointment_id, safe='')}/end", said, version=version)
