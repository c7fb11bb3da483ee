"""Files in which something was found, or said anew, once they could be given, and what was done about it. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chassis.errors import Conflict
from services.documents.domain.gate import Finding, Person, check_ppid
from statute.personal_data import breach


class NothingToFollowUp(Conflict):
    """Nothing found in the file waits for anybody to say what was done about it."""

    code = "nothing-to-follow-up"


class Late(StrEnum):
    """Whom it concerns: an applicant who was promised the file and cannot have it, one who has it, or nobody yet.

    In the order in which an office looks at them.
    """

    AWAITED = "awaited"
    GIVEN = "given"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Somebody says what was done about the findings of a file that was given, as they were listed at `checked_at`."""

    words: str
    checked_at: datetime


def check_follow_up(person: Person, *, given: bool, left: int, noted: bool) -> None:
    """Whether somebody may note what was done about a file in which so many findings are `left` open.

    Raises:
        Forbidden: only the PPID may, who answers for what was given, and no program.
        NothingToFollowUp: it was not given, nothing stands open in it, or that was noted already.
    """
    check_ppid(person, "mencatat tindak lanjut suatu temuan")
    if noted:
        raise NothingToFollowUp("Tindak lanjut berkas ini sudah dicatat.")
    if not (given and left):
        raise NothingToFollowUp("Tindak lanjut dicatat untuk berkas yang sudah diberikan dan masih ada temuannya.")


def found_since(
    before: datetime | None, now: datetime, *, was_open: bool, is_open: bool, followed_up: bool
) -> datetime | None:
    """Since when findings stand open that newer rules made, once the file was read again at `now`.

    What else is found while they stand does not put the moment off; what is found after they were followed up has its
    own.

    Args:
        before: what was said of it until now.
        was_open: whether any stood open until now. is_open: whether one does now.
        followed_up: whether something was found that what was noted as done does not cover.
    """
    if not is_open:
        return None
    return before if was_open and not followed_up else now


def notice_by(known_since: datetime | None) -> datetime | None:
    """By when persons and agency are told in writing if personal data came out (UU 27/2022 ps. 46)."""
    return breach().notice_by(known_since) if known_since else None


def something_new(before: Collection[Finding], found: Collection[Finding]) -> bool:
    """Whether a newer checker found what the one before did not: of the same finding nobody has to be told again."""
    return any(one not in before for one in found)
