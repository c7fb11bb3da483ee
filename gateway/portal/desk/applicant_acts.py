"""What an applicant brought to the office on another way than the tracking page, with the day it came."""

from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import DAY
from gateway.portal.fields import Field, Values
from gateway.portal.pages import page, services, today
from gateway.portal.refusing import unsent


@dataclass(frozen=True, slots=True)
class Brought:
    """What can be brought: intake's name for it, and what is asked."""

    act: str
    words: Field

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields of the form."""
        ways = Field(name="came_way", kind="choice", pointer="/way", choices=("counter", "letter", "email", "phone"))
        return (ways, DAY, self.words)


BROUGHT = {  # by the last part of the page's address
    "perbaikan": Brought("repair", Field(name="came_repair", kind="area", pointer="/words", longest=5000)),
    "jawaban": Brought("answer", Field(name="came_answer", kind="area", pointer="/words", longest=5000)),
}


@blueprint.route("/<uuid:case_id>/dari-pemohon/<slug>", methods=["GET", "POST"])
def record_act(case_id: UUID, slug: str) -> str | Response:
    """Write down a repair or an answer that came at the counter, by post, by e-mail or by phone."""
    needs(OFFICER, PPID)
    brought = BROUGHT.get(slug)
    if brought is None:
        abort(404)

    def send(typed: Values) -> None:
        said = {field.pointer[1:]: typed[field.name] for field in brought.asked}
        services().intake.record_act(str(case_id), said | {"act": brought.act})

    form = unsent(brought.asked, send)
    if form is None:
        return redirect(url_for("desk.case", case_id=case_id, _anchor="surat"), 303)
    if request.method == "GET":
        form["values"] |= {DAY.name: today().isoformat()}
    case = services().registry.case(str(case_id))
    return page("desk/applicant_act.html", private=True, case=case, act=brought.act, **form)
