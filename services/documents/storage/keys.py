"""Which bucket and which key a thing lies under."""

from chassis.context import current

QUARANTINE, EVIDENCE, PAPERS = "quarantine", "evidence", "papers"


class ForeignOffice(Exception):
    """A key below another office than the one in force was asked for: a fault of ours."""


def below(tenant: str, name: object) -> str:
    """The key of a thing of the office in force; the storage's own key reaches every office, so this line holds it."""
    if tenant != current().tenant:
        raise ForeignOffice(tenant)
    return f"t/{tenant}/{name}"
