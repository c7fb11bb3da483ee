"""Which bucket and which key a thing lies under."""

from uuid import UUID

from chassis.context import current

BUCKETS = QUARANTINE, EVIDENCE, PAPERS = "quarantine", "evidence", "papers"


class ForeignOffice(Exception):
    """A key below another office than the one in force was asked for: a fault of ours."""


def prefix(tenant: str) -> str:
    """What all keys of an office begin with."""
    return f"t/{tenant}/"


def below(tenant: str, name: object) -> str:
    """The key of a thing of the office in force.

    Raises:
        ForeignOffice: of another one.
    """
    if tenant != current().tenant:
        raise ForeignOffice(tenant)
    return f"{prefix(tenant)}{name}"


def named(name: str) -> UUID | None:
    """The file whose key ends in this name; None where that of no file of ours does."""
    try:
        found = UUID(name)
    except ValueError:
        return None
    return found if str(found) == name else None
