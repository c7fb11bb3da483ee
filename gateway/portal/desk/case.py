"""A case: the request, the clock, the files, what was done, what may be done now."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g, make_response, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.errors import NotFound, Problem
from contracts.stages import DECIDED, Stage
from contracts.standing import FileStanding
from gateway.backends.aside import aside
from gateway.backends.indications import Indications
from gateway.backends.likeness import similar
from gateway.backends.personal import Personal
from gateway.backends.redactions import Redactions
from gateway.backends.shapes import intake, notify
from gateway.backends.shapes.documents import Document, Redaction
from gateway.backends.shapes.registry import Case, CaseLetter
from gateway.commands import PPID
from gateway.portal import clock, notices
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.progressing import MOVES
from gateway.portal.desk.queue import case_clock
from gateway.portal.information import office_name
from gateway.portal.pages import page, services, today, words
from statute.regimes import Regime, categories

WAYS = {  # the acts that decide, in the order they are offered, with the page of each
    "grant": "kabulkan",
    "grant_partly": "kabulkan-sebagian",
    "refuse": "tolak",
    "state_not_held": "tidak-dikuasai",
    "state_not_documented": "belum-didokumentasikan",
}
BY_HAND = ("pickup", "post", "courier")  # ways of delivery that an office has to see to itself
LONGEST_SOUGHT = 200  # characters of words that are looked for in files
_REDACTED = (FileStanding.HELD_BACK, FileStanding.TO_JUDGE, FileStanding.REPLACED)
FRESH, FRESH_SECONDS = "ppid_baru", 60  # cookie that takes the tracking token of a new request to its case


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a case's timeline."""

    at: str
    kind: str
    facts: dict[str, Any]


@blueprint.get("/<uuid:case_id>")
def case(case_id: UUID) -> Response:
    """Show the case. Opening it shows personal data; intake writes down who looked.

    Right after an officer recorded it, once, with the applicant's own links.
    """
    answer = make_response(show_case(str(case_id), {}, request.cookies.get(FRESH)))
    answer.delete_cookie(FRESH, path="/")
    return answer


@blueprint.post("/<uuid:case_id>/berkas")
def attach(case_id: UUID) -> str | Response:
    """Attach a file to the answer."""
    if request.form.get("documents"):  # it came in parts, and is there already
        return redirect(url_for("desk.case", case_id=case_id, _anchor="berkas"), 303)
    file = request.files.get("berkas")
    fault = upload(str(case_id), file) if file and file.filename else words("fault.no_file")
    if fault:
        return show_case(str(case_id), {"berkas": fault})
    return redirect(url_for("desk.case", case_id=case_id, _anchor="berkas"), 303)


def upload(case_id: str, file: FileStorage) -> str:
    """Pass a file on to documents; the result is what is wrong with it, empty when nothing is."""
    stream = file.stream
    size = stream.seek(0, 2)
    stream.seek(0)
    if size == 0:
        return words("fault.empty_file")
    try:
        services().documents.upload(case_id, file.filename or "berkas", stream, size)
    except Refused as refused:
        return next((fault.detail for fault in refused.faults), str(refused))
    return ""


@blueprint.post("/<uuid:case_id>/cari")
def seek(case_id: UUID) -> str:
    """Show the case with those of its files in which words occur: often a name, so it is not left in addresses."""
    return show_case(str(case_id), {}, sought=request.form.get("cari", "").strip()[:LONGEST_SOUGHT])


def show_case(case_id: str, faults: dict[str, str], fresh: str | None = None, sought: str = "") -> str:
    """Return the page of a case; parts whose service is away say so and leave the rest standing."""
    received, registered = aside(lambda: services().intake.request(case_id)), aside(lambda: _file(case_id))
    files, sent = aside(lambda: _documents(case_id)), aside(lambda: _messages(case_id))
    indications, claims = aside(lambda: _indications(case_id)), aside(lambda: _claims(case_id))
    alike = aside(lambda: _similar(case_id))
    content, file = received(), registered()
    letters = aside(lambda: _letters(file) if file else [])
    documents, messages = files(), sent()
    return page(
        "desk/case.html",
        private=True,
        content=content,
        case=file,
        state=case_clock(file) if file else "",
        clock=_clock(file) if file else None,
        moves=MOVES,
        asks_stage=bool(file and _asks_stage(file)),
        letters=letters(),
        returned_by=office_name(file["returned_by"]) if file and file["returned_by"] else None,
        may_decide=PPID in g.staff.roles,
        acts={act["act"]: act for act in file["acts"]} if file else {},
        ways=WAYS,
        prepared_ways=dict(zip(DECIDED, WAYS.values(), strict=True)),
        documents=_documents(case_id, sought) if sought else documents,
        redactions=_redactions(case_id, documents or []),
        sought=sought,
        messages=messages,
        indications=indications(),
        claims=claims(),
        similar=alike(),
        happenings=_happenings(content, file, documents or [], messages or []),
        fresh=fresh,
        issued=request.args.get("terbit"),
        rows=_notice_rows(file, documents or []),
        reached=bool(content["applicant"].get("email")),
        by_hand=content["delivery"] in BY_HAND,
        faults=faults,
        faulty=bool(faults),
    )


def _asks_stage(file: Case) -> bool:
    """Whether the office still has to say if the request belongs to the running stage by which it is counted."""
    asks = categories()[file["category"]].asks and file["regime"] == Regime.ELECTION
    return asks and file["regime_changed_on"] is None


def _notice_rows(file: Case | None, documents: list[Document]) -> list[tuple[str, str]]:
    if file is None or file["decision"] is None:
        return []
    return notices.rows(file["decision"], {one["id"]: one["name"] for one in documents})


def _clock(file: Case) -> clock.Clock:
    binding = clock.binding(clock.that_binds(file), extended=file["stage"] == Stage.EXTENDED)
    return clock.clock(binding, today(), stopped=bool(file["decision"]))


def _file(case_id: str) -> Case | None:
    with suppress(NotFound):  # handed in a moment ago: the register has not taken it over yet
        return services().registry.case(case_id)
    return None


def _letters(file: Case) -> list[CaseLetter]:
    try:
        return services().registry.letters(file["id"])
    except Problem:
        return []  # the case is still worth showing


def _documents(case_id: str, words: str = "") -> list[Document] | None:
    try:
        return services().documents.of(case_id, words)
    except Problem:
        return None


def _redactions(case_id: str, documents: list[Document]) -> dict[str, list[Redaction]]:
    """Where the files that are held back are blackened, or were, by file: one question for them all."""
    held = {file["id"]: list[Redaction]() for file in documents if file["standing"] in _REDACTED}
    if held:
        with suppress(Problem):
            for redaction in Redactions(services().clients["documents"]).of_request(case_id):
                held.get(redaction["document"], []).append(redaction)
    return held


def _indications(case_id: str) -> intake.Indications | None:
    try:
        return Indications(services().clients["intake"]).of(case_id)
    except Problem:
        return None


def _claims(case_id: str) -> intake.OpenedClaims | None:
    try:
        return Personal(services().clients["intake"]).of(case_id)
    except Problem:
        return None


def _similar(case_id: str) -> list[intake.Similar]:
    try:
        return similar(services().clients["intake"], case_id)
    except Problem:
        return []  # a hint less


def _messages(case_id: str) -> list[notify.Notice] | None:
    try:
        return services().notify.notices(case_id)
    except Problem:
        return None


def _happenings(
    content: intake.Request, file: Case | None, documents: list[Document], messages: list[notify.Notice]
) -> list[Happening]:
    """Everything that happened, the newest first, from all services."""
    told = [Happening(content["received_at"], "received", {"channel": content["channel"]})]
    if file:
        told += [Happening(entry["at"], entry["act"], entry["facts"]) for entry in file["history"]]
    told += [
        Happening(document["stored_at"], "document.stored", {"name": document["name"]})
        for document in documents
        if document["stored_at"]
    ]
    proved = {(one.kind, one.facts.get("way")) for one in told}
    told += [
        Happening(message["sent_at"], "notice.sent", {"kind": message["kind"], "channel": message["channel"]})
        for message in messages
        if message["sent_at"]
        and not (message["kind"] == "request_decided" and ("case.delivered", message["channel"]) in proved)
    ]
    return sorted(told, key=lambda happening: datetime.fromisoformat(happening.at), reverse=True)
