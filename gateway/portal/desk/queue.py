"""The queue: what waits for this office, the most urgent first."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from flask import g, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from chassis import clock as chassis_clock
from chassis.errors import Problem
from contracts.stages import GONE
from gateway.backends.aside import aside
from gateway.backends.intake import is_nik
from gateway.backends.personal import Personal
from gateway.backends.proofs import Proofs
from gateway.backends.redactions import Redactions
from gateway.backends.reports import Reports
from gateway.backends.shapes.documents import Counts
from gateway.backends.shapes.intake import Line, WaitingClaim
from gateway.backends.shapes.registry import Reminders, Summary
from gateway.commands import PPID
from gateway.portal import clock, look
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.lists import SIZE
from gateway.portal.pages import page, services, today

TABS = ("open", "late", "decided")
MOST = 1000  # open cases among which those that lack papers are looked for


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue: the register's part, what intake says of it (None when intake is away), missing papers."""

    case: Summary
    line: Line | None
    clock: str
    lacks: list[str] | None  # kinds of papers that have not come, while the case is open; None: nobody can say


@blueprint.get("")
def queue() -> str:
    """One tab of the queue, or what a search finds. Tab, page and search stand in the address."""
    return _show(request.args, "" if is_nik(_words(request.args)) else _words(request.args))


@blueprint.post("/cari")
def search() -> str | Response:
    """Show what a search finds: by a whole NIK at once, because addresses are kept; by words at an address
    of its own.
    """
    words = _words(request.form)
    if is_nik(words):
        return _show(request.form, words)
    tab, papers = request.form.get("tab"), request.form.get("surat")
    return redirect(url_for("desk.queue", tab=tab, q=words or None, surat=papers), 303)


def _words(typed: MultiDict[str, str]) -> str:
    return typed.get("q", "").strip()[:100]


def _show(asked_for: MultiDict[str, str], words: str) -> str:
    tab = asked_for.get("tab", "open")
    tab = tab if tab in TABS else "open"
    number = max(1, asked_for.get("hal", 1, type=int))
    waiting, reminders = aside(_claims), aside(_reminders)
    proposals = aside(_proposals)
    asked = services().registry.queue(tab, number, SIZE)
    only_lacking = "kurang" in asked_for.getlist("surat")
    rows = _rows(_found(words) if words else asked["items"])
    if only_lacking:
        rows = [row for row in (rows if words else _all_open()) if row.lacks != []]
    now, claims = chassis_clock.now(), waiting()
    return page(
        "desk/queue.html",
        rows=rows,
        tabs=TABS,
        tab=tab,
        q=words,
        counts=asked["counts"],
        only_lacking=only_lacking,
        unknown=any(row.lacks is None for row in rows),
        total=len(rows) if words or only_lacking else asked["total"],
        number=number,
        pages=1 if words or only_lacking else max(1, ceil(asked["total"] / SIZE)),
        as_of=now.isoformat(),
        reminders=reminders(),
        proposals=proposals(),
        approves=PPID in g.staff.roles,
        claims=claims,
        claims_late=any(datetime.fromisoformat(one["due_at"]) < now for one in claims),
        on=today().isoformat(),
    )


def case_clock(case: Summary) -> str:
    """Return the state of a case's clock; one that ended without an answer is closed, not answered."""
    if case["stage"] in GONE:
        return "closed"
    return clock.state_of(case["working_days_left"], late=case["late"], stopped=case["stage"] not in look.OPEN)


def _reminders() -> Reminders | None:
    try:
        return Reports(services().clients["registry"]).reminders()
    except Problem:
        return None  # the cases are still worth showing


def _proposals() -> Counts | None:
    try:
        return Redactions(services().clients["documents"]).under_way(1, 1)["counts"]
    except Problem:
        return None  # the cases are still worth showing


def _claims() -> list[WaitingClaim]:
    try:
        return Personal(services().clients["intake"]).waiting()
    except Problem:
        return []  # the cases are still worth showing


def _rows(cases: list[Summary]) -> list[Row]:
    lines = _lines([case["id"] for case in cases])
    lacking = _lacking([lines[case["id"]] for case in cases if case["stage"] in look.OPEN and case["id"] in lines])
    unsaid: list[str] | None = None if lacking is None else []
    return [
        Row(case, lines.get(case["id"]), case_clock(case), (lacking or {}).get(case["id"], unsaid)) for case in cases
    ]


def _all_open() -> list[Row]:
    """Return the open cases, the most urgent first; of an office with more than `MOST` only those."""
    rows: list[Row] = []
    for number in range(1, MOST // SIZE + 1):
        cases = services().registry.queue("open", number, SIZE)["items"]
        rows += _rows(cases)
        if len(cases) < SIZE:
            break
    return rows


def _lacking(lines: list[Line]) -> dict[str, list[str]] | None:
    """Return the kinds of papers that go with a request and are not there, by request; None while documents is away."""
    ids = [line["id"] for line in lines if line["papers"]]
    try:
        came = Proofs(services().clients["documents"]).came(ids) if ids else {}
    except Problem:
        return None  # nobody can say what is missing
    return {line["id"]: [kind for kind in line["papers"] if kind not in came.get(line["id"], ())] for line in lines}


def _found(words: str) -> list[Summary]:
    """Return the cases whose number or subject holds the words; one that the register has not taken over yet is left
    out.
    """
    ids = [line["id"] for line in services().intake.search(words)]
    return services().registry.queue("all", 1, len(ids), ids)["items"] if ids else []


def _lines(ids: list[str]) -> dict[str, Line]:
    try:
        return services().intake.lines(ids)
    except Problem:
        return {}  # numbers and clocks are still worth showing
