"""Programs at the door: access tokens, and one description of all APIs."""

from http import HTTPStatus
from typing import Any

import pytest
from werkzeug.test import TestResponse

from chassis.context import Context
from chassis.errors import NotFound
from chassis.service import Runtime
from chassis.settings import Stage
from chassis.tokens import Verifier
from gateway import commands
from gateway.api import merge
from gateway.config import DEMO_PASSWORD
from tests.integration.gateway.browser import Browser
from tests.integration.gateway.conftest import Visit

pytestmark = pytest.mark.stack
ASKED = {"client_id": "demo-depok", "client_secret": DEMO_PASSWORD, "audience": "registry"}


def ask(browser: Browser, **how: Any) -> TestResponse:
    return browser.client.post(
        "/api/gateway/v1/token",
        base_url=f"http://{browser.host}:8080",
        headers={"X-Forwarded-For": browser.address},
        **how,
    )


@pytest.mark.parametrize("how", [{"json": ASKED}, {"data": {**ASKED, "grant_type": "client_credentials"}}])
def test_a_client_gets_a_token_for_one_service_and_its_own_office(
    visit: Visit, runtime: Runtime, how: dict[str, Any]
) -> None:
    answer = ask(visit(), **how)
    assert answer.status_code == HTTPStatus.OK
    assert answer.json is not None
    assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 600)
    said = Verifier("registry", runtime.verifier.keys).verify(answer.json["access_token"])
    assert said == Context("32.76", "client:demo-depok", frozenset({"officer", "ppid"}), said.trace, "demo-depok")


@pytest.mark.parametrize(
    ("host", "changes"),
    [
        ("depokkotappid.localhost", {"client_secret": "salah"}),
        ("depokkotappid.localhost", {"client_id": "tidak-ada"}),
        ("bandungkotappid.localhost", {}),
    ],
)
def test_a_wrong_secret_an_unknown_client_and_another_office_are_answered_alike(
    visit: Visit, host: str, changes: dict[str, str]
) -> None:
    answer = ask(visit(host), json=ASKED | changes)
    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json is not None
    assert answer.json["code"] == "unknown-client"


def test_a_client_is_suspended_once_stays_so_when_the_demonstration_is_made_again_and_is_admitted_by_name(
    visit: Visit, runtime: Runtime
) -> None:
    with runtime.acting(Context("32.76", commands.SELF)):
        assert commands.list_client("demo-depok", active=False)
        try:
            assert not commands.list_client("demo-depok", active=False)
            commands.add_demo_staff(DEMO_PASSWORD)
            assert ask(visit(), json=ASKED).status_code == HTTPStatus.UNAUTHORIZED
        finally:
            assert commands.list_client("demo-depok", active=True)
        assert ask(visit(), json=ASKED).status_code == HTTPStatus.OK
        with pytest.raises(NotFound):
            commands.list_client("tidak-ada", active=False)


def test_a_token_is_for_a_service_that_exists(visit: Visit) -> None:
    answer = ask(visit(), json=ASKED | {"audience": "gateway"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert answer.json is not None
    assert answer.json["errors"][0]["pointer"] == "/audience"


def test_demonstration_clients_do_not_exist_in_production(visit: Visit) -> None:
    assert ask(visit(stage=Stage.PRODUCTION), json=ASKED).status_code == HTTPStatus.UNAUTHORIZED


def test_a_program_on_a_host_without_office_is_told_so_in_its_own_language(visit: Visit) -> None:
    answer = ask(visit("localhost"), json=ASKED)
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.content_type == "application/problem+json"


def test_the_description_names_the_gateways_own_operation(visit: Visit) -> None:
    browser = visit("localhost")
    document = browser.client.get("/api/openapi.json", base_url="http://localhost:8080").json
    assert document is not None
    assert "/api/gateway/v1/token" in document["paths"]
    assert "POST" in browser.get("/api").words


def test_documents_are_merged_below_their_services_paths_and_names() -> None:
    def description(title: str) -> dict[str, Any]:
        reference = {"$ref": "#/components/schemas/Line"}
        return {
            "info": {"title": title},
            "security": [{}],
            "paths": {"/v1/things": {"get": {"operationId": "all", "responses": {"200": reference}}}},
            "components": {"schemas": {"Line": {"type": "object"}}, "securitySchemes": {"token": {"type": "http"}}},
        }

    merged = merge({"intake": description("Penerimaan"), "registry": description("Register")})
    assert set(merged["paths"]) == {"/api/intake/v1/things", "/api/registry/v1/things"}
    assert set(merged["components"]["schemas"]) == {"intake.Line", "registry.Line"}
    assert set(merged["components"]["securitySchemes"]) == {"token"}
    got = merged["paths"]["/api/registry/v1/things"]["get"]
    assert got["responses"]["200"]["$ref"] == "#/components/schemas/registry.Line"
    assert (got["tags"], got["operationId"]) == (["registry"], "registry_all")
