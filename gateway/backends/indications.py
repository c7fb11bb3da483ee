"""What the pages ask intake about indications that a request is not made in earnest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Indications:
    """Indications of a request, for the office's own staff."""

    intake: Backend

    def of(self, request_id: str) -> Answer:
        """Return what was noted about a request, with what the law says of it.

        Raises:
            NotFound: this office has no such request.
        """
        return cast(Answer, self.intake.read(_path(request_id)))

    def note(self, request_id: str, said: Mapping[str, str]) -> None:
        """Note an indication.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        self.intake.send("POST", _path(request_id), said)

    def remove(self, request_id: str, indication_id: str, because: str) -> None:
        """Take an indication back.

        Raises:
            Refused: without a reason, or it was taken back already.
        """
        path = f"{_path(request_id)}/{quote(indication_id, safe='')}/removal"
        self.intake.send("POST", path, {"because": because})


def _path(request_id: str) -> str:
    return f"/v1/requests/{quote(request_id, safe='')}/indications"
