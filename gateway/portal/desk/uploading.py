"""A file that goes to documents in parts, for lines that break: what the page's script asks, told in JSON.

Without a script the same file goes with its form, in one piece.
"""

from collections.abc import Callable
from contextlib import closing, nullcontext
from uuid import UUID

from flask import jsonify, request
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.arriving import Arriving
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.pages import services, words


@blueprint.post("/<uuid:case_id>/unggahan")
def begin_upload(case_id: UUID) -> Response:
    """Announce a file for the answer to a request."""
    name, size = request.form.get("nama", ""), fields.whole(request.form.get("ukuran", ""))
    return _told(lambda: _arriving().begin(str(case_id), name, size or 0))


@blueprint.get("/<uuid:case_id>/unggahan/<uuid:upload_id>")
def show_upload(case_id: UUID, upload_id: UUID) -> Response:
    """Which parts are there."""
    return _told(lambda: _arriving().show(str(upload_id)))


@blueprint.post("/<uuid:case_id>/unggahan/<uuid:upload_id>/<int:part>")
def put_part(case_id: UUID, upload_id: UUID, part: int) -> Response:
    """Pass a part on."""
    file = request.files.get("berkas")
    with closing(file) if file else nullcontext():
        content = file.read() if file else b""
    return _told(lambda: _arriving().put(str(upload_id), part, content))


@blueprint.post("/<uuid:case_id>/unggahan/<uuid:upload_id>")
def end_upload(case_id: UUID, upload_id: UUID) -> Response:
    """Say that all parts are there; the answer is the file as it stands then."""
    return _told(lambda: _arriving().complete(str(upload_id)))


def _arriving() -> Arriving:
    return Arriving(services().clients["documents"])


def _told(ask: Callable[[], object]) -> Response:
    """What documents said, or why it said no in a sentence for the place beside the field."""
    try:
        return jsonify(ask())
    except Refused as refused:
        fault = next((fault.detail for fault in refused.faults), refused.detail or refused.title)
        answer = jsonify(code=refused.code, fault=fault or words("error.other.title"))
        answer.status_code = refused.status
        return answer
