"""A clock set back on the server: what is due stays due on its day, and nothing is dated before it began."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis import clock
from chassis.context import Context
from contracts.objections import ObjectionSubmitted
from contracts.requests import RequestSubmitted
from services.registry.cases.commands import recount
from tests.integration.conftest import MAKASSAR, Working

pytestmark = pytest.mark.stack
RECEIVED, BEFORE = datetime(2026, 3, 13, 8, 10, tzinfo=UTC), datetime(2024, 1, 2, 1, tzinfo=UTC)


@pytest.fixture
def case(registry: Working) -> UUID:
    request_id = uuid4()
    with clock.held(RECEIVED):
        registry.hear(
            MAKASSAR,
            RequestSubmitted(
                request_id=request_id, number=f"{request_id.hex[:8]}/PPID-P/73.71/III/2026", channel="portal",
                applicant_kind="person", category="anggaran_keuangan", received_at=RECEIVED, regime=None,
            ),
        )  # fmt: skip
    return request_id


def _dates(registry: Working, path: str) -> dict[str, Any]:
    file: dict[str, Any] = registry.ask(MAKASSAR, "officer", path=path).get_json()
    return {name: file[name] for name in ("due_on", "stage")} | {"clock": file.get("deadline") or file["answering"]}


def test_the_dates_of_a_case_and_of_an_objection_stay_where_they_were(registry: Working, case: UUID) -> None:
    objection = uuid4()
    with clock.held(RECEIVED):
        registry.hear(
            MAKASSAR,
            ObjectionSubmitted(
                objection_id=objection, request_id=case, number=f"{objection.hex[:8]}/K", grounds=("c",),
                channel="portal", by_attorney=False, received_at=RECEIVED,
            ),
        )  # fmt: skip
    paths = [f"/v1/cases/{case}", f"/v1/objections/{objection}"]
    before = [_dates(registry, path) for path in paths]
    with clock.held(BEFORE):
        assert [_dates(registry, path) for path in paths] == before
        with registry.runtime.acting(Context(MAKASSAR, "service:registry")):
            assert recount.recompute().moved == 0
    assert [_dates(registry, path) for path in paths] == before


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("acts", {"act": "declare_complete"}),
        ("acts", {"act": "extend", "statement": "Dokumen masih dicari.", "ground": "not_documented"}),
        ("regime", {"regime": "election", "reason": "Menyangkut tahapan."}),
        ("decision", {"outcome": "not_held", "statement": "Data itu dikelola instansi lain."}),
    ],
)
def test_no_act_is_dated_before_the_case_was_entered(
    registry: Working, case: UUID, path: str, body: dict[str, Any]
) -> None:
    call: dict[str, Any] = {"path": f"/v1/cases/{case}/{path}", "method": "POST", "json": body}
    with clock.held(BEFORE):
        answer = registry.ask(MAKASSAR, "ppid", "officer", headers={"If-Match": '"1"'}, **call)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "clock-behind")
    with clock.held(RECEIVED):
        again = registry.ask(MAKASSAR, "ppid", "officer", headers={"If-Match": '"1"'}, **call)
        assert again.status_code < 300, again.get_json()
        assert registry.ask(MAKASSAR, "officer", path=f"/v1/cases/{case}").status_code == 200
