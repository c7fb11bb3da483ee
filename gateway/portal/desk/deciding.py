"""Grant or refuse: what the written notice says, a page that states the consequence, and only then the act."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import g, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.commands import PPID
from gateway.entering import needs
from gateway.portal import fields
from gateway.portal.desk.case import upload
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services, words
from gateway.shapes import CaseFile, Document
from statute.exemptions import exemptions

STATEMENT = Field(name="statement", kind="area", pointer="/statement", longest=5000)
GRANT = (STATEMENT,)
REFUSE = (
    Field(name="exemption", kind="choice", pointer="/exemption", choices=tuple(exemptions())),
    Field(name="act", pointer="/act", longest=300),
    Field(name="consequence", kind="area", pointer="/consequence", longest=5000),
    STATEMENT,
)
CHANGED = 412


@blueprint.route("/<uuid:case_id>/kabulkan", methods=["GET", "POST"])
def grant(case_id: UUID) -> str | Response:
    """Grant: the answer's files and what the notice says."""
    needs(PPID)
    case = services().registry.case(str(case_id))
    known = services().documents.of(str(case_id))
    if request.method == "GET":
        return _form("grant", case, GRANT, {"documents": _ready(known)}, {}, files=known)
    typed: dict[str, Any] = fields.read(request.form, GRANT)
    typed["documents"] = request.form.getlist("documents")
    faults: Faults = {}
    if (added := request.files.get("berkas")) and added.filename:
        fault = upload(str(case_id), added)
        faults = {"berkas": fault} if fault else {}
        before, known = _ready(known), services().documents.of(str(case_id))
        typed["documents"] += [one for one in _ready(known) if one not in before]
    typed["documents"] = [one for one in _ready(known) if one in typed["documents"]]
    if faults or _wants("unggah", "ubah"):
        return _form("grant", case, GRANT, typed, faults, files=known)
    faults = fields.look(typed, GRANT) | _missing_files(typed["documents"], known)
    if faults:
        return _form("grant", case, GRANT, typed, faults, files=known)
    if not _wants("terbitkan"):
        return _confirm("grant", case, typed, files=[file for file in known if file["id"] in typed["documents"]])
    decision = {"outcome": "granted", "documents": typed["documents"], "statement": typed["statement"]}
    return _issue("grant", case, GRANT, typed, decision, files=known)


@blueprint.route("/<uuid:case_id>/tolak", methods=["GET", "POST"])
def refuse(case_id: UUID) -> str | Response:
    """Refuse: the letter of Pasal 17, the Act, the consequence of opening, and what the notice says."""
    needs(PPID)
    case = services().registry.case(str(case_id))
    typed: dict[str, Any] = fields.read(request.form, REFUSE)
    if request.method == "GET" or _wants("ubah"):
        return _form("refuse", case, REFUSE, typed, {})
    faults = fields.look(typed, REFUSE)
    if faults:
        return _form("refuse", case, REFUSE, typed, faults)
    if not _wants("terbitkan"):
        return _confirm("refuse", case, typed, exemption=exemptions()[typed["exemption"]])
    return _issue("refuse", case, REFUSE, typed, {"outcome": "refused", **typed})


def _wants(*steps: str) -> bool:
    return request.form.get("langkah") in steps


def _ready(files: list[Document]) -> list[str]:
    """The files that passed the checks: only these can be given."""
    return [file["id"] for file in files if file["state"] == "stored"]


def _missing_files(chosen: list[str], known: list[Document]) -> Faults:
    if chosen:
        return {}
    waits = any(file["state"] == "waiting" for file in known)
    return {"berkas": "decide.file_waits" if waits else "fault.no_document"}


def _issue(
    act: str,
    case: CaseFile,
    asked: tuple[Field, ...],
    typed: Mapping[str, Any],
    decision: Mapping[str, Any],
    **more: Any,
) -> str | Response:
    """Issue the notice on the version that the decider saw, or show what the register objects to."""
    version = request.form.get("versi", "")
    try:
        services().registry.decide(case["id"], int(version) if version.isdigit() else 0, decision)
    except Refused as refused:
        faults, loose = _objections(refused, asked)
        fresh = services().registry.case(case["id"])
        return _form(act, fresh, asked, typed, faults, loose=loose, version=fresh["version"], **more)
    return redirect(url_for("desk.case", case_id=case["id"], terbit=1), 303)


def _objections(refused: Refused, asked: tuple[Field, ...]) -> tuple[Faults, list[str]]:
    """The register's objections beside their fields, and those that belong to none."""
    if refused.status == CHANGED:
        return {}, [words("decide.changed")]
    placed, loose = fields.by_pointer(asked, [(fault.pointer, fault.detail) for fault in refused.faults])
    if any(fault.pointer.startswith("/documents") for fault in refused.faults):
        return placed | {"berkas": "decide.documents_on_their_way"}, []
    return placed, loose if placed or loose else [refused.detail or refused.title]


def _form(
    act: str,
    case: CaseFile,
    asked: tuple[Field, ...],
    typed: Mapping[str, Any],
    faults: Faults,
    **more: Any,
) -> str:
    loose = more.pop("loose", [])
    version = more.pop("version", None) or request.form.get("versi") or case["version"]
    return page(
        f"desk/{act}.html",
        private=True,
        case=case,
        version=version,
        fields=asked,
        values=typed,
        faults=sentences(faults),
        loose=loose,
        faulty=bool(faults or loose),
        exemptions=exemptions(),
        line=services().intake.lines([case["id"]]).get(case["id"]),
        article=next((known["article"] for known in case["acts"] if known["act"] == act), ""),
        **more,
    )


def _confirm(act: str, case: CaseFile, typed: Mapping[str, Any], **more: Any) -> str:
    return page(
        "desk/confirm.html",
        private=True,
        act=act,
        case=case,
        version=request.form.get("versi", ""),
        values=typed,
        decider=g.staff.name,
        article=next((known["article"] for known in case["acts"] if known["act"] == act), ""),
        **more,
    )
