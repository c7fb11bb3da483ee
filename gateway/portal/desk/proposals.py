"""The proposals to blacken files that an office has under way, and whom each waits for."""

from math import ceil

from flask import request

from gateway.backends.redactions import Redactions
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.lists import SIZE, lines_of
from gateway.portal.pages import page, services


@blueprint.get("/penghitaman")
def redaction_list() -> str:
    """Show what waits for a second person, what is being made, and what went back; each leads to where it
    is decided.
    """
    number = max(1, request.args.get("hal", 1, type=int))
    found = Redactions(services().clients["documents"]).under_way(number, SIZE)
    return page(
        "desk/redaction/list.html",
        private=True,
        found=found,
        lines=lines_of([one["request"] for one in found["items"]]),
        number=number,
        pages=max(1, ceil(found["total"] / SIZE)),
    )
