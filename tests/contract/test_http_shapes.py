"""What the gateway knows of the services' answers is what the services publish; nothing is written a second time."""

import ast
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, jsonify

from gateway.backends.shapes.registry import ActProofs, Reminders
from ppid.http_shapes import BEHIND_THE_PAGES, module, shapes
from tests.integration import conformance
from tests.integration.gateway.shaped import cut

BACKENDS = Path(__file__).parents[2] / "gateway" / "backends"
ANSWER = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Case"}}}}
CASE = {
    "description": "A case.",
    "required": ["id", "due_on", "late", "acts", "decision", "facts"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "due_on": {"type": ["string", "null"], "description": "The last day"},
        "late": {"type": "boolean"},
        "acts": {"type": "array", "items": {"$ref": "#/components/schemas/Act"}},
        "decision": {"anyOf": [{"$ref": "#/components/schemas/Act"}, {"type": "null"}]},
        "facts": {"type": "object", "additionalProperties": {}},
        "note": {"type": "string"},
    },
}


def document() -> dict[str, Any]:
    letter = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
    return {
        "components": {"schemas": {"Case": CASE, "Act": {"properties": {}}, "Asked": {"properties": {}}}},
        "paths": {
            "/v1/cases/{case_id}": {"get": {"operationId": "cases_show", "responses": {"200": ANSWER}}},
            "/v1/letters": {"get": {"operationId": "letters_show", "responses": {"200": letter}}},
            "/v1/checks": {"post": {"operationId": "check", "responses": {"204": {}, "404": ANSWER}}},
        },
    }


@pytest.mark.parametrize(
    "line",
    [
        '    """A case."""',
        "    id: str",
        "    # The last day",
        "    due_on: str | None",
        "    late: bool",
        "    acts: list[Act]",
        "    decision: Act | None",
        "    facts: dict[str, Any]",
        "    note: NotRequired[str]",
        'CASES_SHOW: Route[Case] = Route("GET", "/v1/cases/{case_id}")',
        'LETTERS_SHOW: Route[bytes] = Route("GET", "/v1/letters")',
        'CHECK: Route[None] = Route("POST", "/v1/checks")',
    ],
)
def test_a_shape_says_what_the_schema_says(line: str) -> None:
    assert line in module("registry", document()).splitlines()


def test_what_is_never_answered_has_no_shape() -> None:
    assert "class Asked" not in module("registry", document())


@pytest.mark.parametrize("service", BEHIND_THE_PAGES)
def test_the_gateway_has_the_shapes_that_a_service_publishes(service: str) -> None:
    assert (BACKENDS / "shapes" / f"{service}.py").read_text() == shapes()[f"{service}.py"]


def test_no_shape_of_an_answer_is_written_by_hand() -> None:
    written = [
        f"{path.name}: {node.name}"
        for path in BACKENDS.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "TypedDict" for base in node.bases)
    ]
    assert written == []


def test_the_type_of_an_answer_is_claimed_in_one_place() -> None:
    assert [path.name for path in BACKENDS.glob("*.py") if "cast(" in path.read_text()] == ["route.py"]


def test_what_answers_from_memory_tells_no_field_that_is_not_published() -> None:
    reminders = {"urgent": 1, "due": 2, "invented": 3}
    assert cut({"items": [], "invented": 1}, ActProofs | None) == {"items": []}
    assert "invented" not in cut(reminders, Reminders)


@pytest.mark.parametrize(
    ("answer", "broken"),
    [({"number": "1"}, 0), ({}, 1), ({"number": None}, 1)],
    ids=["as published", "a field less", "null where none is published"],
)
def test_an_answer_that_is_not_as_published_is_written_down(answer: dict[str, Any], broken: int) -> None:
    schema = {"type": "object", "required": ["number"], "properties": {"number": {"type": "string"}}}
    content = {"application/json": {"schema": schema}}
    app = Flask("service")
    app.add_url_rule("/v1/cases/<uuid:case_id>", "show", lambda case_id: jsonify(answer))
    published = {"paths": {"/v1/cases/{case_id}": {"get": {"responses": {"200": {"content": content}}}}}}
    app.add_url_rule("/openapi.json", "openapi", lambda: published | {"components": {}})
    conformance.hold(app).test_client().get("/v1/cases/5f0c2f6e-6f0e-4c57-9a0d-0f6f1c2b3a4d")
    assert len(conformance.BROKEN) == broken
    conformance.BROKEN.clear()
