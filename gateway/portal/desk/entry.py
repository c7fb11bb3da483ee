"""Requests that came by counter, e-mail, letter or phone, written down by an officer with the true time of receipt."""

from collections.abc import Iterable, Mapping

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound, Unavailable
from gateway import drafts, entering
from gateway.drafts import Writing
from gateway.portal import application, fields, sending
from gateway.portal.application import DECLARATION, KIND, RECEIPT
from gateway.portal.desk.case import FRESH, FRESH_SECONDS
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, today, zone

START = (*RECEIPT, KIND)


@blueprint.route("/baru", methods=["GET", "POST"])
def entry() -> str | Response:
    """How and when the request arrived, and who asks."""
    return _receipt(None)


@blueprint.route("/baru/<address>/penerimaan", methods=["GET", "POST"])
def entry_receipt(address: str) -> str | Response:
    """Do the same questions again; nothing typed is lost."""
    return _receipt(_open(address))


@blueprint.route("/baru/<address>/isian", methods=["GET", "POST"])
def entry_form(address: str) -> str | Response:
    """All questions on one page: an officer copies them from a letter or asks them at the counter."""
    draft = _open(address)
    if draft.pending or draft.receipt:
        return redirect(url_for("desk.entry_check", address=address), 303)
    asked = application.fields_of(draft.values["kind"], recorded=True)
    if request.method == "GET":
        return _form(draft, draft.values, {})
    typed = fields.read(request.form, asked)
    faults = sending.wrong_applicant(draft.values["kind"], asked, typed) | fields.look(typed, asked)
    drafts.write(address, fields.keepable(typed, faults))
    if faults:
        return _form(draft, typed, faults)
    return redirect(url_for("desk.entry_check", address=address), 303)


@blueprint.get("/baru/<address>/periksa")
def entry_check(address: str) -> str | Response:
    """Everything at a glance before it gets a number that is never taken back."""
    draft = _open(address)
    return _elsewhere(draft) or _check(draft, ())


@blueprint.post("/baru/<address>/periksa")
def entry_submit(address: str) -> str | Response:
    """Register the request."""
    draft = _open(address)
    aside = _elsewhere(draft)
    if aside is not None:
        return aside
    said = application.compose(
        {**draft.values, DECLARATION.name: "yes"}
    )  # the applicant declared on paper or in person
    try:
        receipt = sending.send(draft, {**said, **application.compose_receipt(draft.values, zone())})
    except Unavailable:
        return _check(drafts.read(address), ())
    except Refused as refused:
        return _refused(draft, refused)
    answer = redirect(url_for("desk.case", case_id=receipt["id"]), 303)
    entering.set_cookie(answer, FRESH, receipt["tracking_token"], FRESH_SECONDS)  # no address: addresses are kept
    return answer


def _receipt(draft: Writing | None) -> str | Response:
    values: dict[str, str] = dict(draft.values) if draft else {"regime": "auto", "received_date": today().isoformat()}
    faults: Faults = {}
    if request.method == "POST":
        values |= fields.read(request.form, START)
        faults = _look(values)
        if not faults:
            values["desk"] = str(g.staff.staff_id)
            address = drafts.start(values) if draft is None else draft.address
            drafts.write(address, values)
            return redirect(url_for("desk.entry_form", address=address), 303)
    return _arrival(values, faults)


def _arrival(values: Mapping[str, str], faults: Faults) -> str:
    return page("desk/entry_receipt.html", values=values, faults=sentences(faults), faulty=bool(faults), fields=START)


def _look(values: Mapping[str, str]) -> Faults:
    faults = fields.look(values, START)
    if "received_date" not in faults and "received_time" not in faults:
        try:
            application.compose_receipt(values, zone())
        except ValueError:
            return faults | {"received_date": "fault.shape.date"}
    return faults


def _open(address: str) -> Writing:
    draft = drafts.read(address)
    if not draft.receipt and draft.values.get("desk") != str(g.staff.staff_id):
        raise NotFound
    return draft


def _elsewhere(draft: Writing) -> Response | None:
    if draft.receipt:
        return redirect(url_for("desk.case", case_id=draft.receipt["id"]), 303)
    if fields.look(draft.values, application.fields_of(draft.values["kind"], recorded=True)):
        return redirect(url_for("desk.entry_form", address=draft.address), 303)
    return None


def _form(draft: Writing, values: Mapping[str, str], faults: Faults, loose: Iterable[str] = ()) -> str:
    return page(
        "desk/entry_form.html",
        private=True,
        draft=draft,
        sections=application.sections(draft.values["kind"], recorded=True),
        values=values,
        faults=sentences(fields.in_order(faults, application.fields_of(draft.values["kind"]))),
        loose=list(loose),
        faulty=bool(faults or loose),
    )


def _check(draft: Writing, loose: Iterable[str]) -> str:
    loose = list(loose)
    return page(
        "desk/entry_check.html",
        private=True,
        draft=draft,
        receipt=tuple(field for field in START if draft.values.get(field.name)),
        sections=application.sections(draft.values["kind"], recorded=True),
        loose=loose,
        faulty=bool(loose),
    )


def _refused(draft: Writing, refused: Refused) -> str:
    """Intake's objections, on the page whose fields they speak of."""
    told = [(fault.pointer, fault.detail) for fault in refused.faults]
    arrival, _ = fields.by_pointer(START, told)
    if arrival:
        return _arrival(draft.values, arrival)
    asked: tuple[Field, ...] = application.fields_of(draft.values["kind"], recorded=True)
    faults, loose = fields.by_pointer(asked, told)
    if faults:
        return _form(draft, draft.values, faults, loose)
    return _check(draft, loose or [refused.detail or refused.title])
