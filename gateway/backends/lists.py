"""What the pages ask the registry about the lists of public and of exempt information."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends.asking import Answer, Backend


@dataclass(frozen=True, slots=True)
class Lists:
    """The public-information list (DIP): the office's own view, and what everybody may see."""

    registry: Backend

    def find(self, **asked: Any) -> Answer:
        """Return what the office has published: words, class, year, page."""
        return cast(Answer, self.registry.read("/v1/published", asked))

    def published(self, item_id: str) -> Answer:
        """Return a published entry with its versions.

        Raises:
            NotFound: it does not stand in the public list.
        """
        return cast(Answer, self.registry.read(f"/v1/published/{quote(item_id, safe='')}"))

    def items(self, **asked: Any) -> Answer:
        """Return a page of the office's list: state or `due`, class, page."""
        return cast(Answer, self.registry.read("/v1/dip", asked))

    def item(self, item_id: str) -> Answer:
        """Return an entry with its versions and its history.

        Raises:
            NotFound: this office has no such entry.
        """
        return cast(Answer, self.registry.read(f"/v1/dip/{quote(item_id, safe='')}"))

    def add(self, columns: Mapping[str, Any]) -> Answer:
        """Add a draft.

        Raises:
            Refused: with the columns that cannot be accepted.
        """
        return cast(Answer, self.registry.send("POST", "/v1/dip", columns).json())

    def announce(self, columns: Mapping[str, Any]) -> Answer:
        """Add and publish at once what must not wait.

        Raises:
            Refused: with the columns that cannot be accepted.
        """
        return cast(Answer, self.registry.send("POST", "/v1/dip/announcement", columns).json())

    def take_over(self, content: bytes, *, dry_run: bool) -> Answer:
        """Take an XLSX sheet over as drafts, all rows or none; or only look.

        Raises:
            Refused: the file is no list (422 `sheet-unreadable`), or a row is wrong.
        """
        return self.registry.take_over("/v1/dip/import", content, dry_run=dry_run)

    def edit(self, item_id: str, version: int, columns: Mapping[str, Any]) -> None:
        """Change the office's copy of an entry that is still at the version its editor saw.

        Raises:
            Refused: columns that cannot be accepted, or an entry that has changed (412).
        """
        self.registry.send("PUT", f"/v1/dip/{quote(item_id, safe='')}", columns, version=version)

    def act(self, item_id: str, act: str, version: int, said: Mapping[str, Any]) -> None:
        """Publish (`publication`), name the decree that followed (`decree`) or take out (`withdrawal`).

        Raises:
            Refused: as for `edit`, or an act that the state does not allow (409).
        """
        self.registry.send("POST", f"/v1/dip/{quote(item_id, safe='')}/{act}", said, version=version)


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Proposals of the office, tests in its hands, the national exempt list (DIK)."""

    registry: Backend

    def proposals(self) -> Answer:
        """Return the office's own proposals, and which offices may test them."""
        return cast(Answer, self.registry.read("/v1/proposals", {"size": 200}))

    def proposal(self, proposal_id: str) -> Answer:
        """One proposal with its history.

        Raises:
            NotFound: this office has no such proposal.
        """
        return cast(Answer, self.registry.read(f"/v1/proposals/{quote(proposal_id, safe='')}"))

    def propose(self, said: Mapping[str, Any]) -> Answer:
        """Write a proposal.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return cast(Answer, self.registry.send("POST", "/v1/proposals", said).json())

    def edit(self, proposal_id: str, version: int, said: Mapping[str, Any]) -> None:
        """Change a proposal that was not handed over yet.

        Raises:
            Refused: fields that cannot be accepted, a proposal that has changed (412) or was handed over (409).
        """
        self.registry.send("PUT", f"/v1/proposals/{quote(proposal_id, safe='')}", said, version=version)

    def submit(self, proposal_id: str, version: int) -> None:
        """Hand a proposal over.

        Raises:
            Refused: as for `edit`.
        """
        self.registry.send("POST", f"/v1/proposals/{quote(proposal_id, safe='')}/submission", version=version)

    def tests(self) -> Answer:
        """The tests in the hands of this office."""
        return cast(Answer, self.registry.read("/v1/tests", {"size": 200}))

    def test(self, test_id: str) -> Answer:
        """One test with its history.

        Raises:
            NotFound: it was not handed over to this office.
        """
        return cast(Answer, self.registry.read(f"/v1/tests/{quote(test_id, safe='')}"))

    def act(self, test_id: str, act: str, version: int, said: Mapping[str, Any]) -> None:
        """Conclude (`conclusion`), leave open (`rejection`) or end (`ending`).

        Raises:
            Refused: as for `edit`.
        """
        self.registry.send("POST", f"/v1/tests/{quote(test_id, safe='')}/{act}", said, version=version)

    def ending(self) -> Answer:
        """Return the office's single refusals whose own period ends soon."""
        return cast(Answer, self.registry.read("/v1/exempt/ending"))

    def entries(self, **asked: Any) -> Answer:
        """Return the national exempt list: in force on a day, under a letter, a page of it."""
        return cast(Answer, self.registry.read("/v1/exempt", asked))
