"""What the OpenAPI document of a service says beyond its schemas: names, headers, errors and examples.

All of it is read off the code: a view says by its guard who may call it, by the version that it asks for that it needs
If-Match. An example is the schema's own, or made to its measure.
"""

import inspect
import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask import Flask
from marshmallow import Schema

from chassis.errors import (
    Changed,
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionRequired,
    Problem,
    Unauthenticated,
    Unavailable,
)
from chassis.problems import PROBLEM

Json = dict[str, Any]

IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The ETag of the version that is changed",
    "schema": {"type": "string"},
    "example": '"1"',
}
ROLES = "roles"  # on the guard of a view: who may call it
VERSION = "expected_version"  # of chassis.web: what a view calls that needs If-Match
DEEPEST = 8  # of schemas within schemas
_EXAMPLES = {
    "uuid": "5f0c2f6e-6f0e-4c57-9a0d-0f6f1c2b3a4d",
    "date": "2026-11-23",
    "date-time": "2026-11-23T09:15:00+07:00",
    "email": "warga@example.com",
    "uri": "https://example.com/",
}
_WRITING = ("post", "put", "patch", "delete")


def describe(app: Flask, document: Json, schemas: Mapping[str, type[Schema]]) -> Json:
    """Return the document of an app, complete: each operation with its errors and examples, each schema in words."""
    parts = document.setdefault("components", {})
    for name, schema in schemas.items():
        parts["schemas"][name]["description"] = inspect.cleandoc(schema.__doc__ or name)
    _promise_fields(document)
    for path, method, view, name in _operations(app):
        operation = document["paths"].get(path, {}).get(method)
        if operation is None:
            continue
        operation["operationId"] = f"{name}_{method}" if method in ("head", "options") else name
        if VERSION in inspect.unwrap(view).__code__.co_names:
            operation.setdefault("parameters", []).append(IF_MATCH)
        _add_errors(operation, parts, _errors(path, method, view, operation))
        _add_examples(operation, document["paths"][path].get("parameters", []), parts.get("schemas", {}))
    return document


def answered(document: Json) -> set[str]:
    """Return the names of the schemas that answers hold where all goes well."""
    answers = [
        answer
        for _, operation in _described(document)
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    return _within(answers, document["components"].get("schemas", {}))


def _promise_fields(document: Json) -> None:
    """Say of a schema that is only ever answered that all its fields are there."""
    schemas = document["components"].get("schemas", {})
    asked = _within([operation.get("requestBody", {}) for _, operation in _described(document)], schemas)
    for name in answered(document) - asked:
        schemas[name]["required"] = list(schemas[name].get("properties", {}))


def _described(document: Json) -> Iterator[tuple[str, Json]]:
    for item in document["paths"].values():
        yield from ((method, operation) for method, operation in item.items() if method != "parameters")


def _within(value: Any, schemas: dict[str, Json]) -> set[str]:
    """Return the names of the schemas that a piece of the document refers to, and those within them."""
    names: set[str] = set()
    waiting = [value]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting += inner
        elif isinstance(inner, dict):
            name = str(inner.get("$ref", "")).removeprefix("#/components/schemas/")
            if name in schemas and name not in names:
                names.add(name)
                waiting.append(schemas[name])
            waiting += inner.values()
    return names


def example(schema: Json, schemas: dict[str, Json], *, whole: bool, depth: int = 0) -> Any:
    """Return a value that a schema takes: all fields of an object, or no more than it must have."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rpartition("/")[2]], schemas, whole=whole, depth=depth)
    if choice := schema.get("allOf") or schema.get("oneOf") or schema.get("anyOf"):
        return example(choice[0], schemas, whole=whole, depth=depth)
    for own in (schema.get("example"), *schema.get("enum", [])[:1], schema.get("default")):
        if own is not None:
            return own
    types = schema.get("type", "object")
    kind = types if isinstance(types, str) else types[0]
    if kind == "object":
        return _object(schema, schemas, whole, depth)
    if kind == "array":
        few = max(schema.get("minItems", 0), int(whole and depth < DEEPEST))
        return [example(schema["items"], schemas, whole=whole, depth=depth + 1)] * few
    return _text(schema) if kind == "string" else _plain(kind, schema)


def _object(schema: Json, schemas: dict[str, Json], whole: bool, depth: int) -> Json:
    fields = schema.get("properties", {})
    wanted = fields if whole and depth < DEEPEST else schema.get("required") or ([] if depth else fields)
    return {name: example(fields[name], schemas, whole=whole, depth=depth + 1) for name in wanted}


def _plain(kind: str, schema: Json) -> Any:
    if kind in ("integer", "number"):
        return min(max(1, schema.get("minimum", 1)), schema.get("maximum", 1 << 30))
    return {"boolean": True, "null": None}[kind]


def _text(schema: Json) -> str:
    words = _EXAMPLES.get(schema.get("format", ""), "Teks")
    return words.ljust(schema.get("minLength", 0), ".")[: schema.get("maxLength", len(words) + 100)]


def _operations(app: Flask) -> Iterator[tuple[str, str, Any, str]]:
    """Path as OpenAPI writes it, method, view and name of everything that an app answers."""
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)
        methods = sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        for method in methods:
            name = rule.endpoint.replace(".", "_") + (f"_{method.lower()}" if len(methods) > 1 else "")
            yield path, method.lower(), app.view_functions[rule.endpoint], name


def _errors(path: str, method: str, view: Any, operation: Json) -> list[type[Problem]]:
    found: list[type[Problem]] = [Unavailable]
    if hasattr(view, ROLES):
        found += [Unauthenticated, Forbidden]
    if "{" in path:
        found += [NotFound, Conflict] if method in _WRITING else [NotFound]
    if IF_MATCH in operation.get("parameters", []):
        found += [Changed, PreconditionRequired]
    if "requestBody" in operation or operation.get("parameters"):
        found += [Invalid]
    return found


def _add_errors(operation: Json, parts: Json, errors: list[type[Problem]]) -> None:
    for error in errors:
        told = {"type": f"/masalah/{error.code}", "code": error.code, "title": error.title, "status": error.status}
        schema = {"$ref": "#/components/schemas/Problem"}
        content = {PROBLEM: {"schema": schema, "example": told}}
        parts.setdefault("responses", {})[error.__name__] = {"description": error.title, "content": content}
        operation["responses"].setdefault(str(error.status), {})
        if "description" not in operation["responses"][str(error.status)]:
            operation["responses"][str(error.status)] = {"$ref": f"#/components/responses/{error.__name__}"}


def _add_examples(operation: Json, shared: list[Json], schemas: dict[str, Json]) -> None:
    for parameter in [*shared, *operation.get("parameters", [])]:
        if not {"example", "examples"} & parameter.keys():
            parameter["example"] = example(parameter["schema"], schemas, whole=True)
    bodies = [(operation.get("requestBody", {}), False)]
    bodies += [(answer, True) for answer in operation["responses"].values()]
    for body, whole in bodies:
        for media_type, content in body.get("content", {}).items():
            readable = "json" in media_type or "form" in media_type
            if readable and "schema" in content and not {"example", "examples"} & content.keys():
                content["example"] = example(content["schema"], schemas, whole=whole)
