"""The files of an office in which something was found, or said anew, once they could be given."""

from math import ceil

from flask import request

from gateway.backends.late_findings import late_findings
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.lists import SIZE, lines_of
from gateway.portal.pages import page, services


@blueprint.get("/temuan-susulan")
def late_finding_list() -> str:
    """What an applicant waits for and cannot have, what was given, what may not be given now; each with its case."""
    number = max(1, request.args.get("hal", 1, type=int))
    found = late_findings(services().clients["documents"], number, SIZE)
    return page(
        "desk/late_findings.html",
        private=True,
        found=found,
        lines=lines_of([one["request"] for one in found["items"]]),
        number=number,
        pages=max(1, ceil(found["total"] / SIZE)),
    )
