"""Every error of an API as problem+json (RFC 9457): what it looks like, and what each kind of failure becomes."""

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Request, Response, g, has_request_context, redirect, request
from flask_smorest import Api, Blueprint
from flask_smorest.spec import APISpecMixin
from marshmallow import Schema, fields
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import BadRequest, HTTPException

from chassis.context import request_id
from chassis.db import AWAY
from chassis.errors import Fault, Invalid, Problem, TooMany, Unauthenticated, Unavailable
from chassis.log import get_logger

PROBLEM = "application/problem+json"
TICKET = "ticket"  # the argument of a link with which somebody who has no token may read for some minutes
OLD_LINK = "/tautan-lama"  # the page that leads a browser back from such a link once it has run out

log = get_logger()


class FaultSchema(Schema):
    """One field that cannot be accepted."""

    pointer = fields.String(required=True, metadata={"description": "JSON pointer (RFC 6901) to the field"})
    detail = fields.String(required=True)


class ProblemSchema(Schema):
    """A problem (RFC 9457). `code` is stable and meant for programs, `title` and `detail` are for people."""

    type = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    errors = fields.List(fields.Nested(FaultSchema))
    request_id = fields.String(metadata={"description": "By which our log knows this request, as X-Request-Id does"})


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest is untyped
    """flask-smorest, answering every error as problem+json and saying so in the OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer an error that werkzeug or webargs raised."""
        return problem_response(as_problem(error), dict(error.get_headers()))

    def schemas(self) -> dict[str, type[Schema]]:
        """List what the document refers to, by the name that it has there."""
        return {name: key[0] for key, name in self.ma_plugin.converter.refs.items() if isinstance(key[0], type)}

    def _register_responses(self) -> None:
        # Overrides a private method: flask-smorest documents errors as application/json whatever they are.
        kept: str = APISpecMixin.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = kept


class Reader(FlaskParser):
    """Reads JSON bodies; one that is nested too deep, or holds a number too long, is as unreadable as broken JSON."""

    def load_json(self, req: Request, schema: Schema) -> Any:
        """Return what a body holds."""
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError) as unreadable:
            raise BadRequest from unreadable


Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = {
    **Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING,
    "json_or_form": "application/x-www-form-urlencoded",  # as the document says it; the JSON body is told beside it
}
Blueprint.ARGUMENTS_PARSER = Reader()  # before any API is declared: every app imports the chassis first


def register(app: Flask) -> None:
    """Answer every failure of a service's app so."""
    app.register_error_handler(Problem, problem_response)
    for away in AWAY:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _fault_of_ours)


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return the RFC 9457 answer to a problem; a browser with a ticket that has run out is led back to the pages."""
    if isinstance(problem, Unauthenticated) and TICKET in request.args and _browses():
        return cast(Response, redirect(OLD_LINK, 303))
    body: dict[str, Any] = {
        "type": f"/masalah/{problem.code}",
        "code": problem.code,
        "title": problem.title,
        "status": problem.status,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.faults:
        body["errors"] = [{"pointer": fault.pointer, "detail": fault.detail} for fault in problem.faults]
    if trace := g.get("trace") if has_request_context() else None:
        body["request_id"] = request_id(trace)
    # Half a surrogate, which JSON can carry and UTF-8 cannot, goes back as it came: escaped.
    said = json.dumps(body, ensure_ascii=False).encode(errors="backslashreplace")
    response = Response(said, problem.status, content_type=PROBLEM)
    kept = {name: value for name, value in (headers or {}).items() if name.lower() in ("allow", "retry-after")}
    response.headers.update(kept)
    if isinstance(problem, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, Unavailable | TooMany):
        response.headers["Retry-After"] = str(problem.seconds)
    return response


def _browses() -> bool:
    return request.accept_mimetypes.best_match([PROBLEM, "text/html"]) == "text/html"


def as_problem(error: HTTPException) -> Problem:
    """Return the problem that an error of werkzeug or webargs stands for."""
    messages = getattr(error, "data", {}).get("messages", {})
    if messages:
        return Invalid(faults=list(_faults(messages)))
    problem = Problem(_SENTENCES.get(error.code or 500, ""))
    status = HTTPStatus(error.code or 500)
    problem.status, problem.code = status.value, status.phrase.lower().replace(" ", "-").replace("'", "")
    return problem


_SENTENCES = {
    400: "Isi permintaan tidak dapat dibaca.",
    404: "Alamat ini tidak ada.",
    405: "Cara ini tidak dilayani di alamat ini.",
    413: "Kiriman terlalu besar.",
    414: "Alamat ini terlalu panjang.",
    415: "Kirim sebagai application/json.",
    500: "Terjadi kesalahan di pihak kami; kesalahan ini sudah dicatat. Silakan coba lagi.",
}


_LOCATIONS = ("json", "json_or_form", "query", "headers")


def _faults(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """Flatten webargs' messages ({"json": {"field": [..]}}) to pointers; the location is no part of the pointer."""
    if isinstance(messages, dict):
        for name, inner in messages.items():
            below = pointer if not pointer and name in _LOCATIONS else f"{pointer}/{name}"
            yield from _faults(inner, "" if below.endswith("/_schema") else below)
    elif isinstance(messages, list):
        for sentence in messages:
            yield from _faults(sentence, pointer)
    else:
        yield Fault(pointer, str(messages))


def _database_away(error: Exception) -> Response:
    log.error("database_away", error=str(error).partition("\n")[0])
    return problem_response(Unavailable())


def _fault_of_ours(error: Exception) -> Response:
    if isinstance(error, HTTPException):
        return problem_response(as_problem(error), dict(error.get_headers()))
    log.exception("unhandled")
    problem = Problem(_SENTENCES[500])
    problem.status, problem.code, problem.title = 500, "internal-server-error", "Terjadi kesalahan"
    return problem_response(problem)
