"""The OpenAPI documents tell the truth: valid 3.1, and no answer that they do not announce."""

from collections.abc import Callable

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import validate
from schemathesis import checks
from schemathesis.schemas import APIOperation

from tests.integration.conftest import DEPOK, Working

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


@pytest.mark.parametrize("service", SERVICES)
def test_the_description_is_valid_openapi(service: str, work: Callable[[str], Working]) -> None:
    document = work(service).app.test_client().get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    validate(document)


@pytest.mark.parametrize("service", SERVICES)
def test_no_answer_is_other_than_described(service: str, work: Callable[[str], Working]) -> None:
    working = work(service)
    public = {"Host": working.host(DEPOK)}
    staff = [public | {"Authorization": f"Bearer {working.token(DEPOK, role)}"} for role in ("officer", "ppid")]
    schema = schemathesis.openapi.from_wsgi("/openapi.json", working.app)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert operations
    for operation in operations:
        _probe(operation, [public, *staff])


def _probe(operation: APIOperation, callers: list[dict[str, str]]) -> None:
    """Each case is sent by everybody: to think of one costs as much as to send it."""

    @settings(max_examples=20, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def calls(case: schemathesis.Case) -> None:
        for headers in callers:
            case.call_and_validate(headers=headers, checks=PROMISED)

    calls()
