"""How kept files are watched: what can be wrong with one, when it is read again, what lies there for nobody."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from services.documents.files.domain.files import State

AGAIN_AFTER = timedelta(hours=20)  # so that every file is read once a night, whenever the last one ended
STRAY_AFTER = timedelta(days=1)  # what a file under way leaves behind is taken up long before


class Fault(StrEnum):
    """What is wrong with a kept file."""

    CHANGED = "changed"
    MISSING = "missing"
    UNREADABLE = "unreadable"


class Stray(StrEnum):
    """Why a version in the evidence is nobody's."""

    SPARE = "spare"  # its file is kept under another version, or ended without one
    UNKNOWN = "unknown"  # no row knows its file: a restored database, or a stranger
    MISNAMED = "misnamed"  # no file of ours has such a name: laid there by hand


def stray(
    file: UUID | None, state: State | None, kept_version: str | None, version: str, age: timedelta
) -> Stray | None:
    """Why a version is nobody's; None when it belongs to a file, or may still come to."""
    if file is None:
        return Stray.MISNAMED
    if age <= STRAY_AFTER or state in (State.RECEIVING, State.WAITING):
        return None
    if state is None:
        return Stray.UNKNOWN
    return Stray.SPARE if version != kept_version else None
