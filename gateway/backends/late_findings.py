"""In which files of an office something was found once they could be given, as documents tells it."""

from typing import TypedDict, cast

from gateway.backends.asking import Backend


class LateFinding(TypedDict):
    """Such a file; `concerns` is awaited (its applicant cannot have it), given or suspended, `open` counts findings.

    `notice_by` is a moment, None of what was not given.
    """

    document: str
    request: str
    name: str
    concerns: str
    open: int
    since: str
    notice_by: str | None


class LateCounts(TypedDict):
    """How many there are of each."""

    awaited: int
    given: int
    suspended: int


class LateFindings(TypedDict):
    """A page of them, and how many there are on all pages."""

    items: list[LateFinding]
    total: int
    counts: LateCounts


def late_findings(documents: Backend, page: int, size: int) -> LateFindings:
    """Those of the office in force: first those that an applicant waits for, then those that were given."""
    return cast(LateFindings, documents.read("/v1/late-findings", {"page": page, "size": size}))
