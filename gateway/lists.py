"""What the pages ask the registry about the lists of public and of exempt information."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import quote

from chassis.client import Client
from gateway.backends import _host, _missing

Answer = dict[str, Any]


class Lists:
    """The public-information list (DIP): the office's own view, and what everybody may see."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def find(self, **asked: Any) -> Answer:
        """What the office has published: words, class, year, page."""
        return self._get("/v1/published", **asked)

    def published(self, item_id: str) -> Answer:
        """A published entry with its versions.

        Raises:
            NotFound: it does not stand in the public list.
        """
        return self._get(f"/v1/published/{quote(item_id, safe='')}")

    def items(self, **asked: Any) -> Answer:
        """A page of the office's list: state or `due`, class, page."""
        return self._get("/v1/dip", **asked)

    def item(self, item_id: str) -> Answer:
        """An entry with its versions and its history.

        Raises:
            NotFound: this office has no such entry.
        """
        return self._get(f"/v1/dip/{quote(item_id, safe='')}")

    def add(self, columns: Mapping[str, Any]) -> Answer:
        """Add a draft.

        Raises:
            Refused: with the columns that cannot be accepted.
        """
        return cast(Answer, self._client.call("POST", "/v1/dip", host=_host(), json=columns).json())

    def edit(self, item_id: str, version: int, columns: Mapping[str, Any]) -> None:
        """Change the office's copy of an entry that is still at the version its editor saw.

        Raises:
            Refused: columns that cannot be accepted, or an entry that has changed (412).
        """
        self._change("PUT", f"/v1/dip/{quote(item_id, safe='')}", version, columns)

    def act(self, item_id: str, act: str, version: int, said: Mapping[str, Any]) -> None:
        """Publish (`publication`) or take out (`withdrawal`).

        Raises:
            Refused: as for `edit`, or an act that the state does not allow (409).
        """
        self._change("POST", f"/v1/dip/{quote(item_id, safe='')}/{act}", version, said)

    def _get(self, path: str, **asked: Any) -> Answer:
        asked = {name: value for name, value in asked.items() if value not in (None, "")}
        with _missing():
            return cast(Answer, self._client.call("GET", path, host=_host(), params=asked).json())

    def _change(self, method: str, path: str, version: int, said: Mapping[str, Any]) -> None:
        self._client.call(method, path, host=_host(), json=said, headers={"If-Match": f'"{version}"'})
