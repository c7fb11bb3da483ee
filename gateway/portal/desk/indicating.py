"""Note that a request seems not to be made in earnest, with evidence, and take it back; it decides nothing."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from gateway.backends.indications import Indications
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Field, Values
from gateway.portal.pages import page, services
from gateway.portal.refusing import unsent
from statute.indications import indications

GROUND = Field(name="indication_ground", kind="choice", pointer="/ground", choices=tuple(indications().grounds))
EVIDENCE = Field(name="indication_evidence", kind="area", pointer="/evidence", longest=5000)
BECAUSE = Field(name="indication_removal", kind="area", pointer="/because", longest=2000)


@blueprint.route("/<uuid:case_id>/indikasi", methods=["GET", "POST"])
def indicate(case_id: UUID) -> str | Response:
    """Which ground of the law, and what was seen."""
    client = _client()
    known = client.of(str(case_id))

    def note(typed: Values) -> None:
        client.note(str(case_id), {"ground": typed[GROUND.name], "evidence": typed[EVIDENCE.name]})

    return _asked(case_id, (GROUND, EVIDENCE), note, known=known, one=None)


@blueprint.route("/<uuid:case_id>/indikasi/<uuid:indication_id>/cabut", methods=["GET", "POST"])
def remove(case_id: UUID, indication_id: UUID) -> str | Response:
    """Why it is taken back; that it was there stays on the record."""
    client = _client()
    known = client.of(str(case_id))
    one = next((one for one in known["items"] if one["id"] == str(indication_id)), None)
    if one is None or one["removed_at"]:
        abort(404)

    def take_back(typed: Values) -> None:
        client.remove(str(case_id), str(indication_id), typed[BECAUSE.name])

    return _asked(case_id, (BECAUSE,), take_back, known=known, one=one)


def _asked(case_id: UUID, asked: tuple[Field, ...], send: Callable[[Values], None], **about: object) -> str | Response:
    if (shown := unsent(asked, send, "progress.changed")) is None:
        return redirect(url_for("desk.case", case_id=case_id, _anchor="indikasi"), 303)
    return page("desk/indication.html", private=True, case_id=case_id, **about, **shown)


def _client() -> Indications:
    return Indications(services().clients["intake"])
