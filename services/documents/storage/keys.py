"""Which bucket and which key a thing lies under."""

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
