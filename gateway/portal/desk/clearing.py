"""What the release gate found in a file of a case, letting single findings stay, and taking that back."""

from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound
from contracts.standing import FileStanding
from gateway.backends.files import Gate
from gateway.backends.shapes.documents import Document
from gateway.commands import OFFICER, PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk import masking
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import passed_on
from gateway.portal.desk.redaction_page import redactions_of
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services
from gateway.portal.refusing import placed

REASON = Field(
    name="gate_reason",
    kind="choice",
    pointer="/reason",
    choices=("consent", "public_office", "mistaken", "read"),
)
WORDS = Field(name="gate_words", kind="area", pointer="/words", longest=1000)
ASKED = (REASON, WORDS)
WHY_ORIGINAL = Field(name="original_words", kind="area", pointer="/words", longest=1000)
CHOOSABLE = (FileStanding.HELD_BACK, FileStanding.TO_JUDGE, FileStanding.READY)


@blueprint.get("/<uuid:case_id>/berkas/<uuid:document_id>")
def file(case_id: UUID, document_id: UUID) -> str:
    """Show what was found in a file, where, and what may stay."""
    return show(file_of(case_id, document_id), {}, {})


@blueprint.post("/<uuid:case_id>/berkas/<uuid:document_id>")
def accept(case_id: UUID, document_id: UUID) -> str | Response:
    """Let a finding stay, for a reason that goes on the record."""
    needs(PPID)
    document, place = file_of(case_id, document_id), fields.whole(request.form.get("temuan", ""))
    typed = fields.read(request.form, ASKED)
    if faults := fields.look(typed, ASKED):
        return show(document, typed, faults)
    said = {
        "finding": -1 if place is None else place,
        "reason": typed[REASON.name],
        "words": typed[WORDS.name],
        "checked_at": request.form.get("diperiksa") or None,
    }
    try:
        _gate().accept(document["id"], said)
    except Refused as refused:
        return show(_gate().file(document["id"]), typed, *placed(refused, ASKED, "gate.changed"))
    return redirect(url_for("desk.file", case_id=case_id, document_id=document_id, _anchor="temuan"), 303)


@blueprint.post("/<uuid:case_id>/berkas/<uuid:document_id>/tarik")
def take_back(case_id: UUID, document_id: UUID) -> str | Response:
    """Take back that a finding may stay, as it was said at the moment that the page showed."""
    needs(PPID)
    document, place = file_of(case_id, document_id), fields.whole(request.form.get("temuan", ""))
    said = {"finding": -1 if place is None else place, "accepted_at": request.form.get("saat", "")}
    try:
        _gate().take_back(document["id"], said)
    except Refused as refused:
        return show(_gate().file(document["id"]), {}, *placed(refused, (), "gate.changed"))
    return redirect(url_for("desk.file", case_id=case_id, document_id=document_id, _anchor="temuan"), 303)


@blueprint.get("/<uuid:case_id>/berkas/<uuid:document_id>/salinan")
def file_copy(case_id: UUID, document_id: UUID) -> Response:
    """Show what is given of a file, or would be."""
    document = file_of(case_id, document_id)
    return passed_on(lambda: _gate().copy(document["id"]))


@blueprint.post("/<uuid:case_id>/berkas/<uuid:document_id>/asli")
def choose_original(case_id: UUID, document_id: UUID) -> str | Response:
    """Have the original given as it is, for a reason that goes on the record; it is looked at first."""
    needs(PPID)
    document, typed = file_of(case_id, document_id), fields.read(request.form, (WHY_ORIGINAL,))
    if faults := fields.look(typed, (WHY_ORIGINAL,)):
        return show(document, typed, faults)
    try:
        _gate().choose_original(document["id"], typed[WHY_ORIGINAL.name])
    except Refused as refused:
        return show(_gate().file(document["id"]), typed, *placed(refused, (WHY_ORIGINAL,)))
    return redirect(url_for("desk.file", case_id=case_id, document_id=document_id, _anchor="asli"), 303)


@blueprint.post("/<uuid:case_id>/berkas/<uuid:document_id>/asli/batal")
def give_up_original(case_id: UUID, document_id: UUID) -> str | Response:
    """Have the copy given after all."""
    needs(PPID)
    document = file_of(case_id, document_id)
    try:
        _gate().give_up_original(document["id"])
    except Refused as refused:
        return show(_gate().file(document["id"]), {}, *placed(refused, ()))
    return redirect(url_for("desk.file", case_id=case_id, document_id=document_id, _anchor="salinan"), 303)


def _gate() -> Gate:
    return Gate(services().clients["documents"])


def file_of(case_id: UUID, document_id: UUID) -> Document:
    """Return a file of this case.

    Raises:
        NotFound: the case has none of that name.
    """
    document = _gate().file(str(document_id))
    if document["request"] != str(case_id):
        raise NotFound
    return document


def show(document: Document, values: fields.Values, faults: Faults, loose: list[str] | None = None) -> str:
    """Return the page of a file, with what was typed into the form of a finding."""
    return page(
        "desk/file.html",
        private=True,
        case_id=document["request"],
        file=document,
        may_accept=PPID in g.staff.roles,
        own=document["brought_by"] == f"staff:{g.staff.staff_id}",
        may_choose=_may_choose(document),
        original_asked=WHY_ORIGINAL,
        may_blacken=bool({OFFICER, PPID} & g.staff.roles),
        redactions=redactions_of(document),
        mask_lead=masking.lead(document["media_type"]),
        tried=fields.whole(request.form.get("temuan", "")),
        values=values,
        faults=sentences(faults),
        loose=loose or [],
        faulty=bool(faults or loose),
    )


def _may_choose(document: Document) -> bool:
    """Whether whoever looks may say whether the original is given, or its copy."""
    brought = document["brought_by"] == f"staff:{g.staff.staff_id}"
    return PPID in g.staff.roles and not brought and bool(document["copy"]) and document["standing"] in CHOOSABLE
