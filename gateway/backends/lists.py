"""What the pages ask the registry about the lists of public and of exempt information."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import Backend
from gateway.backends.shapes import registry as shapes

_ITEM_ACTS = {"publication": shapes.DIP_PUBLISH, "decree": shapes.DIP_SETTLE, "withdrawal": shapes.DIP_UNPUBLISH}
_TEST_ACTS = {"conclusion": shapes.TESTS_CONCLUDE, "rejection": shapes.TESTS_DECLINE, "ending": shapes.TESTS_END}


@dataclass(frozen=True, slots=True)
class Lists:
    """The public-information list (DIP): the office's own view, and what everybody may see."""

    registry: Backend

    def find(self, **asked: Any) -> shapes.Found:
        """Return what the office has published: words, class, year, page."""
        return self.registry.call(shapes.PUBLISHED_SEARCH, query=asked)

    def published(self, item_id: str) -> shapes.Published:
        """Return a published entry with its versions.

        Raises:
            NotFound: it does not stand in the public list.
        """
        return self.registry.call(shapes.PUBLISHED_SHOW_PUBLISHED, item_id)

    def items(self, **asked: Any) -> shapes.ItemPage:
        """Return a page of the office's list: state or `due`, class, page."""
        return self.registry.call(shapes.DIP_LIST_ITEMS, query=asked)

    def item(self, item_id: str) -> shapes.Sheet:
        """Return an entry with its versions and its history.

        Raises:
            NotFound: this office has no such entry.
        """
        return self.registry.call(shapes.DIP_SHOW, item_id)

    def add(self, columns: Mapping[str, Any]) -> shapes.Sheet:
        """Add a draft.

        Raises:
            Refused: with the columns that cannot be accepted.
        """
        return self.registry.call(shapes.DIP_ADD, body=columns)

    def announce(self, columns: Mapping[str, Any]) -> shapes.Sheet:
        """Add and publish at once what must not wait.

        Raises:
            Refused: with the columns that cannot be accepted.
        """
        return self.registry.call(shapes.DIP_ANNOUNCE, body=columns)

    def take_over(self, content: bytes, *, dry_run: bool) -> shapes.ImportReport:
        """Take an XLSX sheet over as drafts, all rows or none; or only look.

        Raises:
            Refused: the file is no list (422 `sheet-unreadable`), or a row is wrong.
        """
        return self.registry.take_over(shapes.DIP_IMPORT_SHEET, content, dry_run=dry_run)

    def edit(self, item_id: str, version: int, columns: Mapping[str, Any]) -> None:
        """Change the office's copy of an entry that is still at the version its editor saw.

        Raises:
            Refused: columns that cannot be accepted, or an entry that has changed (412).
        """
        self.registry.call(shapes.DIP_EDIT, item_id, body=columns, version=version)

    def act(self, item_id: str, act: str, version: int, body: Mapping[str, Any]) -> None:
        """Publish (`publication`), name the decree that followed (`decree`) or take out (`withdrawal`).

        Raises:
            Refused: as for `edit`, or an act that the state does not allow (409).
        """
        self.registry.call(_ITEM_ACTS[act], item_id, body=body, version=version)


@dataclass(frozen=True, slots=True)
class Exemptions:
    """Proposals of the office, tests in its hands, the national exempt list (DIK)."""

    registry: Backend

    def proposals(self) -> shapes.ProposalPage:
        """Return the office's own proposals, and which offices may test them."""
        return self.registry.call(shapes.PROPOSALS_LIST_PROPOSALS, query={"size": 200})

    def proposal(self, proposal_id: str) -> shapes.ProposalFile:
        """One proposal with its history.

        Raises:
            NotFound: this office has no such proposal.
        """
        return self.registry.call(shapes.PROPOSALS_SHOW_PROPOSAL, proposal_id)

    def propose(self, proposal: Mapping[str, Any]) -> shapes.ProposalFile:
        """Write a proposal.

        Raises:
            Refused: with the fields that cannot be accepted.
        """
        return self.registry.call(shapes.PROPOSALS_PROPOSE, body=proposal)

    def edit(self, proposal_id: str, version: int, proposal: Mapping[str, Any]) -> None:
        """Change a proposal that was not handed over yet.

        Raises:
            Refused: fields that cannot be accepted, a proposal that has changed (412) or was handed over (409).
        """
        self.registry.call(shapes.PROPOSALS_EDIT_PROPOSAL, proposal_id, body=proposal, version=version)

    def submit(self, proposal_id: str, version: int) -> None:
        """Hand a proposal over.

        Raises:
            Refused: as for `edit`.
        """
        self.registry.call(shapes.PROPOSALS_SUBMIT, proposal_id, version=version)

    def tests(self) -> shapes.TestPage:
        """The tests in the hands of this office."""
        return self.registry.call(shapes.TESTS_LIST_TESTS, query={"size": 200})

    def test(self, test_id: str) -> shapes.TestFile:
        """One test with its history.

        Raises:
            NotFound: it was not handed over to this office.
        """
        return self.registry.call(shapes.TESTS_SHOW_TEST, test_id)

    def act(self, test_id: str, act: str, version: int, body: Mapping[str, Any]) -> None:
        """Conclude (`conclusion`), leave open (`rejection`) or end (`ending`).

        Raises:
            Refused: as for `edit`.
        """
        self.registry.call(_TEST_ACTS[act], test_id, body=body, version=version)

    def ending(self) -> shapes.EndingRefusals:
        """Return the office's single refusals whose own period ends soon."""
        return self.registry.call(shapes.EXEMPT_LIST_ENDING_REFUSALS)

    def entries(self, **asked: Any) -> shapes.ExemptPage:
        """Return the national exempt list: in force on a day, under a letter, a page of it."""
        return self.registry.call(shapes.EXEMPT_LIST_ENTRIES, query=asked)
