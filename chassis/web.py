"""HTTP edge of every service: host to office, token to context, roles, versions, probes."""

import re
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from flask_smorest import Blueprint
from prometheus_client import CONTENT_TYPE_LATEST, Histogram
from sqlalchemy import text

from chassis import audit, description, metrics, problems
from chassis.api_clients import is_client
from chassis.context import PUBLIC, Context, current, request_id, trace_of
from chassis.db import transaction
from chassis.errors import Forbidden, NotFound, PreconditionRequired, Unauthenticated, Unavailable
from chassis.log import get_logger
from chassis.service import Runtime, newest_migration
from chassis.settings import Stage
from chassis.tokens import APPLICANT

LONGEST_BODY = 1 << 20  # bytes of a JSON body; files are streamed by routes that lift this limit themselves
LOOPBACK = ("127.0.0.1", "localhost")  # as who works on this machine calls it
PROBES = ("healthz", "readyz", "metrics", "static")  # asked again and again by machines; no line is written of them
SECONDS = Histogram("http_seconds", "Time to answer", ["service", "endpoint", "status"])
# Whoever compresses an answer on its way renames its tag ("1-gzip") or weakens it (W/"1"): both still name our version.
_VERSION = re.compile(r"([0-9]{1,9})(?:-(?:gzip|zstd|br))?")

log = get_logger()

P = ParamSpec("P")
R = TypeVar("R")


def create_app(runtime: Runtime, *blueprints: Blueprint, title: str) -> Flask:
    """Return the web app of a service: its blueprints within the chassis' life of a request."""
    app = Flask(runtime.service.name, static_folder=None)
    app.config.update(api_settings(runtime.service.name, title))
    app.extensions["ppid"] = runtime
    api = problems.ProblemApi(app)
    for blueprint in blueprints:
        api.register_blueprint(blueprint)
    problems.register(app)
    app.before_request(lambda: _enter(runtime))
    app.after_request(leave)
    app.teardown_request(close)
    add_probes(app, runtime)
    described = cache(lambda: description.describe(app, api.spec.to_dict(), api.schemas()))
    app.add_url_rule("/openapi.json", "openapi", described)
    return app


def api_settings(service: str, title: str) -> dict[str, Any]:
    """Return what Flask and flask-smorest are told for a service's API."""
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

        setattr(guarded, description.ROLES, allowed)
        return guarded

    return guard


def etag(version: int) -> dict[str, str]:
    """Return the header that names a version (RFC 9110, section 8.8.3)."""
    return {"ETag": f'"{version}"'}


def expected_version() -> int:
    """Return the version that a change is meant for, from If-Match (RFC 9110, section 13.1.1).

    Raises:
        PreconditionRequired: the header is missing or names no version of ours.
    """
    tags = request.if_match.as_set(include_weak=True)
    version = _VERSION.fullmatch(tags.pop()) if len(tags) == 1 else None
    if version is None:
        raise PreconditionRequired
    return int(version[1])


def context_of_request(runtime: Runtime) -> Context:
    """Who asks, for which office: the host names the office, the token (if any) the actor; they must agree.

    Raises:
        UnknownOffice, Unauthenticated, NotFound: see the chassis' errors.
    """
    office = runtime.directory.by_host(host_label(runtime))
    token, is_link = _token()
    if token is None:
        return Context(office.code, trace=g.trace)
    context = runtime.verifier.verify(token)
    if is_client(context):
        with runtime.acting(context):
            runtime.clients.admit(context)
    if is_link and (context.roles != {APPLICANT} or request.method not in ("GET", "HEAD")):
        raise Unauthenticated
    if context.tenant != office.code:
        with runtime.acting(context), transaction():
            audit.record("office.refused", UUID(g.trace.split("-")[1]), office=office.code)
        raise NotFound
    return replace(context, trace=g.trace)  # a token is good for many requests


def _token() -> tuple[str | None, bool]:
    """Return the bearer token, or the ticket of a link (RFC 6750, section 2.3: short-lived, for reading only); which it
    is.
    """
    header = request.headers.get("Authorization")
    if header is None:
        return request.args.get("ticket"), True
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer":
        raise Unauthenticated
    return token.strip(), False


def host_label(runtime: Runtime) -> str:
    """Return the part of the host before the base domain; empty for the base domain itself and for foreign hosts."""
    host = request.host.partition(":")[0].lower().rstrip(".")
    label, dot, rest = host.partition(".")
    return label if dot and rest == runtime.settings.base_domain else ""


def begin(trace: str) -> None:
    """Before all else of a request: its moment, its trace, and room for what is put in force for it."""
    g.started, g.stack, g.trace = time.perf_counter(), ExitStack(), trace


def _enter(runtime: Runtime) -> None:
    begin(trace_of(request.headers.get("traceparent", "")))
    if request.endpoint in ("healthz", "readyz", "metrics", "openapi"):
        return
    g.stack.enter_context(runtime.acting(context_of_request(runtime)))


def leave(response: Response) -> Response:
    """After a request: headers every answer carries, how long it took, and its line in the log.

    Of an address the line holds the route only: what stands in its place may be a tracking token.
    """
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = request_id(g.trace)
    took, status = time.perf_counter() - g.started, response.status_code
    service = current_app.extensions["ppid"].service.name
    SECONDS.labels(service, request.endpoint or "", str(status)).observe(took)
    if request.endpoint not in PROBES:
        route = request.url_rule.rule if request.url_rule else ""
        log.info("request", method=request.method, route=route, status=status, ms=round(took * 1000, 1), trace=g.trace)
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

    def figures() -> Response:
        if runtime.settings.stage is Stage.EMBEDDED and request.host.partition(":")[0] not in LOOPBACK:
            raise NotFound  # a page of another site that had its own name lead here
        return Response(metrics.latest(), content_type=CONTENT_TYPE_LATEST)

    app.add_url_rule("/healthz", "healthz", lambda: Response("hidup\n", content_type="text/plain"))
    app.add_url_rule("/readyz", "readyz", readyz)
    app.add_url_rule("/metrics", "metrics", figures)
