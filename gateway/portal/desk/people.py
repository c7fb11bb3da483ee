"""Who works for the office, for its administrator; and who runs the accounts of the offices below."""

from typing import Any
from uuid import UUID

from flask import g, redirect, request
from werkzeug.wrappers import Response

from chassis.errors import Invalid, NotFound
from chassis.service import runtime
from gateway import offices, people
from gateway.accounts import Newcomer, Reach
from gateway.commands import ADMIN
from gateway.entering import needs
from gateway.models import State
from gateway.portal import fields
from gateway.portal.desk.door import PEOPLE, blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences

BELOW = "/kantor/<code>/orang"
STEPS = {"tangguhkan": State.SUSPENDED, "aktifkan": State.ACTIVE, "akhiri": State.LEFT}


@blueprint.get("/orang")
@blueprint.get(BELOW)
def people_list(code: str = "") -> str:
    """Everybody who works for the office, and the offices below."""
    reached = _reached(code)
    below = (
        () if reached.above else [each for each in offices.listed(runtime().database) if each.parent == g.office.code]
    )
    return _page("people/list.html", reached, people=people.people(reached), below=below, done=request.args.get("jadi"))


@blueprint.route("/orang/undang", methods=["GET", "POST"])
@blueprint.route(f"{BELOW}/undang", methods=["GET", "POST"])
def people_invite(code: str = "") -> str | Response:
    """Invite somebody to work for the office."""
    reached = _reached(code)
    asked = _asked(reached)
    typed, faults, loose = fields.read(request.form, asked), Faults(), list[str]()
    if request.method == "POST":
        faults = fields.look(typed, asked)
        if not faults:
            try:
                people.invite(reached, Newcomer(*typed.values()))
                return redirect(f"{_base(reached)}?jadi=undang", 303)
            except Invalid as invalid:
                faults, loose = fields.by_pointer(asked, [(each.pointer, each.detail) for each in invalid.faults])
    elif reached.above:
        typed["person_role"] = ADMIN
    return _page(
        "people/invite.html", reached, asked=asked, values=typed, faults=sentences(faults), loose=loose,
        faulty=bool(faults or loose),
    )  # fmt: skip


@blueprint.get("/orang/<uuid:staff_id>")
@blueprint.get(f"{BELOW}/<uuid:staff_id>")
def people_person(staff_id: UUID, code: str = "") -> str:
    """One account, and what may be done to it."""
    reached = _reached(code)
    person = people.person(reached, staff_id)
    return _page(
        "people/person.html", reached, person=person, own=person.id == g.staff.staff_id,
        acts=[act for act, target in STEPS.items() if target in person.steps], done=request.args.get("jadi"),
    )  # fmt: skip


@blueprint.post("/orang/<uuid:staff_id>/<act>")
@blueprint.post(f"{BELOW}/<uuid:staff_id>/<act>")
def people_act(staff_id: UUID, act: str, code: str = "") -> Response:
    """Suspend, let in again, end, give another role, or send a new link.

    Raises:
        NotFound: there is no such act. OwnAccount, LastAdministrator, Settled: see there.
    """
    reached = _reached(code)
    if act in STEPS:
        people.change_state(reached, staff_id, STEPS[act])
    elif act == "peran":
        people.change_role(reached, staff_id, request.form.get("person_role", ""))
    elif act == "ponsel":
        people.forget_phone(reached, staff_id)
    elif act == "tautan":
        people.send_link(reached, staff_id)
    else:
        raise NotFound
    return redirect(f"{_base(reached)}/{staff_id}?jadi={act}", 303)


def _reached(code: str) -> Reach:
    """Return the office whose accounts this page runs.

    Raises:
        Forbidden: who is signed in is no administrator. NotFound: the office is not theirs to run.
    """
    needs(ADMIN)
    return people.reach(g.office, code or g.office.code)


def _base(reached: Reach) -> str:
    return f"/kerja/kantor/{reached.office.code}/orang" if reached.above else PEOPLE


def _asked(reached: Reach) -> tuple[Field, ...]:
    return (
        Field(name="person_name", pointer="/name", longest=150),
        Field(name="person_username", pointer="/username", longest=50, width="medium"),
        Field(name="person_mailbox", kind="email", pointer="/mailbox", longest=254),
        Field(name="person_role", kind="choice", pointer="/role", choices=reached.roles),
    )


def _page(template: str, reached: Reach, **values: Any) -> str:
    return page(template, private=True, reached=reached, base=_base(reached), **values)
