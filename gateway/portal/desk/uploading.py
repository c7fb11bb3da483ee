"""Files for an answer that come in parts, and papers that came to the office by counter, post or e-mail."""

from uuid import UUID

from werkzeug.wrappers import Response

from gateway.backends.arriving import Arriving, of_answer
from gateway.portal import arriving
from gateway.portal.desk.door import blueprint
from gateway.portal.desk.papers import brought
from gateway.portal.pages import services


@blueprint.post("/<uuid:case_id>/unggahan")
def begin_upload(case_id: UUID) -> Response:
    """Announce a file for the answer to a request."""
    return arriving.begin(_files(case_id))


@blueprint.route("/<uuid:case_id>/unggahan/<uuid:upload_id>", methods=["GET", "POST"])
def go_on_with_upload(case_id: UUID, upload_id: UUID) -> Response:
    """Which parts are there, or that all are."""
    return arriving.go_on(_files(case_id), upload_id)


@blueprint.post("/<uuid:case_id>/unggahan/<uuid:upload_id>/<int:part>")
def put_part(case_id: UUID, upload_id: UUID, part: int) -> Response:
    """Pass a part on."""
    return arriving.put(_files(case_id), upload_id, part)


@blueprint.post("/<uuid:case_id>/surat/<kind>/unggahan")
def begin_paper(case_id: UUID, kind: str) -> Response:
    """Announce a paper."""
    return arriving.begin(_papers(case_id, kind))


@blueprint.route("/<uuid:case_id>/surat/<kind>/unggahan/<uuid:upload_id>", methods=["GET", "POST"])
def go_on_with_paper(case_id: UUID, kind: str, upload_id: UUID) -> Response:
    """Which parts of a paper are there, or that all are."""
    return arriving.go_on(_papers(case_id, kind), upload_id)


@blueprint.post("/<uuid:case_id>/surat/<kind>/unggahan/<uuid:upload_id>/<int:part>")
def put_part_of_paper(case_id: UUID, kind: str, upload_id: UUID, part: int) -> Response:
    """Pass a part of a paper on."""
    return arriving.put(_papers(case_id, kind), upload_id, part)


def _files(case_id: UUID) -> Arriving:
    return of_answer(services().clients["documents"], str(case_id))


def _papers(case_id: UUID, kind: str) -> Arriving:
    return brought().arriving(str(case_id), kind)
