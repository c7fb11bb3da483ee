"""How far the record of acts was sealed: for anybody, who keeps it and later asks whether the record only grew."""

from typing import Any

from flask import current_app, request
from flask_smorest import Blueprint

from chassis.pace import Pace
from services.documents.seals import queries as checkpoints
from services.documents.seals.schemas import CheckpointsSchema, GrowthQuery, GrowthSchema

_ASKED = Pace("proofs", 120, 900)  # proofs for one network in a quarter of an hour: all records of twenty offices

blueprint = Blueprint("checkpoints", __name__, url_prefix="/v1/checkpoints", description="Catatan tindakan")


@blueprint.get("")
@blueprint.response(200, CheckpointsSchema)
def list_checkpoints() -> dict[str, Any]:
    """The newest signed checkpoint of each service's record of acts."""
    return {"items": checkpoints.newest()}


@blueprint.get("/growth")
@blueprint.arguments(GrowthQuery, location="query")
@blueprint.response(200, GrowthSchema)
def show_growth(asked: dict[str, Any]) -> dict[str, Any]:
    """The proof that a record has only grown since a checkpoint of so many entries.

    It leads to the newest checkpoint or, where more than 20,000 were sealed since, to a later one: ask on from there.
    """
    _ASKED.count_network(request.headers.get("X-Forwarded-For", ""))  # the gateway counts who asks on its page itself
    with current_app.extensions["growth"].one():
        return checkpoints.grown(**asked)
