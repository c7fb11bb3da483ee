"""Anybody sees whether a file is one that this office issued: by the file itself, or by its SHA-256."""

import re

from flask import Blueprint, request
from werkzeug.datastructures import FileStorage

from chassis.errors import NotFound
from gateway.backends.files import Given
from gateway.portal.pages import page, services

SHA256 = re.compile(r"[0-9a-f]{64}")

blueprint = Blueprint("genuine", __name__)


@blueprint.route("/periksa-berkas", methods=["GET", "POST"])
def check() -> str:
    """Say whether this office issued the file; a script sends its digest only, without one the file is sent."""
    typed = request.form.get("sidik", "").strip().lower().removeprefix("sha-256:").replace(" ", "")
    sha256 = typed or _sent(request.files.get("berkas"))
    asked = request.method == "POST"
    found, genuine = None, SHA256.fullmatch(sha256) is not None
    if genuine:
        try:
            found = Given(services().clients["documents"]).issued(sha256)
        except NotFound:
            found = None
    fault = "" if genuine or not asked else ("genuine.no_digest" if typed else "genuine.nothing")
    return page("public/genuine.html", asked=asked, sha256=sha256, found=found, fault=fault, faulty=bool(fault))


def _sent(file: FileStorage | None) -> str:
    return str(file.stream) if file else ""
