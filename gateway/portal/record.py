"""The sealed record of acts: anybody keeps its checkpoints and sees later that it has only grown."""

import json
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint, Response, g, request
from joserfc.jwk import KeySet

from chassis.errors import NotFound
from chassis.pace import Pace
from chassis.settings import SERVICES
from gateway.backends.record import Record
from gateway.backends.shapes.documents import Checkpoint
from gateway.portal.pages import page, services

LONGEST = 18  # digits of a number of entries
_ASKED = Pace("proofs", 120, 900)  # proofs for one network in a quarter of an hour, as documents counts them

blueprint = Blueprint("record", __name__, url_prefix="/catatan")


@blueprint.get("")
def show() -> str | Response:
    """Show the newest checkpoints and how to check by them; once asked, the proof that a record only grew since one."""
    asked, service = request.args.get("sejak"), request.args.get("layanan", "")
    typed = (asked or "").strip()
    proof = _growth(service, typed.replace(".", "")) if asked is not None else None
    if proof is not None:
        return attached(proof, "application/json", _proof_name(service, typed))
    shown, faulty = _record().newest(), asked is not None
    example = next((each for each in shown if each["service"] == "registry"), None)
    names = (_kept_name(example), _proof_name(example["service"], example["size"])) if example else None
    return page("public/record.html", shown=shown, typed=typed, service=service, faulty=faulty, names=names)


@blueprint.get("/<service>.txt")
def checkpoint(service: str) -> Response:
    """Show the newest checkpoint of a service's record, to keep."""
    for each in _record().newest():
        if each["service"] == service:
            return attached(each["checkpoint"].encode(), "text/plain; charset=utf-8", _kept_name(each))
    raise NotFound


@blueprint.get("/kunci.json")
def keys() -> Response:
    """Show the public keys by which checkpoints are believed (RFC 7517)."""
    known = KeySet.import_key_set(json.loads(Path(g.settings.trusted_keys_file).read_text("utf-8")))
    return attached(json.dumps(known.as_dict(private=False)).encode(), "application/json", "kunci.json")


@blueprint.get("/pemeriksa.zip")
def program() -> Response:
    """Show the program that checks."""
    return attached(_program(), "application/zip", "pemeriksa.zip")


@cache
def _program() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as into:
        for file in sorted(files("verifier").iterdir(), key=lambda each: each.name):
            if file.name.endswith(".py"):
                into.writestr(f"verifier/{file.name}", file.read_bytes())
    return packed.getvalue()


def _growth(service: str, since: str) -> bytes | None:
    if service not in SERVICES or not (since.isascii() and since.isdigit() and len(since) <= LONGEST and int(since)):
        return None
    _ASKED.count_network(request.remote_addr or "")
    try:
        return _record().growth(service, int(since))
    except NotFound:
        return None


def _kept_name(kept: Checkpoint) -> str:
    return f"titik-periksa-{g.office.code}-{kept['service']}-{kept['size']}.txt"


def _proof_name(service: str, since: int | str) -> str:
    return f"bukti-{service}-{since}.json"


def _record() -> Record:
    return Record(services().clients["documents"])


def attached(content: bytes, media_type: str, name: str) -> Response:
    """Return a file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=media_type, headers=headers)
