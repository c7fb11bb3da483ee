"""The registers on the desk: a year, page by page, masked; opened on the record; and as a file."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from math import ceil

from flask import g, request, send_file
from werkzeug.wrappers import Response

from chassis.errors import NotFound, Problem
from chassis.service import runtime
from gateway import i18n
from gateway.auth import sessions
from gateway.commands import PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal import registers as rows
from gateway.portal import workbook
from gateway.portal.desk.door import blueprint
from gateway.portal.pages import day, language, page, services, today, words, zone
from gateway.registers import Registers
from statute.registers import Register, registers

CODES = {"permohonan": "requests", "keberatan": "objections", "sengketa": "disputes", "dip": "dip", "dik": "dik"}
FIRST_YEAR = 2010  # UU 14/2008 came into force
SIZE = 25  # rows of a page
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/register")
def register_default() -> str:
    """The register of requests."""
    return register("permohonan")


@blueprint.get("/register/<name>")
def register(name: str) -> str:
    """A page of a register. Names are masked; addresses and what would tell who asks are left out."""
    return _page(name, opened=False)


@blueprint.post("/register/<name>")
def register_opened(name: str) -> str:
    """The same page with names and addresses. By POST: intake writes down who opened how many rows."""
    needs(PPID, SUPERIOR)
    return _page(name, opened=True)


@blueprint.get("/register/<name>.xlsx")
def register_file(name: str) -> Response:
    """The whole year as a spreadsheet, names masked."""
    return _file(name, opened=False)


@blueprint.post("/register/<name>.xlsx")
def register_file_opened(name: str) -> Response:
    """The whole year as a spreadsheet with names and addresses; intake writes down who took how many rows."""
    needs(PPID, SUPERIOR)
    return _file(name, opened=True)


def _page(name: str, *, opened: bool) -> str:
    kept, year = _register(name), _year()
    number = max(1, request.values.get("hal", 1, type=int))
    found = _registers().page(kept.code, year if kept.yearly else None, number, SIZE)
    entries: Mapping[str, rows.Row] = {}
    if kept.personal and opened:
        entries = _registers().entries(kept.code, (row["id"] for row in found["items"]), opened=True)
    elif kept.personal:
        with suppress(Problem):  # numbers and days are still worth showing
            entries = _registers().entries(kept.code, (row["id"] for row in found["items"]), opened=False)
    put = _words(language())
    return page(
        "desk/register.html",
        private=True,
        name=name,
        names=CODES,
        register=kept,
        headings=[words(f"register.column.{kept.code}.{column.code}") for column in kept.columns],
        rows=[rows.cells(kept, row, entries.get(row["id"], rows.NOTHING), put) for row in found["items"]],
        total=found["total"],
        year=year,
        years=range(today().year, FIRST_YEAR - 1, -1),
        number=number,
        pages=max(1, ceil(found["total"] / SIZE)),
        opened=opened,
        may_open=bool({PPID, SUPERIOR} & g.staff.roles),
        away=kept.personal and bool(found["items"]) and not entries,
    )


def _file(name: str, *, opened: bool) -> Response:
    kept, year = _register(name), _year()
    told = str(year) if kept.yearly else day(today())
    entries: Mapping[str, rows.Row] = {}
    if kept.personal:
        entries = _registers().entries_of(kept.code, year, opened=opened)
    say = partial(i18n.translate, i18n.ORIGINAL)  # an official register is in Indonesian, whoever takes it
    state = "opened" if opened else "masked" if kept.personal else "whole"
    title = [f"{say('register.title.' + kept.code)} {told}", g.office.name, say(f"register.file_{state}")]
    headings = [say(f"register.column.{kept.code}.{column.code}") for column in kept.columns]
    file = workbook.write(title, headings, _cells(kept, year, entries))
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"register-{name}-{year}.xlsx")


def _cells(kept: Register, year: int, entries: Mapping[str, rows.Row]) -> Iterator[list[rows.Cell]]:
    put = _words(i18n.ORIGINAL)
    for row in _registers().rows(kept.code, year if kept.yearly else None):
        yield rows.cells(kept, row, entries.get(row["id"], rows.NOTHING), put)


def _words(spoken: str) -> rows.Words:
    return rows.Words(partial(i18n.translate, spoken), spoken, zone(), _office, sessions.names())


def _office(code: str) -> str:
    return runtime().directory.by_code(code).name


def _register(name: str) -> Register:
    if name not in CODES:
        raise NotFound
    return registers()[CODES[name]]


def _year() -> int:
    year = request.values.get("tahun", today().year, type=int)
    return year if FIRST_YEAR <= year <= today().year else today().year


def _registers() -> Registers:
    return Registers(services().clients)
