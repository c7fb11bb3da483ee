"""A program prepares a decision and a person issues it; letter and record say who prepared it."""

from typing import Any
from uuid import UUID

import pytest

from tests.integration.conftest import DEPOK, MAKASSAR, Working
from tests.integration.test_notices import NOT_HELD
from tests.integration.test_registry import REFUSAL, _case, _decide, _submitted
from tests.table import table

pytestmark = pytest.mark.stack
PROGRAM = "client:arsip"


def _prepare(registry: Working, request_id: UUID, body: dict[str, Any], actor: str = PROGRAM, **how: Any) -> Any:
    path = f"/v1/cases/{request_id}/decision/prepared"
    call: dict[str, Any] = {"path": path, "method": "PUT", "json": body, "headers": {"If-Match": '"1"'}}
    return registry.ask(how.get("office", DEPOK), how.get("role", "ppid"), actor=actor, **call)


def test_a_program_prepares_what_a_person_issues_and_letter_and_record_say_so(registry: Working) -> None:
    request_id = _submitted(registry)
    prepared = _prepare(registry, request_id, NOT_HELD)
    assert prepared.status_code == 200, prepared.get_json()
    waiting = prepared.get_json()
    assert (waiting["stage"], waiting["decision"], waiting["version"]) == ("verifying", None, 1)
    assert (waiting["prepared"]["prepared_by"], waiting["prepared"]["content"]) == (PROGRAM, NOT_HELD)
    issued = _decide(registry, request_id, waiting["prepared"]["content"]).get_json()
    assert (issued["prepared"], issued["decision"]["prepared_by"]) == (None, "program kantor (arsip)")
    (entry,) = [entry for entry in issued["history"] if entry["act"] == "case.decided"]
    assert (entry["actor"], entry["facts"]["prepared_by"]) == ("staff:1", PROGRAM)


@table("path", ["decision", "decision/draft"])
def test_no_program_signs_as_the_ppid(registry: Working, path: str) -> None:
    request_id = _submitted(registry)
    answer = registry.ask(
        DEPOK, "ppid", actor=PROGRAM, path=f"/v1/cases/{request_id}/{path}", method="POST", json=NOT_HELD,
        headers={"If-Match": '"1"'},
    )  # fmt: skip
    assert (answer.status_code, answer.get_json()["code"]) == (403, "person-needed")
    assert "menyiapkan" in answer.get_json()["detail"]
    assert _case(registry, request_id)["stage"] == "verifying"


def test_an_officer_prepares_too_and_what_is_missing_is_named_at_once(registry: Working) -> None:
    request_id = _submitted(registry)
    wrong = _prepare(registry, request_id, REFUSAL | {"act": "PKPU 1/2015 Pasal 3"}, role="officer")
    assert [fault["pointer"] for fault in wrong.get_json()["errors"]] == ["/act"]
    assert _prepare(registry, request_id, REFUSAL, actor="staff:9", role="officer").status_code == 200
    assert _prepare(registry, request_id, REFUSAL, office=MAKASSAR).status_code == 404
    issued = _decide(registry, request_id, REFUSAL).get_json()
    assert issued["decision"]["prepared_by"] == "petugas kantor"
    assert _prepare(registry, request_id, REFUSAL).status_code == 412


def test_what_the_ppid_prepared_himself_names_nobody_else(registry: Working) -> None:
    request_id = _submitted(registry)
    _prepare(registry, request_id, NOT_HELD, actor="staff:1")
    assert _decide(registry, request_id, NOT_HELD).get_json()["decision"]["prepared_by"] is None


def test_what_was_prepared_waits_only_while_the_case_is_with_the_office(registry: Working) -> None:
    request_id = _submitted(registry)
    assert _prepare(registry, request_id, NOT_HELD).get_json()["prepared"]
    registry.ask(
        DEPOK, "officer", path=f"/v1/cases/{request_id}/acts", method="POST", headers={"If-Match": '"1"'},
        json={"act": "declare_incomplete", "statement": "Nama belum lengkap."},
    )  # fmt: skip
    assert (_case(registry, request_id)["stage"], _case(registry, request_id)["prepared"]) == ("incomplete", None)
