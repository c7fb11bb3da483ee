"""The register on a real database: the clock starts, decisions are issued once, offices do not see each other."""

import threading
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from chassis import clock
from chassis.context import Context
from chassis.db import rows, transaction
from chassis.directory import Directory
from chassis.offices import in_office
from chassis.service import start
from contracts.documents import DocumentCleared, DocumentStandingChanged, DocumentStored, DocumentSuspended
from contracts.requests import RequestSubmitted
from tests.integration.conftest import DEPOK, MAKASSAR, Working

pytestmark = pytest.mark.stack
REFUSAL = {
    "outcome": "refused",
    "statement": "Informasi yang diminta dikecualikan.",
    "exemption": "h",
    "act": "UU 27/2022 Pasal 4 ayat (2)",
    "consequence": "Membuka data pribadi pihak ketiga tanpa persetujuannya.",
    "not_always_open": True,
    "tested_on": "2026-11-20",
}
GRANT = {
    "outcome": "granted", "statement": "Terlampir laporan yang diminta.",
    "medium": "softcopy",
}  # fmt: skip


def _submitted(registry: Working, office: str = DEPOK, **changes: Any) -> UUID:
    request_id = uuid4()
    facts: dict[str, Any] = {
        "request_id": request_id,
        "number": f"{request_id.hex[:6]}/PPID-P/{office}/VII/2025",
        "channel": "portal",
        "applicant_kind": "person",
        "category": "data_pemilih",
        "received_at": datetime(2025, 7, 8, 2, 14, tzinfo=UTC),
        "regime": None,
    }
    registry.hear(office, RequestSubmitted(**(facts | changes)))
    return request_id


def _stored(registry: Working, request_id: UUID, office: str = DEPOK, *, cleared: bool = True) -> str:
    document_id = uuid4()
    registry.hear(
        office,
        DocumentStored(
            document_id=document_id, request_id=request_id, purpose="answer", media_type="application/pdf",
            sha256="ab" * 32, size=1000,
        ),
    )  # fmt: skip
    if cleared:
        registry.hear(office, _standing(document_id, request_id, "ready"), version=2)
    return str(document_id)


def _standing(document_id: UUID, request_id: UUID, standing: str, grounds: tuple[str, ...] = ()) -> Any:
    """Where a file stands; where it may be given, a copy of it is."""
    given = {"sha256": "cd" * 32, "media_type": "application/pdf", "size": 900} if standing == "ready" else {}
    about: dict[str, Any] = {"sha256": None, "media_type": None, "size": None} | given
    return DocumentStandingChanged(
        document_id=document_id, request_id=request_id, standing=standing, grounds=grounds, **about
    )


def _case(registry: Working, request_id: UUID) -> dict[str, Any]:
    answer = registry.ask(DEPOK, "officer", path=f"/v1/cases/{request_id}")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def _decide(registry: Working, request_id: UUID, body: dict[str, Any], version: int = 1, role: str = "ppid") -> Any:
    return registry.ask(
        DEPOK, role, path=f"/v1/cases/{request_id}/decision", method="POST", json=body,
        headers={"If-Match": f'"{version}"'},
    )  # fmt: skip


def test_a_submitted_request_is_in_the_queue_with_its_due_date_and_how_it_was_counted(registry: Working) -> None:
    request_id = _submitted(registry)
    case = _case(registry, request_id)
    assert (case["stage"], case["regime"], case["due_on"]) == ("verifying", "ordinary", "2025-07-22")
    assert case["extended_due_on"] == "2025-07-31"
    assert [day["ordinal"] for day in case["deadline"]["days"] if day["ordinal"]] == list(range(1, 11))
    assert case["late"] is True
    listed = registry.ask(DEPOK, "officer", path="/v1/cases?tab=late&size=200").get_json()
    assert str(request_id) in [item["id"] for item in listed["items"]]


def test_cases_are_found_by_their_ids_all_in_one_question(registry: Working) -> None:
    wanted = {str(_submitted(registry)) for _ in range(2)}
    _submitted(registry)
    path = f"/v1/cases?tab=all&ids={','.join(wanted)},{uuid4()}"
    found = registry.ask(DEPOK, "officer", path=path).get_json()
    assert {item["id"] for item in found["items"]} == wanted
    assert (found["total"], found["counts"]["open"]) == (2, 2)
    assert registry.ask(MAKASSAR, "officer", path=path).get_json()["items"] == []


def test_a_grant_with_a_document_is_issued_and_readable_by_the_applicants_ticket(registry: Working) -> None:
    request_id = _submitted(registry)
    document = _stored(registry, request_id)
    answer = _decide(registry, request_id, GRANT | {"documents": [document]})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"2"'
    assert answer.get_json()["decision"]["documents"] == [document]
    path = f"/v1/cases/{request_id}/notice"
    assert registry.ask(DEPOK, "applicant", actor=f"request:{request_id}", path=path).status_code == 200
    assert registry.ask(DEPOK, "applicant", actor=f"request:{uuid4()}", path=path).status_code == 404
    assert registry.ask(DEPOK, path=path).status_code == 401


def test_a_file_that_does_not_stand_as_ready_is_not_given(registry: Working) -> None:
    request_id = _submitted(registry)
    document = _stored(registry, request_id, cleared=False)
    answer = _decide(registry, request_id, GRANT | {"documents": [document]})
    assert answer.status_code == 422
    (fault,) = answer.get_json()["errors"]
    assert fault["pointer"] == "/documents/0"
    assert "masih disiapkan" in fault["detail"]
    for version, (standing, sentence) in enumerate(
        {"held_back": "lihat sebabnya", "to_judge": "belum dinilai", "damaged": "rusak"}.items(), start=2
    ):
        registry.hear(DEPOK, _standing(UUID(document), request_id, standing), version=version)
        answer = _decide(registry, request_id, GRANT | {"documents": [document]})
        assert sentence in answer.get_json()["errors"][0]["detail"]


def test_an_original_is_not_given_once_a_copy_replaces_it_until_the_proposal_goes_back(registry: Working) -> None:
    request_id = _submitted(registry)
    document = _stored(registry, request_id)
    about = {"document_id": UUID(document), "request_id": request_id}
    registry.hear(DEPOK, _standing(**about, standing="replaced"), version=3)
    answer = _decide(registry, request_id, GRANT | {"documents": [document]})
    assert "salinannya yang dihitamkan menggantikannya" in answer.get_json()["errors"][0]["detail"]
    registry.hear(DEPOK, _standing(**about, standing="ready"), version=4)
    assert _decide(registry, request_id, GRANT | {"documents": [document]}).status_code == 200


def test_what_was_told_of_files_by_former_events_is_still_heard(registry: Working) -> None:
    request_id = _submitted(registry)
    document = _stored(registry, request_id)
    about = {"document_id": UUID(document), "request_id": request_id}
    registry.hear(DEPOK, DocumentSuspended(**about), version=3)
    answer = _decide(registry, request_id, GRANT | {"documents": [document]})
    assert "belum dinilai" in answer.get_json()["errors"][0]["detail"]
    registry.hear(DEPOK, DocumentCleared(**about, sha256="ab" * 32), version=4)
    assert _decide(registry, request_id, GRANT | {"documents": [document]}).status_code == 200


def test_a_refusal_names_letter_act_and_the_last_day_to_object(registry: Working) -> None:
    request_id = _submitted(registry)
    decision = _decide(registry, request_id, REFUSAL).get_json()["decision"]
    assert decision["exemption"]["article"] == "UU 14/2008 Pasal 17 huruf h"
    assert decision["exemption"]["period"].startswith("Sampai yang bersangkutan")
    assert decision["objection_until"] > decision["decided_at"][:10]
    assert (decision["objection_days"], decision["objection_article"]) == (30, "UU 14/2008 Pasal 36 ayat (1)")
    assert (decision["signer"], decision["capacity"]) == ("Rina Kartika", "definitive")
    assert (decision["office"], decision["held"]) == ("KPU Kota Depok", True)
    assert (decision["due_on"], decision["due_article"]) == ("2025-07-22", "UU 14/2008 Pasal 22 ayat (7)")


def test_a_refusal_without_basis_says_what_is_missing_beside_each_field(registry: Working) -> None:
    bare = {field: REFUSAL[field] for field in ("outcome", "statement")}
    answer = _decide(registry, _submitted(registry), bare)
    assert answer.status_code == 422
    pointers = {fault["pointer"] for fault in answer.get_json()["errors"]}
    assert pointers == {"/exemption", "/act", "/consequence", "/tested_on", "/not_always_open"}


def test_what_is_decided_cannot_be_decided_again_and_the_answer_says_why(registry: Working) -> None:
    request_id = _submitted(registry)
    _decide(registry, request_id, REFUSAL)
    again = _decide(registry, request_id, REFUSAL, version=2)
    assert again.status_code == 409
    assert again.get_json()["code"] == "act-not-allowed"
    assert "ditolak" in again.get_json()["detail"]


def test_of_two_who_decide_at_once_one_wins_and_the_other_sees_that_it_changed(registry: Working) -> None:
    request_id = _submitted(registry)
    ready, answers = threading.Barrier(2), list[int]()

    def decide() -> None:
        ready.wait()
        answers.append(_decide(registry, request_id, REFUSAL).status_code)

    threads = [threading.Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 412]


def test_a_change_without_the_version_it_changes_is_refused(registry: Working) -> None:
    path = f"/v1/cases/{_submitted(registry)}/decision"
    assert registry.ask(DEPOK, "ppid", path=path, method="POST", json=REFUSAL).status_code == 428


def test_an_officer_cannot_issue_a_decision(registry: Working) -> None:
    assert _decide(registry, _submitted(registry), REFUSAL, role="officer").status_code == 403


def test_every_act_is_in_the_history_of_its_case(registry: Working) -> None:
    request_id = _submitted(registry)
    _decide(registry, request_id, REFUSAL)
    history = _case(registry, request_id)["history"]
    assert [entry["act"] for entry in history] == ["case.registered", "case.late", "case.decided"]
    assert history[2]["actor"] == "staff:1"


def test_another_office_finds_neither_the_case_nor_its_notice_nor_its_line(registry: Working) -> None:
    request_id = _submitted(registry)
    for path in (f"/v1/cases/{request_id}", f"/v1/cases/{request_id}/notice"):
        assert registry.ask(MAKASSAR, "ppid", path=path).status_code == 404
    listed = registry.ask(MAKASSAR, "ppid", path="/v1/cases?tab=all&size=200").get_json()
    assert str(request_id) not in str(listed)


def test_a_token_of_one_office_opens_nothing_at_the_host_of_another(registry: Working) -> None:
    token = registry.token(DEPOK, "ppid")
    answer = registry.app.test_client().get(
        "/v1/cases", headers={"Host": registry.host(MAKASSAR), "Authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 404


def test_an_unknown_host_is_no_office(registry: Working) -> None:
    answer = registry.app.test_client().get("/v1/cases", headers={"Host": "tidakada.localhost"})
    assert answer.status_code == 404
    assert answer.get_json()["code"] == "office-unknown"


def test_whoever_holds_the_last_connection_waits_for_no_second_one(registry: Working) -> None:
    runtime = registry.runtime
    office = Context(DEPOK, "staff:1", frozenset({"ppid"}))
    with runtime.acting(office), transaction() as session, ExitStack() as others:
        session.connection()
        for _ in range(runtime.settings.threads - 1):
            others.enter_context(runtime.database.engine.connect())
        assert Directory(runtime.database).by_code(DEPOK).code == DEPOK


def test_a_service_of_one_thread_writes_in_the_name_of_another_office_than_the_one_that_told(registry: Working) -> None:
    narrow = start(registry.runtime.service, replace(registry.runtime.settings, threads=1))
    with narrow.acting(Context(DEPOK, "service:registry")), transaction() as session:
        session.connection()
        (asked,) = in_office(MAKASSAR, lambda: rows("select current_setting('ppid.tenant') as office", {}))
    narrow.database.dispose()
    assert asked["office"] == MAKASSAR


def test_work_in_the_name_of_another_office_is_done_at_the_moment_held(registry: Working) -> None:
    moment = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)
    with registry.runtime.acting(Context(DEPOK, "service:registry")), clock.held(moment), transaction():
        assert in_office(MAKASSAR, clock.now) == moment


def test_the_first_request_after_a_restart_of_postgresql_works(registry: Working, postgres_admin_url: str) -> None:
    assert registry.ask(DEPOK, "officer", path="/v1/cases").status_code == 200
    with psycopg.connect(postgres_admin_url, autocommit=True) as server:  # as a restart does it
        (ended,) = server.execute(
            "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where usename = 'ppid_registry_app'"
        ).fetchone() or (0,)
    assert ended > 0
    assert registry.ask(DEPOK, "officer", path="/v1/cases").status_code == 200
