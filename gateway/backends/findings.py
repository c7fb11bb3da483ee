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


class FollowUp(TypedDict):
    """What a PPID noted of findings in a file that was given; `reopened_at` since when something else was found."""

    words: str
    noted_by: str
    noter: str | None
    noted_at: str
    reopened_at: str | None


class Blackened(TypedDict):
    """A file of an answer in which something is blackened, on which letters of UU 14/2008 Pasal 17."""

    document: str
    sha256: str
    grounds: list[str]


class Clearance(TypedDict):
    """What the release gate's checker found in a file; `cleared_at` is null while the file may not be given, `outdated`
    says that the checker's rules have grown since, `asked_at` since when somebody waits for it to be read again,
    `notice_by` by when a breach is told if what newer rules found made one; `blackened` are the letters of UU 14/2008
    Pasal 17 by which something is blackened in it."""

    sha256: str
    checker: str
    outdated: bool
    asked_at: str | None
    checked_at: str
    cleared_at: str | None
    notice_by: str | None
    findings: list[Finding]
    blackened: list[str]
    acceptances: list[Accepted]


class Replacement(TypedDict):
    """The redaction of a file whose copy takes its place; `stage` is proposed or approved."""

    redaction: str
    stage: str
    copy: str
