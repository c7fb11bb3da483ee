"""Note that a request seems not to be made in earnest, with evidence, and take it back; it decides nothing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from chassis.client import Refused
from gateway.backends.indications import Indications
from gateway.portal import fields
from gateway.portal.desk.door import blueprint
from gateway.portal.fields import Faults, Field
from gateway.portal.pages import page, sentences, services
from gateway.portal.refusing import placed
from statute.indications import indications

GROUND = Field(name="indication_ground", kind="choice", pointer="/ground", choices=tuple(indications().grounds))
EVIDENCE = Field(name="indication_evidence", kind="area", pointer="/evidence", longest=5000)
BECAUSE = Field(name="indication_removal", kind="area", pointer="/because", longest=2000)


@blueprint.route("/<uuid:case_id>/indikasi", methods=["GET", "POST"])
def indicate(case_id: UUID) -> str | Response:
    """Which ground of the law, and what was seen."""
    client = _client()
    known = client.of(str(case_id))

    def note(typed: dict[str, str]) -> None:
        client.note(str(case_id), {"ground": typed[GROUND.name], "evidence": typed[EVIDENCE.name]})

    return _asked(case_id, known, None, (GROUND, EVIDENCE), note)


@blueprint.route("/<uuid:case_id>/indikasi/<uuid:indication_id>/cabut", methods=["GET", "POST"])
def remove(case_id: UUID, indication_id: UUID) -> str | Response:
    """Why it is taken back; that it was there stays on the record."""
    client = _client()
    known = client.of(str(case_id))
    one = next((one for one in known["items"] if one["id"] == str(indication_id)), None)
    if one is None or one["removed_at"]:
        abort(404)

    def take_back(typed: dict[str, str]) -> None:
        client.remove(str(case_id), str(indication_id), typed[BECAUSE.name])

    return _asked(case_id, known, one, (BECAUSE,), take_back)


def _asked(
    case_id: UUID,
    known: dict[str, Any],
    one: dict[str, Any] | None,
    asked: tuple[Field, ...],
    send: Callable[[dict[str, str]], None],
) -> str | Response:
    """Ask, look, send; what is wrong stands beside its field and what was typed stays."""
    typed = fields.read(request.form, asked)
    faults: Faults = {}
    loose: list[str] = []
    if request.method == "POST":
        faults = fields.look(typed, asked)
        if not faults:
            try:
                send(typed)
            except Refused as refused:
                faults, loose = placed(refused, asked, "progress.changed")
            else:
                return redirect(url_for("desk.case", case_id=case_id, _anchor="indikasi"), 303)
    return page(
        "desk/indication.html",
        private=True,
        case_id=case_id,
        known=known,
        one=one,
        fields=asked,
        values=typed,
        faults=sentences(faults),
        loose=loose,
        faulty=bool(faults or loose),
    )


def _client() -> Indications:
    return Indications(services().clients["intake"])
