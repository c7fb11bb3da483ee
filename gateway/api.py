"""Programs: access tokens for API clients (RFC 6749, section 4.4), and one description of all services' APIs."""

import hmac
import re
from threading import Lock
from typing import Any
from uuid import UUID

from cachetools import TTLCache
from flask import Flask, Response, current_app, jsonify, request
from flask_smorest import Blueprint
from marshmallow import fields

from chassis import web
from chassis.context import PUBLIC, Context, current
from chassis.db import transaction
from chassis.description import describe as describe_app
from chassis.errors import Forbidden, Problem, Unauthenticated
from chassis.problems import ProblemApi
from chassis.schema import Schema, Text, one_of
from chassis.service import runtime
from gateway import commands, config
from gateway.auth import invitations, throttle
from gateway.models import ApiClient
from gateway.portal.pages import page, services

METHODS = ("get", "post", "put", "patch", "delete")
_DESCRIBED: TTLCache[str, dict[str, Any]] = TTLCache(maxsize=1, ttl=60)
_DESCRIBING = Lock()  # threads share the cache
_REFERENCE = re.compile(r"^#/components/(schemas|responses|parameters)/(.+)$")

NOTIFY = "service:notify"
OWN = "/api/gateway"  # the edge hands this path on as it is

blueprint = Blueprint("tokens", __name__, url_prefix=OWN, description="Token akses untuk klien API")


class UnknownClient(Problem):
    """No such client in this office, a wrong secret, or a client that is switched off: the answer is the same."""

    status, code, title = 401, "unknown-client", "Klien atau rahasianya tidak cocok"


class TokenQuery(Schema):
    """Who asks, and for which service the token shall be good."""

    grant_type = fields.String(load_default="client_credentials", validate=one_of(["client_credentials"]))
    client_id = Text(required=True, longest=100)
    client_secret = Text(required=True, longest=200)
    audience = fields.String(required=True, validate=one_of(list(config.AUDIENCES)))


class TokenSchema(Schema):
    """An access token (RFC 6749, section 5.1). `expires_in` is in seconds."""

    access_token = fields.String(required=True)
    token_type = fields.String(required=True)
    expires_in = fields.Integer(required=True)


class LetterSchema(Schema):
    """Whom an invitation is sent to, and the address it leads to; nothing where it is over."""

    email = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)


@blueprint.post("/v1/token")
@blueprint.arguments(TokenQuery, location="json_or_form")
@blueprint.doc(requestBody={"content": {"application/json": {"schema": TokenQuery}}})
@blueprint.response(200, TokenSchema)
@blueprint.alt_response(401, success=False, description="Klien atau rahasianya tidak cocok")
def give_token(query: dict[str, Any]) -> dict[str, Any]:
    """Return a token for one service in the name of this office's client, good for ten minutes."""
    client = _client(query["client_id"], query["client_secret"])
    context = Context(current().tenant, f"client:{client.id}", frozenset(client.roles), current().trace, client.id)
    token = runtime().signer.sign(context, query["audience"], seconds=config.ACCESS_TOKEN_SECONDS)
    return {"access_token": token, "token_type": "Bearer", "expires_in": config.ACCESS_TOKEN_SECONDS}


@blueprint.get("/v1/invitations/<uuid:invitation_id>/letter")
@blueprint.response(200, LetterSchema)
def show_letter(invitation_id: UUID) -> invitations.Letter:
    """Return where an invitation goes and what it leads to, for notify, which writes the letter."""
    asking = web.context_of_request(runtime())
    if NOTIFY not in asking.roles:
        raise Unauthenticated if asking.roles == {PUBLIC} else Forbidden
    return invitations.letter(invitation_id)


def register(app: Flask) -> None:
    """Add the token endpoint and the description of all APIs to the app."""
    own = ProblemApi(app)
    own.register_blueprint(blueprint)
    app.extensions["own_description"] = describe_app(app, own.spec.to_dict(), own.schemas())
    app.add_url_rule("/openapi.json", "described", describe)
    app.add_url_rule("/api/openapi.json", "described", describe)
    app.add_url_rule("/api", "operations", operations)


def describe() -> Response:
    """One OpenAPI document of all services, with the paths that the edge serves."""
    return jsonify(_description())


def operations() -> str:
    """Do the same for people: what can be asked of each service."""
    description = _description()
    return page("api.html", described=_by_service(description), schemes=description["components"]["securitySchemes"])


def merge(descriptions: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """One document of several: paths below `/api/<service>`, names of parts led by their service."""
    merged: dict[str, Any] = {
        "openapi": "3.1.0",
        "info": {"title": "PPID", "version": "v1"},
        "servers": [{"url": "/"}],
        "tags": [],
        "paths": {},
        "components": {},
    }
    for service, description in sorted(descriptions.items()):
        renamed = _renamed(description, service)
        for path, item in renamed.get("paths", {}).items():
            place = path if path.startswith(OWN) else f"/api/{service}{path}"
            merged["paths"][place] = _tagged(item, service)
        for kind, parts in renamed.get("components", {}).items():
            lead = "" if kind == "securitySchemes" else f"{service}."
            merged["components"].setdefault(kind, {}).update({f"{lead}{name}": part for name, part in parts.items()})
        merged["tags"].append({"name": service, "description": description.get("info", {}).get("title", service)})
        merged.setdefault("security", description.get("security", []))
    return merged


def _client(client_id: str, secret: str) -> ApiClient:
    tried = (throttle.CLIENT_THERE, throttle.there(client_id, request.remote_addr or ""))
    with transaction() as session:
        client = session.get(ApiClient, {"tenant": current().tenant, "id": client_id})
    kept = client.secret_hash if client else b""
    right = hmac.compare_digest(kept, commands.hash_secret(secret))
    demo_here = config.demo_allowed(runtime().settings)
    if client is None or not right or not client.active or (client.demo and not demo_here):
        throttle.count(tried)  # only now: nobody guesses a secret of ours, so the right one is never kept waiting
        raise UnknownClient
    return client


def _description() -> dict[str, Any]:
    with _DESCRIBING:
        kept = _DESCRIBED.get("all")
    if kept is None:
        asked = services().descriptions()
        kept = merge({**asked, "gateway": current_app.extensions["own_description"]})
        if len(asked) == len(services().clients):  # what is missing today is asked for again at once
            with _DESCRIBING:
                _DESCRIBED["all"] = kept
    return kept


def _renamed(part: Any, service: str) -> Any:
    if isinstance(part, dict):
        return {name: _renamed(value, service) for name, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, service) for value in part]
    if isinstance(part, str) and (reference := _REFERENCE.match(part)):
        return f"#/components/{reference[1]}/{service}.{reference[2]}"
    return part


def _tagged(item: dict[str, Any], service: str) -> dict[str, Any]:
    return {
        method: {**operation, "tags": [service], "operationId": f"{service}_{operation['operationId']}"}
        if method in METHODS
        else operation
        for method, operation in item.items()
    }


def _by_service(description: dict[str, Any]) -> dict[str, list[tuple[str, str, str]]]:
    """Return method, path and sentence of every operation, by its service."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for path, item in description["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                line = (method.upper(), path, operation.get("summary", ""))
                found.setdefault(operation["tags"][0], []).append(line)
    return found
