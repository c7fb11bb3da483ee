"""What the pages ask the registry about cases and their letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gateway.backends.asking import Backend
from gateway.backends.shapes import registry as shapes

_MOVES = {
    "acts": shapes.PROGRESS_ACT,
    "regime": shapes.PROGRESS_CHANGE_REGIME,
    "split": shapes.PROGRESS_SPLIT,
    "transfer": shapes.PROGRESS_TRANSFER,
    "deliveries": shapes.DELIVERIES_RECORD,
}
_DRAFTS = {
    ("decision", "pdf"): shapes.DECISIONS_SHOW_DRAFT_LETTER,
    ("decision", "docx"): shapes.DECISIONS_SHOW_DRAFT_TEXT,
    ("acts", "pdf"): shapes.PROGRESS_SHOW_ACT_DRAFT,
    ("acts", "docx"): shapes.PROGRESS_SHOW_ACT_DRAFT_TEXT,
}
_NOTICES = {"pdf": shapes.LETTERS_SHOW_NOTICE_LETTER, "docx": shapes.LETTERS_SHOW_NOTICE_TEXT}
_LETTERS = {"pdf": shapes.LETTERS_SHOW_CASE_LETTER, "docx": shapes.LETTERS_SHOW_CASE_LETTER_TEXT}


@dataclass(frozen=True, slots=True)
class Registry:
    """The register, the clock and the decisions."""

    registry: Backend

    def queue(self, tab: str, page: int, size: int, ids: Iterable[str] = ()) -> shapes.Page:
        """Return a page of the office's queue: a tab of `open`, `late`, `decided` or `all`; with ids, of those cases
        only.
        """
        asked = {"tab": tab, "page": page, "size": size, "ids": ",".join(ids)}
        return self.registry.call(shapes.CASES_LIST_CASES, query=asked)

    def case(self, case_id: str) -> shapes.Case:
        """All that stands in the file of a case.

        Raises:
            NotFound: this office has no such case, or the register has not taken it over yet.
        """
        return self.registry.call(shapes.CASES_SHOW_CASE, case_id)

    def proofs(self, case_id: str) -> bytes:
        """Return the file that proves every sealed act on a case, its objections and disputes.

        Raises:
            NotFound: this office has no such case. Refused: the record is not what was sealed.
        """
        return self.registry.ask(shapes.CASES_SHOW_PROOFS, case_id).content

    def decide(self, case_id: str, version: int, decision: Mapping[str, Any]) -> None:
        """Issue the written notice of a case that is still at the version its decider saw.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        self.registry.call(shapes.DECISIONS_DECIDE, case_id, body=decision, version=version)

    def move(self, case_id: str, version: int, way: str, body: Mapping[str, Any]) -> None:
        """Move a case on; short of a decision `way` is `acts`, `regime`, `split`, `transfer` or `deliveries`.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        self.registry.call(_MOVES[way], case_id, body=body, version=version)

    def letters(self, case_id: str) -> list[shapes.CaseLetter]:
        """Return what the office wrote to the applicant before deciding."""
        return self.registry.call(shapes.PROGRESS_LIST_LETTERS, case_id)["items"]

    def letters_behind(self, href: str) -> list[shapes.CaseLetter]:
        """Return the same, behind the link that intake gave the applicant."""
        return self.registry.behind(shapes.PROGRESS_LIST_LETTERS, href)["items"]

    def draft(self, case_id: str, decision: Mapping[str, Any]) -> shapes.Notice:
        """Return the written notice as it would be issued now.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        return self.registry.call(shapes.DECISIONS_SHOW_DRAFT, case_id, body=decision)

    def draft_letter(self, case_id: str, way: str, body: Mapping[str, Any], form: str) -> bytes:
        """Return a letter as it would be issued now: `way` is `decision` or `acts`, `form` is `pdf` or `docx`.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        return self.registry.call(_DRAFTS[way, form], case_id, body=body)

    def notice_file(self, case_id: str, form: str) -> bytes:
        """Fetch the written notice of a case as a letter: `pdf` or `docx`.

        Raises:
            NotFound: this office has no such case, or did not decide it.
        """
        return self.registry.call(_NOTICES[form], case_id)

    def letter_file(self, case_id: str, letter_id: str, form: str) -> bytes:
        """Fetch a letter of a case before its decision: `pdf` or `docx`.

        Raises:
            NotFound: this office has no such case, or wrote no such letter.
        """
        return self.registry.call(_LETTERS[form], case_id, letter_id)

    def letter(self, code: str) -> shapes.Letter:
        """Return what this office vouches for behind the QR code of a letter.

        Raises:
            NotFound: no letter of this office carries it.
        """
        return self.registry.call(shapes.LETTERS_SHOW_LETTER, code)

    def notice(self, href: str) -> shapes.Notice:
        """Return the written notice behind the link that intake gave an applicant."""
        return self.registry.behind(shapes.LETTERS_SHOW_NOTICE, href)
