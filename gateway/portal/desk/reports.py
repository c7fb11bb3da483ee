"""Annual reports on the desk: what is due, writing one, its preview, issuing it, its figures as a file."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from flask import g, redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from chassis.service import runtime
from gateway import i18n
from gateway.backends.reports import Reports
from gateway.backends.shapes.registry import BelowLine, Report
from gateway.commands import PPID, SUPERIOR
from gateway.entering import needs
from gateway.portal import fields, workbook
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.oversight import supervising
from gateway.portal.desk.papers import pdf
from gateway.portal.desk.registers import XLSX
from gateway.portal.fields import Faults, Field
from gateway.portal.information import office_name
from gateway.portal.menus import SUPERVISING
from gateway.portal.pages import page, sentences, services, today
from gateway.portal.refusing import CHANGED, placed
from gateway.portal.registers import Cell
from statute.report import parts

FIRST_YEAR = 2021  # the first year that ended after PerKI 1/2021 came into force
LEAD = "report_"
WORDS = tuple(
    Field(name=f"{LEAD}{part.code}", kind="area", pointer=f"/words/{part.code}", longest=5000, required=part.required)
    for part in parts()
)
HANDOVER = (
    Field(name="handed_on", kind="date", pointer="/on", width="short"),
    Field(name="handed_reference", pointer="/reference", longest=100, width="medium"),
)


def reports() -> Reports:
    """Annual reports as the registry keeps them."""
    return Reports(services().clients["registry"])


@blueprint.route("/laporan", methods=["GET", "POST"])
def report_list() -> str | Response:
    """Show the office's reports and what is due; a POST begins the one on a year."""
    loose: list[str] = []
    if request.method == "POST":
        needs(PPID)
        try:
            started = reports().start(request.form.get("tahun", 0, type=int))
            return redirect(url_for("desk.report_write", report_id=started["id"]), 303)
        except Refused as refused:
            loose = [fault.detail for fault in refused.faults] or [refused.detail or refused.title]
    found, on = reports().overview(), today()
    there = {one["year"] for one in found["items"]}
    return page(
        "report/list.html", private=True, found=found, loose=loose, faulty=bool(loose), faults={},
        years=[year for year in range(on.year - 1, FIRST_YEAR - 1, -1) if year not in there],
        late=on.isoformat() > found["due_on"], may_write=PPID in g.staff.roles,
        supervises=g.office.level in SUPERVISING and bool({PPID, SUPERIOR} & g.staff.roles),
    )  # fmt: skip


@blueprint.get("/laporan/<uuid:report_id>")
def report_show(report_id: UUID) -> str:
    """Show a report as it stands, with what may be done now."""
    done = next((name for name in ("simpan", "terbit", "serah") if name in request.args), "")
    one = reports().one(str(report_id))
    missing = [part.heading for part in parts() if part.required and not one["words"].get(part.code)]
    return page("report/one.html", private=True, one=one, done=done, missing=missing, may_write=PPID in g.staff.roles)


@blueprint.route("/laporan/<uuid:report_id>/tulis", methods=["GET", "POST"])
def report_write(report_id: UUID) -> str | Response:
    """Show what the office writes; parts may be left for later."""
    needs(PPID)
    one = reports().one(str(report_id))
    typed = {f"{LEAD}{code}": said for code, said in one["words"].items()}
    faults, loose, fresh = Faults(), list[str](), request.method == "GET"
    if request.method == "POST":
        typed = fields.read(request.form, WORDS)
        faults = {name: fault for name, fault in fields.look(typed, WORDS).items() if fault != "fault.missing"}
        if not faults:
            try:
                said = {name.removeprefix(LEAD): value for name, value in typed.items() if value}
                reports().write(one["id"], _version(), said)
                return redirect(url_for("desk.report_show", report_id=report_id, simpan=1), 303)
            except Refused as refused:
                (faults, loose), fresh = placed(refused, WORDS, "report.changed"), refused.status == CHANGED
                one = reports().one(str(report_id))
    return _form("report/write.html", one, WORDS, typed, (faults, loose), fresh=fresh)


@blueprint.route("/laporan/<uuid:report_id>/terbitkan", methods=["GET", "POST"])
def report_issue(report_id: UUID) -> str | Response:
    """Issue it; the page says what that does."""
    return _do(report_id, "issue", (), "terbit")


@blueprint.route("/laporan/<uuid:report_id>/serahkan", methods=["GET", "POST"])
def report_hand_over(report_id: UUID) -> str | Response:
    """Write down when the Information Commission got it."""
    return _do(report_id, "handover", HANDOVER, "serah")


@blueprint.get("/laporan/<uuid:report_id>.pdf")
def report_file(report_id: UUID) -> Response:
    """Show the report as it stands, as a PDF."""
    return pdf(reports().file(str(report_id), "draft"), "laporan-tahunan")


@blueprint.get("/laporan/<uuid:report_id>.xlsx")
def report_table(report_id: UUID) -> Response:
    """Show the figures, and each request with the working days that it took (UU 14/2008 ps. 12); it names nobody."""
    one = reports().one(str(report_id))
    say = partial(i18n.translate, i18n.ORIGINAL)  # an official table is in Indonesian, whoever takes it
    title = [say("report.of_year", year=one["year"]), g.office.name, one["letter_number"] or say("report.draft")]
    headings = [say(f"report.table.{name}") for name in ("part", "what", "many")]
    file = workbook.write(title, headings, _table(one))
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=f"laporan-{one['year']}.xlsx")


@blueprint.get("/pengawasan/laporan")
def report_oversight() -> str:
    """Which offices below have delivered their report on a year."""
    supervising()
    on = today()
    year = request.args.get("tahun", on.year - 1, type=int)
    year = year if FIRST_YEAR <= year < on.year else on.year - 1
    found = reports().below(year)
    delivered = [one for one in found["items"] if one["number"]]
    return page(
        "report/below.html", private=True, found=found, delivered=len(delivered), year=year, office_name=office_name,
        groups=_by_province(found["items"]), years=range(on.year - 1, FIRST_YEAR - 1, -1),
        late=on.isoformat() > found["due_on"],
    )  # fmt: skip


def _by_province(items: Iterable[BelowLine]) -> dict[str, list[BelowLine]]:
    """Return the offices below by the KPU Provinsi that they belong to, itself first; by its code."""
    groups: dict[str, list[BelowLine]] = {}
    for item in items:
        office = runtime().directory.by_code(item["office"])
        groups.setdefault(office.code if office.level == "provinsi" else office.parent or "", []).append(item)
    return groups


def _table(report: Report) -> Iterator[list[Cell]]:
    """Yield the figures part by part, with the working days of every request."""
    for part in report["parts"]:
        for table in part["tables"]:
            for row in table["rows"]:
                yield [table["heading"], *row]


def _do(report_id: UUID, act: str, asked: tuple[Field, ...], done: str) -> str | Response:
    needs(PPID)
    one = reports().one(str(report_id))
    typed, faults, loose, fresh = fields.read(request.form, asked), Faults(), list[str](), request.method == "GET"
    if request.method == "POST":
        faults = fields.look(typed, asked)
        if not faults:
            try:
                said = {name.removeprefix("handed_"): value for name, value in typed.items()} or None
                reports().act(one["id"], act, _version(), said)
                return redirect(f"{url_for('desk.report_show', report_id=report_id)}?{done}=1", 303)
            except Refused as refused:
                (faults, loose), fresh = placed(refused, asked, "report.changed"), refused.status == CHANGED
                one = reports().one(str(report_id))
    return _form("report/act.html", one, asked, typed, (faults, loose), fresh=fresh, act=act)


def _form(
    template: str, one: Report, asked: tuple[Field, ...], typed: dict[str, str],
    wrong: tuple[Faults, list[str]], **more: Any,
) -> str:  # fmt: skip
    faults, loose = wrong
    version = one["version"] if more.pop("fresh") else request.form.get("versi", "")
    return page(
        template, private=True, one=one, fields=asked, values=typed, faults=sentences(faults), loose=loose,
        faulty=bool(faults or loose), version=version, **more,
    )  # fmt: skip


def _version() -> int:
    return request.form.get("versi", 0, type=int)
