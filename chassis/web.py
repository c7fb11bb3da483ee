"""HTTP edge of every service: host to office, token to context, problems to RFC 9457, OpenAPI from the schemas."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import wraps
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar

from flask import Flask, Response, g, request
from flask_smorest import Api, Blueprint
from flask_smorest.spec import APISpecMixin
from marshmallow import Schema, fields
from prometheus_client import CONTENT_TYPE_LATEST, Histogram, generate_latest
from sqlalchemy import text
from werkzeug.exceptions import HTTPException

from chassis.context import PUBLIC, Context, current, trace_of
from chassis.db import AWAY
from chassis.errors import (
    Fault,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionRequired,
    Problem,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from chassis.log import get_logger
from chassis.service import Runtime, newest_migration
from chassis.tokens import APPLICANT

PROBLEM = "application/problem+json"
LONGEST_BODY = 1 << 20  # bytes of a JSON body; files are streamed by routes that lift this limit themselves
SECONDS = Histogram("http_seconds", "Time to answer", ["service", "endpoint", "status"])

P = ParamSpec("P")
R = TypeVar("R")
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


class ProblemApi(Api):  # type: ignore[misc]  # flask-smorest is untyped
    """flask-smorest, answering every error as problem+json and saying so in the OpenAPI document."""

    ERROR_SCHEMA = ProblemSchema

    def handle_http_exception(self, error: HTTPException) -> Response:
        """Answer an error that werkzeug or webargs raised."""
        return problem_response(as_problem(error), dict(error.get_headers()))

    def _register_responses(self) -> None:
        # Overrides a private method: flask-smorest documents errors as application/json whatever they are.
        kept: str = APISpecMixin.DEFAULT_RESPONSE_CONTENT_TYPE
        self.DEFAULT_RESPONSE_CONTENT_TYPE = PROBLEM
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = kept


def create_app(runtime: Runtime, *blueprints: Blueprint, title: str) -> Flask:
    """The web app of a service: its blueprints within the chassis' life of a request."""
    app = Flask(runtime.service.name, static_folder=None)
    app.config.update(api_settings(runtime.service.name, title))
    app.extensions["ppid"] = runtime
    api = ProblemApi(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    app.register_error_handler(Problem, problem_response)
    for away in AWAY:
        app.register_error_handler(away, _database_away)
    app.register_error_handler(Exception, _fault_of_ours)
    app.before_request(lambda: _enter(runtime))
    app.after_request(leave)
    app.teardown_request(close)
    add_probes(app, runtime)
    app.add_url_rule("/openapi.json", "openapi", api.spec.to_dict)
    return app


def api_settings(service: str, title: str) -> dict[str, Any]:
    """What Flask and flask-smorest are told for a service's API."""
    return {
        "API_TITLE": title,
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "MAX_CONTENT_LENGTH": LONGEST_BODY,
        "PROPAGATE_EXCEPTIONS": False,
        "API_SPEC_OPTIONS": {
            "servers": [{"url": f"/api/{service}"}],
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}},
            "security": [{}, {"token": []}],
        },
    }


def roles(*allowed: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Guard of a view: the actor must hold one of these roles.

    Raises:
        Unauthenticated: nobody signed in. Forbidden: somebody did, without such a role.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            held = current().roles
            if not held & set(allowed):
                raise Unauthenticated if held == {PUBLIC} else Forbidden
            return view(*args, **kwargs)

        return guarded

    return guard


def etag(version: int) -> dict[str, str]:
    """The header that names a version (RFC 9110, section 8.8.3)."""
    return {"ETag": f'"{version}"'}


def expected_version() -> int:
    """The version that a change is meant for, from If-Match (RFC 9110, section 13.1.1).

    Raises:
        PreconditionRequired: the header is missing or names no version of ours.
    """
    tags = list(request.if_match)
    if len(tags) != 1 or not tags[0].isdigit():
        raise PreconditionRequired
    return int(tags[0])


def problem_response(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """The RFC 9457 answer to a problem."""
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
    response = Response(json.dumps(body, ensure_ascii=False), problem.status, content_type=PROBLEM)
    kept = {name: value for name, value in (headers or {}).items() if name.lower() in ("allow", "retry-after")}
    response.headers.update(kept)
    if isinstance(problem, Unauthenticated):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, Unavailable | TooMany):
        response.headers["Retry-After"] = str(problem.seconds)
    return response


def context_of_request(runtime: Runtime) -> Context:
    """Who asks, for which office: the host names the office, the token (if any) the actor; they must agree.

    Raises:
        UnknownOffice, Unauthenticated, NotFound: see the chassis' errors.
    """
    office = runtime.directory.by_host(host_label(runtime))
    token, is_link = _token()
    if token is None:
        return Context(office.code, trace=trace_of(request.headers.get("traceparent", "")))
    context = runtime.verifier.verify(token)
    if is_link and (context.roles != {APPLICANT} or request.method not in ("GET", "HEAD")):
        raise Unauthenticated
    if context.tenant != office.code:
        raise NotFound
    return context


def _token() -> tuple[str | None, bool]:
    """The bearer token, or the ticket of a link (RFC 6750, section 2.3: short-lived, for reading only); which it is."""
    header = request.headers.get("Authorization")
    if header is None:
        return request.args.get("ticket"), True
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    return token.strip(), False


def host_label(runtime: Runtime) -> str:
    """The part of the host before the base domain; empty for the base domain itself and for foreign hosts."""
    host = request.host.partition(":")[0].lower().rstrip(".")
    label, dot, rest = host.partition(".")
    return label if dot and rest == runtime.settings.base_domain else ""


def _enter(runtime: Runtime) -> None:
    g.started = time.perf_counter()
    g.stack = ExitStack()
    if request.endpoint in ("healthz", "readyz", "metrics", "openapi"):
        return
    g.stack.enter_context(runtime.acting(context_of_request(runtime)))


def leave(response: Response) -> Response:
    """After a request: headers every answer carries, and how long it took."""
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cache-Control", "no-store")
    SECONDS.labels(request.blueprint or "", request.endpoint or "", str(response.status_code)).observe(
        time.perf_counter() - g.started if "started" in g else 0
    )
    return response


def close(_error: BaseException | None) -> None:
    """At the very end of a request: let go of what was in force for it."""
    stack = g.pop("stack", None)
    if stack is not None:
        stack.close()


def add_probes(app: Flask, runtime: Runtime) -> None:
    """Say over HTTP whether the process lives, whether it can work, and how it does."""
    newest = newest_migration(runtime.service.name)

    def readyz() -> Response:
        with runtime.database.engine.connect() as connection:
            found = connection.execute(text("select version_num from alembic_version")).scalar_one()
        if found < newest:  # newer is fine: while a release rolls out, the schema goes first
            raise Unavailable(f"Skema basis data {found}, program ini memerlukan {newest}.")
        return Response("siap\n", content_type="text/plain")

    app.add_url_rule("/healthz", "healthz", lambda: Response("hidup\n", content_type="text/plain"))
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/metrics", "metrics", lambda: Response(generate_latest(), content_type=CONTENT_TYPE_LATEST))


def as_problem(error: HTTPException) -> Problem:
    """The problem that an error of werkzeug or webargs stands for."""
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
