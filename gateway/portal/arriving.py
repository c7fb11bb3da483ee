"""Files that go to documents in parts, for lines that break: what a page's script asks, told in JSON.

Without a script the same files go with their form, in one piece.
"""

from collections.abc import Callable
from contextlib import closing, nullcontext
from uuid import UUID

from flask import jsonify, request
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.arriving import Arriving
from gateway.portal import fields
from gateway.portal.pages import words


def begin(arriving: Arriving) -> Response:
    """Announce a file."""
    name, size = request.form.get("nama", ""), fields.whole(request.form.get("ukuran", ""))
    return _told(lambda: arriving.begin(name, size or 0))


def go_on(arriving: Arriving, upload_id: UUID) -> Response:
    """Which parts are there; by POST, that all are: the answer is the file as it stands then."""
    ask = arriving.complete if request.method == "POST" else arriving.show
    return _told(lambda: ask(str(upload_id)))


def put(arriving: Arriving, upload_id: UUID, part: int) -> Response:
    """Pass a part on."""
    file = request.files.get("berkas")
    with closing(file) if file else nullcontext():
        content = file.read() if file else b""
    return _told(lambda: arriving.put(str(upload_id), part, content))


def _told(ask: Callable[[], object]) -> Response:
    """Return what documents said, or why it said no in a sentence for the place beside the field."""
    try:
        return jsonify(ask())
    except Refused as refused:
        fault = next((fault.detail for fault in refused.faults), refused.detail or refused.title)
        answer = jsonify(code=refused.code, fault=fault or words("error.other.title"))
        answer.status_code = refused.status
        return answer
