"""`ppid audit`: check the record of acts, take it elsewhere to be checked, prove a single entry of it."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from chassis import audit_chain
from chassis.context import Context
from chassis.service import Runtime, load, start
from chassis.settings import SERVICES
from ppid.kept_checks import Checked, KeptChecks
from ppid.offices import offices
from services.documents.seals import commands as seals_commands
from services.documents.storage.seals import KeptSeal
from verifier import checkpoint, proof
from verifier.__main__ import WORDS
from verifier.record import ENTRIES, SEALS, Break, Seal, follow_on, forged, read_seal, write_link

office_option = click.option("--office", "code", metavar="KODE", required=True, help="Kantor, misalnya 32.76.")


@click.group()
def audit() -> None:
    """Periksa catatan tindakan."""


@audit.command("verify")
@click.option("--office", "office_code", metavar="KODE", help="Hanya kantor ini, misalnya 32.76.")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON per kejanggalan.")
@click.option(
    "--kept",
    "kept_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="BERKAS",
    help="Lanjutkan dari pemeriksaan yang tersimpan di BERKAS, lalu simpan yang baru; yang lama tidak dibaca ulang.",
)
def verify_all(office_code: str | None, as_json: bool, kept_file: Path | None) -> None:
    """Telusuri rantai setiap kantor di setiap layanan dan bandingkan dengan segelnya; keluar 1 bila ada kejanggalan."""
    codes = [office_code] if office_code else list(offices())
    checked = faults = 0
    try:
        kept = KeptChecks(kept_file)
        for service in SERVICES:
            with _working(service) as (runtime, keeper):
                for code in codes:
                    since = kept.of(code, service)
                    entries, found, reached = verify(runtime, keeper, code, since)
                    if not found:
                        kept.keep(code, service, reached)
                    checked, faults = checked + entries - since.whole.size, faults + len(found)
                    _tell(service, code, found, as_json)
    except ValueError as other:
        raise click.ClickException(f"{kept_file} bukan simpanan pemeriksaan: {other}") from other
    kept.write()
    click.echo(f"{checked} entri diperiksa, {faults} kejanggalan.", err=True)
    if faults:
        raise click.exceptions.Exit(1)


@audit.command()
@office_option
@click.option("--service", type=click.Choice(SERVICES), help="Hanya layanan ini.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER")
@click.option("--append", is_flag=True, help="Tambahkan yang baru pada salinan yang sudah ada di FOLDER.")
def export(code: str, service: str | None, folder: Path, append: bool) -> None:
    """Salin catatan sebuah kantor dan segelnya, untuk diperiksa di komputer lain (lihat verifier/README.md)."""
    if (folder / code).exists() and not append:
        raise click.ClickException(f"{folder / code} sudah ada; sebutkan folder lain, atau lanjutkan dengan --append")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in [service] if service else SERVICES:
        with _working(each) as (runtime, keeper):
            place = folder / code / each
            (place / SEALS).mkdir(parents=True, exist_ok=True)
            after = _copied(place)
            _copy_seals(keeper, code, each, place / SEALS)
            with runtime.acting(_auditor(code)), (place / ENTRIES).open("a", encoding="utf-8") as out:
                out.writelines(write_link(link) for link in audit_chain.everything(after))
    click.echo(f"Catatan kantor {code} ada di {folder}.", err=True)


@audit.command()
@click.argument("entry", type=int, metavar="POSISI")
@office_option
@click.option("--service", type=click.Choice(SERVICES), required=True, help="Layanan yang mencatatnya.")
def prove(entry: int, code: str, service: str) -> None:
    """Cetak bukti bahwa satu entri ada di catatan yang disegel, tanpa memperlihatkan entri lain."""
    with _working(service) as (runtime, keeper):
        read = (read_seal(kept.body) for kept in _seals(keeper, code, service))
        sealed = [seal for seal in read if seal.checkpoint]
        with runtime.acting(_auditor(code)):
            click.echo(_proof(entry, sealed), nl=False)


def verify(runtime: Runtime, keeper: Runtime, code: str, since: Checked) -> tuple[int, list[Break], Checked]:
    """Check the record of an office in a running service against its seals: entries, every break, what was checked."""
    numbered = [(kept.number, read_seal(kept.body)) for kept in _seals(keeper, code, runtime.service.name, since.seal)]
    known = [seal for _number, seal in numbered]
    keys = checkpoint.trusted(Path(runtime.settings.trusted_keys_file).read_text("utf-8"))
    with runtime.acting(_auditor(code)):
        links = audit_chain.everything(max(0, since.whole.size - 1))
        entries, found, whole = follow_on(since.whole, links, known)
    found += forged(known, checkpoint.origin(code, runtime.service.name), keys)
    compared = [number for number, seal in numbered if seal.position <= whole.size]
    return entries, found, Checked(whole, max(compared, default=since.seal))


def _copied(place: Path) -> int:
    """How many entries an earlier export holds.

    Raises:
        ClickException: its last line was cut off, or an entry stands outside of the chain.
    """
    last = 0
    if (place / ENTRIES).exists():
        with (place / ENTRIES).open(encoding="utf-8") as lines:
            newest = deque(lines, 1)
        try:
            last = int(json.loads(newest[0])["position"]) if newest else 0
        except (ValueError, KeyError) as cut:
            raise click.ClickException(f"{place / ENTRIES} terputus; ekspor lagi ke folder lain") from cut
        if newest and not last:
            raise click.ClickException(f"{place} tidak utuh; periksa dulu, lalu ekspor ke folder lain")
    return last


def _copy_seals(keeper: Runtime, code: str, service: str, into: Path) -> None:
    """Write down the seals beyond those that are there already; a second version of one gets a name of its own."""
    there = max((int(each.stem.partition("-")[0]) for each in into.glob("*.json")), default=0)
    written = Counter[int]()
    for number, body in _seals(keeper, code, service, there):
        written[number] += 1
        again = f"-{written[number]}" if written[number] > 1 else ""
        (into / f"{number:010}{again}.json").write_bytes(body)


def _proof(position: int, sealed: list[Seal]) -> str:
    later = [seal for seal in sealed if seal.position >= position > 0]
    if not later:
        raise click.ClickException("entri ini tidak ada atau belum disegel; segel dibuat tiap lima menit")
    known = min(later, key=lambda seal: seal.position).checkpoint
    assert known is not None
    links = list(audit_chain.links(until=known.size))
    made = proof.prove(links, position, known) if len(links) == known.size else None
    if made is None or not made.holds:
        raise click.ClickException("catatan bukan lagi yang disegel; jalankan `ppid audit verify`")
    return proof.write(made)


def _tell(service: str, code: str, found: list[Break], as_json: bool) -> None:
    for broken in found:
        if as_json:
            click.echo(json.dumps({"service": service, "office": code, **asdict(broken)}))
        else:
            click.echo(f"{service} · kantor {code} · posisi {broken.position}: {WORDS[broken.what]}")


@contextmanager
def _working(service: str) -> Iterator[tuple[Runtime, Runtime]]:
    """Give the service, and documents, which keeps the seals."""
    runtime, keeper = start(load(service)), start(load("documents"))
    try:
        yield runtime, keeper
    finally:
        runtime.database.dispose()
        keeper.database.dispose()


def _seals(keeper: Runtime, code: str, service: str, after: int = 0) -> Iterator[KeptSeal]:
    with keeper.acting(_auditor(code)):
        yield from seals_commands.kept(service, after)


def _auditor(code: str) -> Context:
    return Context(code, "service:audit", frozenset({"service:audit"}))
