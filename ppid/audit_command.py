"""`ppid audit`: check that the record of acts is what was recorded."""

import json
from collections.abc import Iterator
from dataclasses import asdict

import click

from chassis.audit_chain import Break, Seal, verify
from chassis.context import Context
from chassis.service import Runtime, load, start
from chassis.settings import SERVICES
from ppid.offices import offices
from services.documents.commands import sealing

Found = tuple[str, str, Break]  # service, office, where

WORDS = {
    "gap": "posisi ini tidak ada",
    "removed": "entri dihapus",
    "changed": "isi entri bukan lagi yang dicatat",
    "rewritten": "rantai bukan lagi yang disegel",
    "cut off": "rantai berakhir sebelum segel ini",
    "unlinked": "ada entri di luar rantai",
}


@click.group()
def audit() -> None:
    """Periksa catatan tindakan."""


@audit.command("verify")
@click.option("--office", "office_code", metavar="KODE", help="Hanya kantor ini, misalnya 32.76.")
@click.option("--json", "as_json", is_flag=True, help="Satu objek JSON per kejanggalan.")
def verify_all(office_code: str | None, as_json: bool) -> None:
    """Telusuri rantai setiap kantor di setiap layanan dan bandingkan dengan segelnya; keluar 1 bila ada kejanggalan."""
    codes = [office_code] if office_code else list(offices())
    checked, found = _follow(codes)
    for service, code, broken in found:
        if as_json:
            click.echo(json.dumps({"service": service, "office": code, **asdict(broken)}))
        else:
            click.echo(f"{service} · kantor {code} · posisi {broken.position}: {WORDS[broken.what]}")
    click.echo(f"{checked} entri diperiksa, {len(found)} kejanggalan.", err=True)
    if found:
        raise click.exceptions.Exit(1)


def _follow(codes: list[str]) -> tuple[int, list[Found]]:
    checked, found = 0, []
    keeper = start(load("documents"))
    for service in SERVICES:
        runtime = start(load(service))
        for code in codes:
            sealed = list(_within(keeper, code, service))
            with runtime.acting(_auditor(code)):
                entries, broken = verify(sealed)
            checked += entries
            found += [(service, code, each) for each in broken]
        runtime.database.dispose()
    return checked, found


def _within(keeper: Runtime, code: str, service: str) -> Iterator[Seal]:
    with keeper.acting(_auditor(code)):
        yield from sealing.seals(service)


def _auditor(code: str) -> Context:
    return Context(code, "service:audit", frozenset({"service:audit"}))
