"""`ppid doctor`: is every part well, and if not, what to do about it."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from urllib.parse import urlsplit

import click
import psycopg
from rich.console import Console
from rich.table import Table

from chassis.settings import SERVICES, BadSettings, Settings, Stage
from chassis.settings import load as load_settings
from ppid.environment import var_dir

TIMEOUT = 5.0  # seconds until a part that does not answer is held to be down
_RESTART = "Lihat catatan bagian {part} (var/log/{part}.log atau log kontainernya), lalu jalankan bagian itu lagi."
_BROKER = (
    "Jalankan broker lagi (pada `make run` ia ada dalam PostgreSQL: var/log/postgres.log). "
    "Yang menunggu dikirim sendiri sesudahnya; tidak ada yang perlu diulang."
)
_SCANNER = "Jalankan pemindai virus (clamd) lagi. Berkas yang menunggu diperiksa sendiri sesudahnya."
_UNSCANNED = "tidak ada: berkas diperiksa bentuk dan isinya saja, virus tidak dicari"
_NO_SCANNER = "Jalankan clamd dan isi PPID_CLAMD_ADDRESS, agar berkas baru dipakai sesudah dipindai."
_LATE = "Bila broker bermasalah, pulihkan broker itu; pengiriman lalu berlanjut sendiri. Bila tidak: "


_QUEUE = "Jalankan lagi consume layanan itu; pesan yang menunggu lalu diambil sendiri."


@dataclass(frozen=True, slots=True)
class Finding:
    """One part: whether it is well, what was seen, and one sentence on what to do (empty if it is well)."""

    part: str
    well: bool
    seen: str
    advice: str = ""


def examine() -> list[Finding]:
    """Look at every part that the environment names.

    Raises:
        BadSettings: the environment is not complete.
    """
    settings = {service: load_settings(service) for service in SERVICES}
    gateway = settings["gateway"]
    findings = [_messages(settings[service]) for service in SERVICES]
    findings += [_attempt(f"tick-{service}", partial(_ticking, settings[service])) for service in SERVICES]
    for service in SERVICES:
        findings += [
            _attempt(f"{role}-{service}", partial(_round, settings[service], role)) for role in _roles(service)
        ]
        findings.append(_attempt(f"queue-{service}", partial(_queued, settings[service]), _QUEUE))
    findings.append(_attempt("broker", partial(_broker, gateway.broker_url), _BROKER))
    for service, url in gateway.service_urls.items():
        if url:
            findings.append(_attempt(f"web-{service}", partial(_http, f"{url}/readyz", accept_refusal=False)))
    if gateway.stage is Stage.EMBEDDED:  # elsewhere the edge's public address says nothing from in here
        findings.append(_attempt("edge", partial(_http, gateway.edge_url)))
    for part, url in (("objects", settings["documents"].s3_url), ("mail", settings["notify"].smtp_url)):
        if url:
            findings.append(_attempt(part, partial(_port, url)))
    if address := settings["documents"].clamd_address:
        findings.append(_attempt("scanner", partial(_scanner, address), _SCANNER))
    else:  # which a trial may do without
        trial = gateway.stage is Stage.EMBEDDED
        findings.append(Finding("scanner", trial, _UNSCANNED, "" if trial else _NO_SCANNER))
    return [*findings, _reader(), _confining()]


def memory() -> dict[str, int]:
    """Bytes (PSS) of each part of the embedded platform that runs here, its parent included; empty if none does."""
    from ppid.embedded import procfs
    from ppid.embedded.record import Record

    figures: dict[str, int] = {}
    for entry in Record(var_dir() / "parts.json").read():
        parent = procfs.parent(entry.pid)
        if parent is not None:
            figures[entry.name] = sum(map(procfs.proportional_memory, procfs.tree(entry.pid)))
            figures["up"] = procfs.proportional_memory(parent)
    return figures


def _messages(settings: Settings) -> Finding:
    """Return a service's database and what waits in it."""
    from chassis import housekeeping, system

    part = f"database-{settings.service}"
    try:
        with system.connect(settings, "doctor") as connection:
            waits = housekeeping.backlog(connection)
    except psycopg.Error as fault:
        advice = "Jalankan PostgreSQL lagi; bila ia berjalan, jalankan `ppid migrate`."
        if "No space left" in str(fault):
            advice = "Kosongkan ruang disk; sesudahnya semua berjalan lagi sendiri."
        return Finding(part, False, str(fault).partition("\n")[0], advice)
    seen = (
        f"antrean keluar {waits.backlog} (tertua {waits.oldest_seconds:.0f} dtk), "
        f"ditunda {waits.parked}, mati {waits.dead}"
    )
    if waits.dead or waits.faults:
        return Finding(part, False, seen, "Periksa dengan `ppid events dead list`, lalu ulangi dengan `replay`.")
    if waits.oldest_seconds > housekeeping.LATE_SECONDS:
        return Finding(part, False, seen, _LATE + _RESTART.format(part=f"relay-{settings.service}"))
    return Finding(part, True, seen)


def _attempt(part: str, look: Callable[[], str], advice: str = _RESTART) -> Finding:
    try:
        return Finding(part, True, look())
    except Exception as fault:
        return Finding(part, False, str(fault).partition("\n")[0], advice.format(part=part))


def _ticking(settings: Settings) -> str:
    from chassis import system, ticking

    with system.connect(settings, "doctor") as connection:
        if ticking.takes_lead(connection):
            raise LookupError("tidak ada yang bekerja menurut waktu")
    return f"bekerja; {_round(settings, 'tick')}"


def _roles(service: str) -> tuple[str, ...]:
    from chassis.service import load

    return ("relay", "consume") if load(service).handlers else ("relay",)


def _round(settings: Settings, role: str) -> str:
    """When a role last went round: one that is paused holds its connection and does not."""
    from chassis import heartbeat, system

    with system.connect(settings, "doctor") as connection:
        beat = next((one for one in heartbeat.beats(connection) if one.role == role), None)
    if beat is None or beat.seconds > heartbeat.LATE:
        raise LookupError("tidak bergerak" if beat is None else f"tidak bergerak sejak {beat.seconds:.0f} dtk")
    return f"{beat.seconds:.0f} dtk lalu, {beat.progress} dikerjakan"


def _queued(settings: Settings) -> str:
    """Return what waits for a service, and whether anybody takes it out."""
    from chassis import broker

    depths = broker.depths(settings.broker_url, settings.service)
    seen = ", ".join(f"{name.rpartition('.')[2]} {one.messages}" for name, one in depths.items())
    if any(one.messages and not one.consumers for one in depths.values()):
        raise LookupError(f"{seen}; tidak ada yang mengambilnya")
    return seen


def _broker(url: str) -> str:
    from chassis import broker

    with broker.publisher(url):
        return "menerima pesan"


def _http(url: str, *, accept_refusal: bool = True) -> str:
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - our own settings name it
            return f"menjawab {answer.status}"
    except urllib.error.HTTPError as refused:
        if accept_refusal and refused.code < 500:
            return f"menjawab {refused.code}"
        raise


def _port(url: str) -> str:
    address = urlsplit(url)
    with socket.create_connection((address.hostname or "", address.port or 80), timeout=TIMEOUT):
        return "menerima sambungan"


def _scanner(address: str) -> str:
    from services.documents import scanning

    scanning.ping(address)
    return "menjawab"


def _reader() -> Finding:
    """Whether this machine reads pages that are pictures; without that people read them."""
    from services.documents.readers import reading

    if reading.can_read():
        return Finding("reader", True, "membaca gambar")
    advice = "Pasang tesseract-ocr dan tesseract-ocr-ind agar halaman pindaian dapat diperiksa dan dicari."
    return Finding("reader", True, "tidak ada: gambar tidak dibaca", advice)


def _confining() -> Finding:
    """Whether this kernel keeps the process that reads a stranger's file from everything else."""
    from chassis import landlock

    if landlock.version() >= landlock.SIGNALS:
        return Finding("confining", True, "pembaca berkas terkurung")
    seen = f"pembaca berkas kurang terkurung: Landlock {landlock.version()} (0 = tidak ada)"
    advice = "Pakai kernel Linux 6.12 atau lebih baru dengan Landlock, agar berkas jahat tidak menjangkau apa pun."
    return Finding("confining", True, seen, advice)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON.")
@click.option("--memory", "only_memory", is_flag=True, help="Hanya memori setiap bagian (platform di komputer ini).")
def doctor(as_json: bool, only_memory: bool) -> None:
    """Periksa setiap bagian; keluar 1 bila ada gangguan."""
    try:
        findings = [] if only_memory else examine()
    except BadSettings as bad:
        raise click.ClickException(f"{bad}. Jalankan `make run` lebih dulu, atau isi variabel itu.") from None
    figures = memory()
    if as_json:
        report = {"parts": [asdict(finding) for finding in findings], "memory_bytes": figures}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _show(findings, figures)
    raise SystemExit(0 if all(finding.well for finding in findings) else 1)


def _show(findings: list[Finding], figures: dict[str, int]) -> None:
    console = Console()
    if findings:
        table = Table("Bagian", "Keadaan", "Terlihat", "Yang perlu dilakukan")
        for finding in findings:
            table.add_row(finding.part, "baik" if finding.well else "BERMASALAH", finding.seen, finding.advice)
        console.print(table)
    if figures:
        table = Table("Bagian", "Memori (MB)", title="Memori (PSS)")
        for part, size in sorted(figures.items(), key=lambda figure: -figure[1]):
            table.add_row(part, f"{size / (1 << 20):.0f}")
        table.add_row("jumlah", f"{sum(figures.values()) / (1 << 20):.0f}")
        console.print(table)
