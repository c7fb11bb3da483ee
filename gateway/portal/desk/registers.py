"""The registers on the desk: a year, page by page, masked; opened on the record; and as a file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from math import ceil

from flask import g, request, send_file, url_for
from werkzeug.wrappers import Response

from chassis.errors import NotFound, Problem
from chassis.service import runtime
from gateway import i18n
from gateway.backends.registers import Registers
from gateway.commands import PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal import registers as rows
from gateway.portal import workbook
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.importing import Sheet, bring_in
from gateway.portal.pages import day, language, page, services, today, words, zone
from statute.registers import Register, registers

# What the office kept before it moved in, by its own code: which register it was.
OLD = {"imported": "requests", "imported_objections": "objections", "imported_disputes": "disputes"}
CODES = {
    "permohonan": "requests",
    "keberatan": "objections",
    "sengketa": "disputes",
    "lama": "imported",
    "keberatan-lama": "imported_objections",
    "sengketa-lama": "imported_disputes",
    "dip": "dip",
    "dik": "dik",
}
FIRST_YEAR = 2010  # UU 14/2008 came into force
SIZE = 25  # rows of a page
NEEDED = {  # of a sheet that comes in
    "requests": ("number", "received_on", "name", "information", "decision", "notified_on"),
    "objections": ("number", "received_on", "name", "information", "grounds", "decision", "answered_on"),
    "disputes": ("number", "commission", "filed_on", "stage"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a register; `away`: who stands in it could not be read."""

    rows: list[list[rows.Cell]]
    total: int
    away: bool = False


@blueprint.get("/register")
def register_default() -> str:
    """Show the register of requests."""
    return register("permohonan")


@blueprint.get("/register/<name>")
def register(name: str) -> str:
    """Show a page of a register. Names are masked; addresses and what would tell who asks are left out."""
    return _page(name, opened=False)


@blueprint.post("/register/<name>")
def register_opened(name: str) -> str:
    """Do the same page with names and addresses. By POST: intake writes down who opened how many rows."""
    needs(PPID, SUPERIOR)
    return _page(name, opened=True)


@blueprint.route("/register/<name>/impor", methods=["GET", "POST"])
def register_import(name: str) -> str | Response:
    """Take an old register over from a spreadsheet: first look, then all rows or none.

    Raises:
        NotFound: there is no such old register.
    """
    needs(PPID)
    code = OLD.get(CODES.get(name, ""))
    if code is None:
        raise NotFound
    columns = [(f"register.column.{code}.{one.code}", one.code in NEEDED[code]) for one in _register(name).columns]
    take_over = partial(_registers().take_over, code)
    return bring_in(Sheet(code, columns, f"/kerja/register/{name}", partial(_came, name), take_over))


def _came(name: str, many: int) -> str:
    return url_for("desk.register", name=name, impor=many)


@blueprint.get("/register/<name>.xlsx")
def register_file(name: str) -> Response:
    """Show the whole year as a spreadsheet, names masked."""
    return _file(name, opened=False)


@blueprint.post("/register/<name>.xlsx")
def register_file_opened(name: str) -> Response:
    """Show the whole year as a spreadsheet with names and addresses; intake writes down who took how many rows."""
    needs(PPID, SUPERIOR)
    return _file(name, opened=True)


def _page(name: str, *, opened: bool) -> str:
    kept, year = _register(name), _year()
    number = max(1, request.values.get("hal", 1, type=int))
    shown = (_old if CODES[name] in OLD else _own)(kept, year, number, opened)
    return page(
        "desk/register.html",
        private=True,
        name=name,
        names=CODES,
        register=kept,
        code=CODES[name],
        headings=[words(f"register.column.{kept.code}.{column.code}") for column in kept.columns],
        rows=shown.rows,
        total=shown.total,
        year=year,
        years=range(today().year, FIRST_YEAR - 1, -1),
        number=number,
        pages=max(1, ceil(shown.total / SIZE)),
        opened=opened,
        may_open=bool({PPID, SUPERIOR} & g.staff.roles),
        may_bring_in=CODES[name] in OLD and PPID in g.staff.roles,
        away=shown.away,
        came=request.args.get("impor", 0, type=int),
    )


def _own(kept: Register, year: int, number: int, opened: bool) -> Shown:
    """Return a page of what the platform keeps."""
    found = _registers().page(kept.code, year if kept.yearly else None, number, SIZE)
    entries: Mapping[str, rows.Row] = {}
    if kept.personal and opened:
        entries = _registers().entries(kept.code, (row["id"] for row in found["items"]), opened=True)
    elif kept.personal:
        with suppress(Problem):  # numbers and days are still worth showing
            entries = _registers().entries(kept.code, (row["id"] for row in found["items"]), opened=False)
    put = _words(language())
    told = [rows.cells(kept, row, entries.get(row["id"], rows.NOTHING), put) for row in found["items"]]
    return Shown(told, found["total"], kept.personal and bool(told) and not entries)


def _old(kept: Register, year: int, number: int, opened: bool) -> Shown:
    """Return a page of what the office kept before it moved in."""
    found = _registers().imported(kept.code, year, number, SIZE, opened=opened)
    return Shown([rows.told_cells(kept, row["told"]) for row in found["items"]], found["total"])


def _file(name: str, *, opened: bool) -> Response:
    kept, year = _register(name), _year()
    told = str(year) if kept.yearly else day(today())
    say = partial(i18n.translate, i18n.ORIGINAL)  # an official register is in Indonesian, whoever takes it
    state = "opened" if opened else "masked" if kept.personal else "whole"
    title = [f"{say('register.title.' + CODES[name])} {told}", g.office.name, say(f"register.file_{state}")]
    headings = [say(f"register.column.{kept.code}.{column.code}") for column in kept.columns]
    file = workbook.write(title, headings, _cells(name, kept, year, opened))
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"register-{name}-{year}.xlsx")


def _cells(name: str, kept: Register, year: int, opened: bool) -> Iterator[list[rows.Cell]]:
    """All rows of a year: those of the old register stand before the platform's own."""
    if kept.code in OLD.values():
        for old in _registers().imported_rows(kept.code, year, opened=opened):
            yield rows.told_cells(kept, old["told"])
    if CODES[name] in OLD:
        return
    entries = _registers().entries_of(kept.code, year, opened=opened) if kept.personal else {}
    put = _words(i18n.ORIGINAL)
    for row in _registers().rows(kept.code, year if kept.yearly else None):
        yield rows.cells(kept, row, entries.get(row["id"], rows.NOTHING), put)


def _words(spoken: str) -> rows.Words:
    return rows.Words(partial(i18n.translate, spoken), spoken, zone(), _office)


def _office(code: str) -> str:
    return runtime().directory.by_code(code).name


def _register(name: str) -> Register:
    if name not in CODES:
        raise NotFound
    return registers()[OLD.get(CODES[name], CODES[name])]


def _year() -> int:
    year = request.values.get("tahun", today().year, type=int)
    return year if FIRST_YEAR <= year <= today().year else today().year


def _registers() -> Registers:
    return Registers(services().clients["intake"], services().clients["registry"])
