"""The offices below: their cases that are due soon or overdue, by number and day, without anybody's data."""

from math import ceil

from flask import g, request

from chassis import clock as chassis_clock
from chassis.errors import NotFound
from gateway.backends.oversight import Oversight
from gateway.commands import PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.lists import SIZE
from gateway.portal.information import office_name
from gateway.portal.menus import SUPERVISING
from gateway.portal.pages import page, services


def supervising() -> None:
    """Keep a page to those who answer for the offices below.

    Raises:
        NotFound: no office stands below this one. Forbidden: somebody else works here.
    """
    if g.office.level not in SUPERVISING:
        raise NotFound
    needs(PPID, SUPERIOR)


@blueprint.get("/pengawasan")
def oversight() -> str:
    """Show what the offices below have let come near its due day or past it."""
    supervising()
    number = max(1, request.args.get("hal", 1, type=int))
    found = Oversight(services().clients["registry"]).cases(number, SIZE)
    return page(
        "oversight/list.html",
        private=True,
        found=found,
        office_name=office_name,
        number=number,
        as_of=chassis_clock.now().isoformat(),
        pages=max(1, ceil(found["total"] / SIZE)),
    )
