"""The OpenAPI documents tell the truth: valid 3.1, and no answer that they do not announce."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import schemathesis
from cachetools import TTLCache
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from schemathesis import checks
from schemathesis.schemas import APIOperation

from chassis import service as service_module
from chassis.settings import load
from gateway import api
from tests.integration.conftest import DEPOK, Working
from tests.integration.serving import served
from tests.table import table

pytestmark = pytest.mark.stack
SERVICES = ("intake", "registry", "documents", "notify")
PROMISED = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]


@table("service", SERVICES)
def test_the_description_is_valid_openapi(service: str, work: Callable[[str], Working]) -> None:
    document = work(service).app.test_client().get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_what_the_gateway_serves_of_all_services_is_valid_openapi(
    work: Callable[[str], Working], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api, "_DESCRIBED", TTLCache(1, 60))  # other tests describe services that they make up
    with ExitStack() as up:
        urls = {f"PPID_{name.upper()}_URL": up.enter_context(served(work(name))) for name in SERVICES}
        running = service_module.start(service_module.load("gateway"), load("gateway", work("intake").env | urls))
        app = running.service.create_app(running)
        document = app.test_client().get("/api/openapi.json", headers={"Host": "localhost"}).get_json()
    assert document["openapi"].startswith("3.1")
    assert {tag["name"] for tag in document["tags"]} == {*SERVICES, "gateway"}
    validate(document, cls=OpenAPIV31SpecValidator)
    operations = list(_operations(document))
    ids = [operation["operationId"] for _, operation in operations]
    assert len(set(ids)) == len(ids) > 150
    parts = {"components": document["components"]}
    for place, operation in operations:
        assert operation["summary"], place
        assert {"503", "default"} <= operation["responses"].keys(), place
        for content in _contents(operation):
            Draft202012Validator({**content["schema"], **parts}).validate(content["example"])
        for parameter in operation.get("parameters", []):
            Draft202012Validator({**parameter["schema"], **parts}).validate(parameter["example"])


def test_the_description_says_what_a_call_needs_and_how_it_may_fail(work: Callable[[str], Working]) -> None:
    document = work("registry").app.test_client().get("/openapi.json").get_json()
    decide = document["paths"]["/v1/cases/{case_id}/decision"]["post"]
    assert decide["operationId"] == "decisions_decide"
    assert [parameter["name"] for parameter in decide["parameters"]] == ["If-Match"]
    assert decide["responses"].keys() >= {"200", "401", "403", "404", "409", "412", "422", "428", "503"}


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield f"{method} {path}", operation


def _contents(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What an operation takes and gives as JSON or as a form."""
    for body in (operation.get("requestBody", {}), *operation["responses"].values()):
        for media_type, content in body.get("content", {}).items():
            if "json" in media_type or "form" in media_type:
                yield content


@pytest.mark.parametrize("examples", [5, pytest.param(20, marks=pytest.mark.assure)])
@pytest.mark.parametrize("service", SERVICES)
def test_no_answer_is_other_than_described(service: str, examples: int, work: Callable[[str], Working]) -> None:
    working = work(service)
    public = {"Host": working.host(DEPOK)}
    staff = [public | {"Authorization": f"Bearer {working.token(DEPOK, role)}"} for role in ("officer", "ppid")]
    schema = schemathesis.openapi.from_wsgi("/openapi.json", working.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert operations
    for operation in operations:
        _probe(operation, [public, *staff], examples)


def _probe(operation: APIOperation, callers: list[dict[str, str]], examples: int) -> None:
    """Each case is sent by everybody: to think of one costs as much as to send it."""

    @settings(max_examples=examples, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def calls(case: schemathesis.Case) -> None:
        for headers in callers:
            case.call_and_validate(headers=headers, checks=PROMISED)

    calls()
