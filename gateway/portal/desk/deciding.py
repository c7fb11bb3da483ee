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
from gateway.shapes import CaseFile
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
        return _form("grant", case, GRANT, {"documents": [file["id"] for file in known]}, {}, files=known)
    typed: dict[str, Any] = fields.read(request.form, GRANT)
    typed["documents"] = request.form.getlist("documents")
    faults: Faults = {}
    added = request.files.get("berkas")
    if added and added.filename:
        before = {file["id"] for file in known}
        fault = upload(str(case_id), added)
        faults |= {"berkas": fault} if fault else {}
        known = services().documents.of(str(case_id))
        typed["documents"] += [file["id"] for file in known if file["id"] not in before]
    if _wants("unggah", "ubah") or faults:
        return _form("grant", case, GRANT, typed, faults, files=known)
    faults = fields.look(typed, GRANT) | ({} if typed["documents"] else {"berkas": "fault.no_document"})
    if faults:
        return _form("grant", case, GRANT, typed, faults, files=known)
    chosen = [file for file in known if file["id"] in typed["documents"]]
    if not _wants("terbitkan"):
        return _confirm("grant", case, typed, files=chosen)
    decision = {"outcome": "granted", "documents": typed["documents"], "statement": typed["statement"]}
    refused = _issue(str(case_id), decision)
    if refused is None:
        return _done(case_id)
    faults, loose = _objections(refused, GRANT)
    return _form("grant", services().registry.case(str(case_id)), GRANT, typed, faults, loose=loose, files=known)


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
    refused = _issue(str(case_id), {"outcome": "refused", **typed})
    if refused is None:
        return _done(case_id)
    faults, loose = _objections(refused, REFUSE)
    return _form("refuse", services().registry.case(str(case_id)), REFUSE, typed, faults, loose=loose)


def _wants(*steps: str) -> bool:
    return request.form.get("langkah") in steps


def _issue(case_id: str, decision: Mapping[str, Any]) -> Refused | None:
    """Issue the notice on the version that the decider saw; the result is the register's refusal, if it refused."""
    version = request.form.get("versi", "")
    try:
        services().registry.decide(case_id, int(version) if version.isdigit() else 0, decision)
    except Refused as refused:
        return refused
    return None


def _objections(refused: Refused, asked: tuple[Field, ...]) -> tuple[Faults, list[str]]:
    """The register's objections beside their fields, and those that belong to none."""
    if refused.status == CHANGED:
        return {}, [words("decide.changed")]
    placed, loose = fields.by_pointer(asked, [(fault.pointer, fault.detail) for fault in refused.faults])
    if any(fault.pointer.startswith("/documents") for fault in refused.faults):
        return placed | {"berkas": "decide.documents_on_their_way"}, []
    return placed, loose if placed or loose else [refused.detail or refused.title]


def _done(case_id: UUID) -> Response:
    return redirect(url_for("desk.case", case_id=case_id, terbit=1), 303)


def _form(
    act: str,
    case: CaseFile,
    asked: tuple[Field, ...],
    typed: Mapping[str, Any],
    faults: Faults,
    **more: Any,
) -> str:
    loose = more.pop("loose", [])
    return page(
        f"desk/{act}.html",
        private=True,
        case=case,
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
