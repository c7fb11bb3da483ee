"""What documents answers about the release gate, as far as pages use it."""

from typing import TypedDict


class Finding(TypedDict):
    """Something hidden or personal in a file; without `reasons` it can only be removed."""

    kind: str
    where: str
    sample: str
    sentence: str
    reasons: list[str]


class Accepted(TypedDict):
    """A finding, by its place in the list, that the PPID let stay; `accepter` is a name, null where it was not kept."""

    finding: int
    reason: str
    words: str
    accepted_by: str
    accepter: str | None
    accepted_at: str


class Blackened(TypedDict):
    """A file of an answer in which something is blackened, on which letters of UU 14/2008 Pasal 17."""

    document: str
    sha256: str
    grounds: list[str]


class Clearance(TypedDict):
    """What the release gate's checker found in a file; `cleared_at` is null while the file may not be given,
    `blackened` are the letters of UU 14/2008 Pasal 17 by which something is blackened in it."""

    sha256: str
    checker: str
    checked_at: str
    cleared_at: str | None
    findings: list[Finding]
    blackened: list[str]
    acceptances: list[Accepted]


class Replacement(TypedDict):
    """The redaction of a file whose copy takes its place; `stage` is proposed or approved."""

    redaction: str
    stage: str
    copy: str
