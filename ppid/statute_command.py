"""`ppid statute`: ask the law, without a running platform; and count the open cases anew on a running one."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click
from rich.console import Console
from rich.table import Table

from chassis.context import Context
from ppid.offices import Office, UnknownOfficeError, office, offices
from statute.book import UnknownRuleError
from statute.calendar import long_date, national
from statute.deadlines import Day, Deadline, Term, after_hours, deadline
from statute.regimes import Regime
from statute.settings import JointLeave

if TYPE_CHECKING:
    from services.registry.cases.steps.recount import Moved

_REGIME_NAMES = {Regime.ORDINARY: "umum (reguler)", Regime.ELECTION: "pemilu"}


class Refused(click.ClickException):
    """What was asked cannot be answered: one line on stderr, exit 2."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the one line in Indonesian."""
        click.echo(f"Galat: {self.format_message()}", err=True, file=file)


@click.group()
def statute() -> None:
    """Bertanya kepada aturan: tenggat, hari kerja, dan pasalnya."""


@statute.command()
@click.option("--regime", "regime_name", required=True, metavar="ordinary|election", help="Rezim umum atau pemilu.")
@click.option("--received", required=True, metavar="TANGGAL[TJAM]", help="Saat diterima; tanpa zona = zona kantor.")
@click.option("--office", "office_code", required=True, metavar="KODE", help="Kode wilayah kantor, misalnya 32.76.")
@click.option(
    "--joint-leave",
    type=click.Choice(["nonworking", "working"]),
    help="Apakah cuti bersama dihitung sebagai hari kerja; tanpa ini menurut penetapan yang berlaku.",
)
@click.option("--json", "as_json", is_flag=True, help="Cetak objek JSON.")
def due(regime_name: str, received: str, office_code: str, joint_leave: JointLeave | None, as_json: bool) -> None:
    """Hitung tenggat menjawab permohonan, hari demi hari."""
    where = _office(office_code)
    result = _deadline(_regime(regime_name), _moment(received, where), where, joint_leave)
    if as_json:
        click.echo(json.dumps(_as_object(result, where), ensure_ascii=False, indent=2))
    else:
        _tell(result, where)


@statute.command()
@click.option("--preview", is_flag=True, help="Hanya hitung berapa permohonan yang bergeser; tidak mengubah apa pun.")
@click.option("--office", "office_code", metavar="KODE", help="Satu kantor saja; tanpa ini semua kantor.")
def recompute(preview: bool, office_code: str | None) -> None:
    """Hitung ulang tenggat permohonan, perbaikan, dan keberatan yang terbuka setelah keputusan hari libur berubah."""
    from chassis.settings import BadSettings
    from services.registry.cases.commands import recount, repair_recount
    from services.registry.objections.commands import recount as recounting_objections

    codes = [_office(office_code).code] if office_code else list(offices())
    counting = {"permohonan": recount, "perbaikan": repair_recount, "keberatan": recounting_objections}
    for what, module in counting.items():
        work = module.preview if preview else module.recompute
        try:
            counted = _in_offices(codes, work)
        except BadSettings as bad:
            raise Refused(f"{bad}. Jalankan `make run` lebih dulu, atau isi variabel itu.") from None
        for code, open_, moved in counted:
            if moved:
                click.echo(f"{offices()[code].name}: {moved} dari {open_} {what} terbuka bergeser")
        total, moved = sum(row[1] for row in counted), sum(row[2] for row in counted)
        click.echo(f"{moved} dari {total} {what} terbuka {'akan bergeser' if preview else 'dihitung ulang'}.")


def _in_offices(codes: list[str], work: "Callable[[], Moved]") -> list[tuple[str, int, int]]:
    """Each office with how many are open there and how many move; as many at once as there are connections."""
    from chassis.service import load, start

    registry = start(load("registry"))

    def in_office(code: str) -> tuple[str, int, int]:
        with registry.acting(Context(code, "service:registry", frozenset({"service:registry"}))):
            done = work()
        return code, done.open, done.moved

    try:
        with ThreadPoolExecutor(registry.settings.threads) as pool:
            return list(pool.map(in_office, codes))
    finally:
        registry.database.dispose()


def _office(code: str) -> Office:
    try:
        return office(code)
    except UnknownOfficeError:
        raise Refused(f"kantor dengan kode “{code}” tidak dikenal; contoh kode: 00, 32, 32.76.") from None


def _regime(name: str) -> Regime:
    try:
        return Regime(name)
    except ValueError:
        raise Refused(f"rezim “{name}” tidak dikenal; pilih ordinary (umum) atau election (pemilu).") from None


def _moment(text: str, where: Office) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(f"waktu “{text}” tidak terbaca; tulis seperti 2026-03-13 atau 2026-03-13T15:10.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(where.time_zone))


def _deadline(regime: Regime, received_at: datetime, where: Office, joint_leave: JointLeave | None) -> Deadline:
    try:
        calendar = national(joint_leave)
        from_next = after_hours(received_at, where.time_zone, where.code, calendar)
        return deadline(received_at, where.time_zone, regime, calendar, from_next=from_next)
    except UnknownRuleError:
        raise Refused(f"rezim {_REGIME_NAMES[regime]} belum berlaku pada {received_at.date()}.") from None
    except OverflowError:
        raise Refused(f"tenggat dari {received_at.date()} di luar jangkauan kalender.") from None


def _as_object(result: Deadline, where: Office) -> dict[str, Any]:
    return {
        "office": where.code,
        "time_zone": where.time_zone,
        "regime": result.regime,
        "received_at": result.received_at.isoformat(),
        "received_on": result.received_on.isoformat(),
        "due_on": result.due_on.isoformat(),
        "due_at": result.due_at.isoformat(),
        "extended_due_on": result.extended_due_on.isoformat(),
        "objection_answer_due_on": result.objection_answer_due_on.isoformat(),
        "basis": result.basis,
        "rules": [
            {
                "id": rule.id,
                "purpose": rule.purpose,
                "value": rule.value,
                "unit": rule.unit,
                "article": rule.article,
                "certainty": rule.certainty,
                "doubts": rule.doubts,
            }
            for rule in result.rules
        ],
        "days": [_day_object(day) for day in result.days],
        "extension_days": [_day_object(day) for day in result.extension.days],
        "provisional": result.provisional,
        "warnings": result.warnings,
    }


def _day_object(day: Day) -> dict[str, Any]:
    return {"date": day.on.isoformat(), "ordinal": day.ordinal, "why": day.why, "decree": day.decree}


def _tell(result: Deadline, where: Office) -> None:
    zone = result.received_at.tzname() or where.time_zone
    click.echo(f"{where.name} · rezim {_REGIME_NAMES[result.regime]}")
    click.echo(f"Diterima {long_date(result.received_on)} pukul {result.received_at:%H.%M} {zone} (hari 0)")
    _tell_days("Jangka waktu pertama", result.answer)
    _tell_days("Perpanjangan, satu kali", result.extension)
    click.echo("")
    _tell_due("Tenggat menjawab", result.due_on, zone, result.answer)
    _tell_due("Bila diperpanjang", result.extended_due_on, zone, result.extension)
    _tell_due("Tanggapan keberatan", result.objection_answer_due_on, zone, result.objection)
    click.echo("Tanggapan keberatan dihitung seolah-olah keberatan diterima pada hari 0 yang sama.")
    for warning in result.warnings:
        click.echo(f"Perhatian: {warning}")


def _tell_due(name: str, on: date, zone: str, term: Term) -> None:
    rule = term.rule
    click.echo(f"{name:<20}: {long_date(on)} pukul 23.59.59 {zone}")
    click.echo(f"{'':<22}{rule.value} {rule.unit.label}, {rule.article} ({rule.id}; {rule.certainty.label})")
    for doubt in rule.doubts:
        click.echo(f"{'':<22}Catatan: {doubt}")


def _tell_days(heading: str, term: Term) -> None:
    rows = [(long_date(day.on), _mark(day)) for day in term.days]
    console = Console()
    if console.is_terminal:
        table = Table("Hari", "Hitungan", title=heading, title_justify="left")
        for day, (on, mark) in zip(term.days, rows, strict=True):
            table.add_row(on, mark, style="" if day.ordinal else "dim")
        console.print(table)
        return
    click.echo(f"\n{heading}:")
    for on, mark in rows:
        click.echo(f"  {on:<26}  {mark}")


def _mark(day: Day) -> str:
    if day.ordinal:
        return f"hari ke-{day.ordinal}"
    return f"– {day.why} ({day.decree})" if day.decree else f"– {day.why}"
