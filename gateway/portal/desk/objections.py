"""Objections on the desk: the list, a file, the Atasan PPID's answer, what the PPID then did, and recording one."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from math import ceil
from typing import Any
from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import Problem
from contracts.standing import MAY_BE_GIVEN
from gateway.commands import OFFICER, PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal import clock, fields, notices
from gateway.portal.desk.appointments import signer
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.lists import SIZE
from gateway.portal.desk.papers import DRAFTS, docx, drafted, pdf
from gateway.portal.fields import Faults, Field
from gateway.portal.objections import (
    ASKED,
    ATTORNEY,
    GROUNDS,
    WORDS,
    compose,
    form_key,
    look,
    moment,
    objections,
    typed_grounds,
)
from gateway.portal.pages import page, sentences, services, today, zone
from gateway.portal.refusing import placed
from statute.grounds import grounds

TABS = ("open", "late", "ordered", "answered")
OPEN = ("received", "under_review")
ANSWER = (
    Field(name="reply_outcome", kind="choice", pointer="/outcome", choices=("upheld", "partly_upheld", "rejected")),
    Field(name="reply_reasons", kind="area", pointer="/reasons", longest=5000),
    Field(name="reply_order", kind="area", pointer="/order", longest=2000, required=False),
    Field(name="reply_act_until", kind="date", pointer="/act_until", required=False, width="short"),
)
DONE = (Field(name="fulfilment_account", kind="area", pointer="/account", longest=2000),)
CAME = (
    Field(name="objection_channel", kind="choice", pointer="/channel", choices=("counter", "letter", "email", "phone")),
    Field(name="received_date", kind="date", pointer="/received_at", width="short", texts="objection_received"),
    Field(name="received_time", kind="time", width="short"),
)
# What the applicant is asked in the second person, an officer is asked about the applicant.
RECORDED = tuple(replace(field, texts=field.name.replace("objection", "recorded")) for field in WORDS)


@blueprint.get("/keberatan")
def objection_list() -> str:
    """One tab of the office's objections."""
    tab = request.args.get("daftar", "open")
    tab = tab if tab in TABS else "open"
    number = max(1, request.args.get("hal", 1, type=int))
    found = objections().board(tab=tab, page=number, size=SIZE)
    lines: Mapping[str, Any] = {}
    with suppress(Problem):  # numbers and clocks are still worth showing
        lines = services().intake.lines({one["request_id"] for one in found["items"]})
    return page(
        "objection/list.html", found=found, lines=lines, tabs=TABS, tab=tab, number=number,
        pages=max(1, ceil(found["total"] / SIZE)), states={one["id"]: _clock(one) for one in found["items"]},
        recorded=request.args.get("tercatat"),
    )  # fmt: skip


@blueprint.get("/keberatan/<uuid:objection_id>")
def objection(objection_id: UUID) -> str:
    """One objection. Opening it shows what people wrote; intake writes down who looked."""
    return _show(str(objection_id))


@blueprint.get("/keberatan/<uuid:objection_id>/tanggapan.pdf")
def objection_letter(objection_id: UUID) -> Response:
    """Show the written answer as a letter, to print and hand over."""
    return pdf(objections().reply_letter(str(objection_id), "pdf"), "tanggapan-keberatan")


@blueprint.get("/keberatan/<uuid:objection_id>/tanggapan.docx")
def objection_letter_text(objection_id: UUID) -> Response:
    """Do the same letter as a text document, for the office's own paper."""
    return docx(objections().reply_letter(str(objection_id), "docx"), "tanggapan-keberatan")


@blueprint.post("/keberatan/<uuid:objection_id>/telaah")
def objection_review(objection_id: UUID) -> str | Response:
    """Take an objection up."""
    needs(SUPERIOR)
    try:
        objections().act(str(objection_id), "review", _version())
    except Refused as refused:
        return _show(str(objection_id), [refused.detail or refused.title])
    return redirect(url_for("desk.objection", objection_id=objection_id), 303)


@blueprint.route("/keberatan/<uuid:objection_id>/jawab", methods=["GET", "POST"])
def objection_answer(objection_id: UUID) -> str | Response:
    """Show the Atasan PPID's written answer: written, checked on a page that states the consequence, issued."""
    needs(SUPERIOR)
    file = objections().objection(str(objection_id))
    typed = fields.read(request.form, ANSWER)
    step = request.form.get("langkah")
    if request.method == "GET" or step == "ubah":
        return _form("answer", file, ANSWER, typed, {})
    faults = fields.look(typed, ANSWER)
    if typed["reply_outcome"] in ("upheld", "partly_upheld"):
        faults |= {name: "fault.missing" for name in ("reply_order", "reply_act_until") if not typed[name]}
    if faults:
        return _form("answer", file, ANSWER, typed, faults)
    if step not in ("terbitkan", *DRAFTS):
        return page(
            "objection/check.html", private=True, file=file, values=typed, asked=ANSWER, signer=signer(SUPERIOR)
        )
    said = {name.removeprefix("reply_"): value or None for name, value in typed.items()}
    return _do("answer", file, ANSWER, typed, said)


@blueprint.route("/keberatan/<uuid:objection_id>/laksanakan", methods=["GET", "POST"])
def objection_fulfil(objection_id: UUID) -> str | Response:
    """Show what the PPID did about the order, with the files that go to the applicant."""
    needs(PPID)
    file = objections().objection(str(objection_id))
    typed = fields.read(request.form, DONE)
    files = [one for one in services().documents.of(file["request_id"]) if one["standing"] in MAY_BE_GIVEN]
    chosen = request.form.getlist("documents")
    if request.method == "GET":
        return _form("fulfil", file, DONE, typed, {}, files=files, chosen=chosen)
    faults = fields.look(typed, DONE)
    if faults:
        return _form("fulfil", file, DONE, typed, faults, files=files, chosen=chosen)
    said = {"account": typed["fulfilment_account"], "documents": chosen}
    return _do("fulfil", file, DONE, typed, said, files=files, chosen=chosen)


@blueprint.route("/<uuid:case_id>/keberatan", methods=["GET", "POST"])
def objection_record(case_id: UUID) -> str | Response:
    """Record an objection that came to the counter, by letter, e-mail or phone."""
    needs(OFFICER)
    case = services().registry.case(str(case_id))
    asked = (*CAME, *ASKED)
    typed = fields.read(request.form, asked)
    chosen, faults, loose = typed_grounds(request.form), Faults(), list[str]()
    if request.method == "GET":
        typed["received_date"] = today().isoformat()
    else:
        faults = look(chosen, typed, asked)
        if not faults:
            try:
                said = compose(chosen, typed) | {
                    "channel": typed["objection_channel"],
                    "received_at": moment(typed["received_date"], typed["received_time"], zone()),
                }
                given = objections().record(case["id"], said, form_key())
                return redirect(url_for("desk.objection_list", tercatat=given["number"]), 303)
            except ValueError:
                faults = {"received_date": "fault.shape.date"}
            except Refused as refused:
                faults, loose = placed(refused, (*asked, GROUNDS))
    return page(
        "objection/record.html", private=True, case=case, came=CAME, asked=RECORDED, attorney=ATTORNEY, values=typed,
        grounds=grounds(), chosen=chosen, faults=sentences(faults), loose=loose, faulty=bool(faults or loose),
        key=form_key(),
    )  # fmt: skip


def _show(objection_id: str, loose: list[str] | None = None) -> str:
    file = objections().objection(objection_id)
    return page(
        "objection/file_desk.html",
        private=True,
        file=file,
        words=objections().words(objection_id),
        line=services().intake.lines([file["request_id"]]).get(file["request_id"]),
        acts={act["act"]: act for act in file["acts"]},
        grounds=grounds(),
        blackened=_blackened(file["request_id"]),
        state=_clock(file),
        clock=clock.clock(file["answering"], today(), stopped=file["stage"] not in OPEN),
        superior=SUPERIOR in g.staff.roles,
        ppid=PPID in g.staff.roles,
        loose=loose or [],
        faulty=bool(loose),
    )


def _blackened(request_id: str) -> list[tuple[str, str]]:
    """Return what the decision objected to says of blackened files; nothing while register or documents do
    not answer.
    """
    with suppress(Problem):
        decision = services().registry.case(request_id)["decision"]
        if decision and decision["blackened"]:
            names = {file["id"]: file["name"] for file in services().documents.of(request_id)}
            return notices.of_blackened(decision, names)
    return []


def _clock(one: Mapping[str, Any]) -> str:
    waits = one["stage"] in (*OPEN, "upheld", "partly_upheld")
    return clock.state_of(one["working_days_left"], late=one["late"], stopped=not waits)


def _do(
    act: str, file: Mapping[str, Any], asked: tuple[Field, ...], typed: Mapping[str, Any], said: Any, **more: Any
) -> str | Response:
    """Do it on the version that was seen, or look at its letter first; otherwise show what the register objects to."""
    path = {"answer": "answer", "fulfil": "fulfilment"}[act]
    try:
        if act == "answer" and (form := DRAFTS.get(request.form.get("langkah", ""))):
            return drafted(objections().draft(file["id"], said, form), form, "tanggapan")
        objections().act(file["id"], path, _version(), said)
    except Refused as refused:
        faults, loose = placed(refused, (*asked, GROUNDS), "objection.changed")
        fresh = objections().objection(file["id"])
        return _form(act, fresh, asked, typed, faults, loose=loose, version=fresh["version"], **more)
    return redirect(url_for("desk.objection", objection_id=file["id"]), 303)


def _form(
    act: str, file: Mapping[str, Any], asked: tuple[Field, ...], typed: Mapping[str, Any], faults: Faults, **more: Any
) -> str:
    loose = more.pop("loose", [])
    version = more.pop("version", None) or request.form.get("versi") or file["version"]
    return page(
        "objection/act.html", private=True, act=act, file=file, version=version, asked=asked, values=typed,
        faults=sentences(faults), loose=loose, faulty=bool(faults or loose), **more,
    )  # fmt: skip


def _version() -> int:
    return request.form.get("versi", 0, type=int)
