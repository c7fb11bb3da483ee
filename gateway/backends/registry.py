"""What the pages ask the registry about cases and their letters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import quote

from gateway.backends import notices, shapes
from gateway.backends.asking import Backend


@dataclass(frozen=True, slots=True)
class Registry:
    """The register, the clock and the decisions."""

    registry: Backend

    def queue(self, tab: str, page: int, size: int, ids: Iterable[str] = ()) -> shapes.Queue:
        """Return a page of the office's queue: a tab of `open`, `late`, `decided` or `all`; with ids, of those cases
        only.
        """
        asked = {"tab": tab, "page": page, "size": size, "ids": ",".join(ids)}
        return cast(shapes.Queue, self.registry.read("/v1/cases", asked))

    def case(self, case_id: str) -> shapes.CaseFile:
        """All that stands in the file of a case.

        Raises:
            NotFound: this office has no such case, or the register has not taken it over yet.
        """
        return cast(shapes.CaseFile, self.registry.read(_case(case_id)))

    def proofs(self, case_id: str) -> bytes:
        """Return the file that proves every sealed act on a case, its objections and disputes.

        Raises:
            NotFound: this office has no such case. Refused: the record is not what was sealed.
        """
        return self.registry.get(f"{_case(case_id)}/proofs").content

    def decide(self, case_id: str, version: int, decision: Mapping[str, Any]) -> None:
        """Issue the written notice of a case that is still at the version its decider saw.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        self.move(case_id, version, "decision", decision)

    def move(self, case_id: str, version: int, way: str, body: Mapping[str, Any]) -> None:
        """Move a case on; short of a decision `way` is `acts`, `regime`, `split`, `transfer` or `deliveries`.

        Raises:
            Refused: fields that are missing, an act that is not allowed, or a case that has changed (412).
        """
        self.registry.send("POST", f"{_case(case_id)}/{way}", body, version=version)

    def letters(self, case_id: str) -> list[shapes.CaseLetter]:
        """Return what the office wrote to the applicant before deciding."""
        return cast(list[shapes.CaseLetter], self.registry.read(f"{_case(case_id)}/letters")["items"])

    def letters_behind(self, href: str) -> list[shapes.CaseLetter]:
        """Return the same, behind the link that intake gave the applicant."""
        return cast(list[shapes.CaseLetter], self.registry.behind(href)["items"])

    def draft(self, case_id: str, decision: Mapping[str, Any]) -> notices.Notice:
        """Return the written notice as it would be issued now.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        return cast(notices.Notice, self.registry.send("POST", f"{_case(case_id)}/decision/draft", decision).json())

    def draft_letter(self, case_id: str, way: str, body: Mapping[str, Any], form: str) -> bytes:
        """Return a letter as it would be issued now: `way` is `decision` or `acts`, `form` is `pdf` or `docx`.

        Raises:
            Refused: fields that are missing, or an act that is not allowed.
        """
        return self.registry.send("POST", f"{_case(case_id)}/{way}/draft.{form}", body).content

    def letter_file(self, case_id: str, name: str) -> bytes:
        """Return a letter about a case as a file, by its name with the register: `notice.pdf`, `letters/{id}.docx`.

        Raises:
            NotFound: this office has no such case, or wrote no such letter.
        """
        return self.registry.get(f"{_case(case_id)}/{name}").content

    def letter(self, code: str) -> shapes.Letter:
        """Return what this office vouches for behind the QR code of a letter.

        Raises:
            NotFound: no letter of this office carries it.
        """
        return cast(shapes.Letter, self.registry.read(f"/v1/letters/{quote(code, safe='')}"))

    def notice(self, href: str) -> notices.Notice:
        """Return the written notice behind the link that intake gave an applicant."""
        return cast(notices.Notice, self.registry.behind(href))


def _case(case_id: str) -> str:
    return f"/v1/cases/{quote(case_id, safe='')}"
