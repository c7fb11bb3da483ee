"""What the lists of the desk have in common: how long a page is, and whose request a row belongs to."""

from chassis.errors import Problem
from gateway.backends.shapes.intake import Line
from gateway.portal.pages import services

SIZE = 50  # lines of a page


def lines_of(ids: list[str]) -> dict[str, Line]:
    """Return what intake says of their requests; nothing while it is away, since the list is of use without."""
    try:
        return services().intake.lines(list(dict.fromkeys(ids))) if ids else {}
    except Problem:
        return {}
