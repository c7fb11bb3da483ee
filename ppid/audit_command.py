"""`ppid audit`: check the record of acts, take it elsewhere to be checked, prove a single entry of it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from chassis import audit_chain
from chassis.context import Context
from chassis.service import Runtime, load, start
from chassis.settings import SERVICES
from ppid.offices import offices
from services.documents.commands import sealing
from verifier import checkpoint, proof
from verifier.__main__ import WORDS
from verifier.record import ENTRIES, SEALS, Break, Seal, follow, forged, read_seal, write_link

office_option = click.option("--office", "code", metavar="KODE", required=True, help="Kantor, misalnya 32.76.")


@click.group()
def audit() -> None:
    """Periksa catatan tindakan."""


@audit.command("verify")
@click.option("--office", "office_code", metavar="KODE", help="Hanya kantor ini, misalnya 32.76.")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON per kejanggalan.")
def verify_all(office_code: str | None, as_json: bool) -> None:
    """Telusuri rantai setiap kantor di setiap layanan dan bandingkan dengan segelnya; keluar 1 bila ada kejanggalan."""
    codes = [office_code] if office_code else list(offices())
    checked = faults = 0
    for service in SERVICES:
        with _working(service) as (runtime, keeper):
            for code in codes:
                entries, found = verify(runtime, _seals(keeper, code, service), code)
                checked, faults = checked + entries, faults + len(found)
                _tell(service, code, found, as_json)
    click.echo(f"{checked} entri diperiksa, {faults} kejanggalan.", err=True)
    if faults:
        raise click.exceptions.Exit(1)


@audit.command()
@office_option
@click.option("--service", type=click.Choice(SERVICES), help="Hanya layanan ini.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, metavar="FOLDER")
def export(code: str, service: str | None, folder: Path) -> None:
    """Salin catatan sebuah kantor dan segelnya, untuk diperiksa di komputer lain (lihat verifier/README.md)."""
    if (folder / code).exists():
        raise click.ClickException(f"{folder / code} sudah ada; sebutkan folder lain")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in [service] if service else SERVICES:
        with _working(each) as (runtime, keeper):
            place = folder / code / each
            (place / SEALS).mkdir(parents=True)
            for number, body in enumerate(_seals(keeper, code, each), 1):
                (place / SEALS / f"{number:06}.json").write_bytes(body)
            with runtime.acting(_auditor(code)), (place / ENTRIES).open("w", encoding="utf-8") as out:
                out.writelines(write_link(link) for link in audit_chain.everything())
    click.echo(f"Catatan kantor {code} ada di {folder}.", err=True)


@audit.command()
@click.argument("entry", type=int, metavar="POSISI")
@office_option
@click.option("--service", type=click.Choice(SERVICES), required=True, help="Layanan yang mencatatnya.")
def prove(entry: int, code: str, service: str) -> None:
    """Cetak bukti bahwa satu entri ada di catatan yang disegel, tanpa memperlihatkan entri lain."""
    with _working(service) as (runtime, keeper):
        sealed = [seal for seal in map(read_seal, _seals(keeper, code, service)) if seal.checkpoint]
        with runtime.acting(_auditor(code)):
            click.echo(_proof(entry, sealed), nl=False)


def verify(runtime: Runtime, seals: list[bytes], code: str) -> tuple[int, list[Break]]:
    """Check the record of an office in a running service against its seals: entries followed, and every break."""
    known = [read_seal(body) for body in seals]
    keys = checkpoint.trusted(Path(runtime.settings.trusted_keys_file).read_text("utf-8"))
    with runtime.acting(_auditor(code)):
        entries, found = follow(audit_chain.everything(), known)
    return entries, found + forged(known, checkpoint.origin(code, runtime.service.name), keys)


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
    """The service, and documents, which keeps the seals."""
    runtime, keeper = start(load(service)), start(load("documents"))
    try:
        yield runtime, keeper
    finally:
        runtime.database.dispose()
        keeper.database.dispose()


def _seals(keeper: Runtime, code: str, service: str) -> list[bytes]:
    with keeper.acting(_auditor(code)):
        return list(sealing.seals(service))


def _auditor(code: str) -> Context:
    return Context(code, "service:audit", frozenset({"service:audit"}))
