"""A route of a service: how it is asked, and of which type its answer is."""

import re
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast
from urllib.parse import quote

import httpx2

Answered_co = TypeVar("Answered_co", covariant=True)
_PLACE = re.compile(r"\{[^}]+\}")


@dataclass(frozen=True, slots=True)
class Route(Generic[Answered_co]):
    """What `ppid contracts` generates for each operation of a service; `path` has places in braces."""

    method: str
    path: str

    def at(self, *names: object) -> str:
        """Fill the path with these in its places, in their order."""
        waiting = iter(names)
        return _PLACE.sub(lambda _: quote(str(next(waiting)), safe=""), self.path)

    def answer(self, response: httpx2.Response) -> Answered_co:
        """Read what came back: out of its JSON, as the bytes of a file, or None."""
        return cast(Answered_co, _read(response))


def _read(response: httpx2.Response) -> Any:
    if not response.content:
        return None
    is_json = response.headers.get("Content-Type", "").startswith("application/json")
    return response.json() if is_json else response.content
