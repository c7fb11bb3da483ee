"""What holds the files of a request beyond their time, and how long they are kept after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from minio import Minio
from minio.deleteobjects import DeleteObject

from chassis import clock
from chassis.db import bound
from contracts.cases import CaseAdvanced, CaseTransferred
from contracts.disputes import DisputeRecorded
from contracts.objections import ObjectionAnswered, ObjectionRegistered, ObjectionSubmitted
from contracts.requests import RequestDecided
from services.documents.commands import retaining
from services.documents.config import KEEP_AT_LEAST
from services.documents.domain import holds
from services.documents.storage.custody import Custody
from services.documents.storage.faults import StorageAway
from services.registry.domain.disputes import ENDED
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import kept, raising, shown

pytestmark = pytest.mark.stack
DUE_ON, SILENT_UNTIL = date(2027, 1, 8), date(2027, 1, 28)  # fourteen working days between them
DISPUTE_UNTIL, ACT_UNTIL = date(2027, 3, 1), date(2027, 3, 9)


def _object(documents: Working, request_id: UUID) -> UUID:
    objection_id = uuid4()
    documents.hear(
        DEPOK,
        ObjectionSubmitted(
            objection_id=objection_id, request_id=request_id, number="1", channel="portal", grounds=("a",),
            by_attorney=False, received_at=datetime.now(UTC),
        ),
    )  # fmt: skip
    return objection_id


def _answer(documents: Working, request_id: UUID, objection_id: UUID, act_until: date | None = None) -> None:
    documents.hear(
        DEPOK,
        ObjectionAnswered(
            objection_id=objection_id, request_id=request_id, number="1", outcome="rejected",
            answered_at=datetime.now(UTC), act_until=act_until, dispute_until=DISPUTE_UNTIL,
        ),
    )  # fmt: skip


def _register(documents: Working, request_id: UUID, objection_id: UUID) -> None:
    documents.hear(
        DEPOK,
        ObjectionRegistered(
            objection_id=objection_id, request_id=request_id, number="1", regime="ordinary", due_on=DUE_ON,
            filing_until=DUE_ON,
        ),
    )  # fmt: skip


def _step(documents: Working, request_id: UUID, objection_id: UUID, stage: str, on: date) -> None:
    told = DisputeRecorded(
        dispute_id=uuid4(), objection_id=objection_id, request_id=request_id, act="x", stage=stage, on=on
    )
    documents.hear(DEPOK, told)


def _keep_on(documents: Working, day: date) -> None:
    """What the clock does at noon of a day in the office."""
    with clock.held(datetime(day.year, day.month, day.day, 5, tzinfo=UTC)), bound(documents.runtime.database):
        retaining.keep(documents.runtime)


def _held(documents: Working, bucket: Minio, document: dict[str, Any]) -> bool:
    """Whether the file is held, by the word of the row and of the storage alike."""
    key = f"t/{DEPOK}/{document['id']}"
    (found,) = bucket.list_objects("evidence", prefix=key, include_version=True)
    held: bool = shown(documents, document)["held"]
    assert bool(bucket.is_object_legal_hold_enabled("evidence", key, version_id=found.version_id)) is held
    return held


def test_an_objection_holds_the_files_that_are_there_and_those_that_come_later(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    before = kept(documents, request_id=request_id)
    _object(documents, request_id)
    later = kept(documents, request_id=request_id)
    assert _held(documents, bucket, before)
    assert _held(documents, bucket, later)


def test_nobody_deletes_what_is_held_not_even_past_the_lock(documents: Working, bucket: Minio) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    _object(documents, request_id)
    key = f"t/{DEPOK}/{document['id']}"
    (found,) = bucket.list_objects("evidence", prefix=key, include_version=True)
    wanted = [DeleteObject(key, found.version_id)]
    refused = list(bucket.remove_objects("evidence", wanted, bypass_governance_mode=True))
    assert [fault.code for fault in refused] == ["AccessDenied"]


@pytest.mark.parametrize(("act_until", "last"), [(None, DISPUTE_UNTIL), (ACT_UNTIL, ACT_UNTIL)])
def test_after_the_answer_files_are_held_until_the_way_to_dispute_is_closed_and_orders_are_due(
    documents: Working, bucket: Minio, act_until: date | None, last: date
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    _answer(documents, request_id, _object(documents, request_id), act_until)
    _keep_on(documents, last)
    assert _held(documents, bucket, document)
    _keep_on(documents, last + timedelta(days=1))
    assert not _held(documents, bucket, document)


def test_an_objection_that_nobody_answers_holds_until_the_silence_can_no_longer_be_taken_to_dispute(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    _register(documents, request_id, _object(documents, request_id))
    _keep_on(documents, SILENT_UNTIL)
    assert _held(documents, bucket, document)
    _keep_on(documents, SILENT_UNTIL + timedelta(days=1))
    assert not _held(documents, bucket, document)


def test_an_answer_after_the_silence_holds_again(documents: Working, bucket: Minio) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    objection_id = _object(documents, request_id)
    _register(documents, request_id, objection_id)
    _keep_on(documents, SILENT_UNTIL + timedelta(days=1))
    _answer(documents, request_id, objection_id)
    assert _held(documents, bucket, document)
    _keep_on(documents, DISPUTE_UNTIL + timedelta(days=1))
    assert not _held(documents, bucket, document)


def test_a_dispute_that_was_recorded_before_the_register_told_of_the_objection_holds_on(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    objection_id = _object(documents, request_id)
    _step(documents, request_id, objection_id, "filed", DUE_ON)
    _register(documents, request_id, objection_id)
    _keep_on(documents, DISPUTE_UNTIL)
    assert _held(documents, bucket, document)


def test_a_dispute_holds_until_the_day_after_its_last_step(documents: Working, bucket: Minio) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    objection_id = _object(documents, request_id)
    _step(documents, request_id, objection_id, "filed", date(2027, 2, 20))
    _answer(documents, request_id, objection_id)  # heard late: it lifts nothing that a dispute holds
    _keep_on(documents, date(2027, 6, 1))
    assert _held(documents, bucket, document)
    _step(documents, request_id, objection_id, "complied", date(2027, 6, 10))
    _keep_on(documents, date(2027, 6, 11))
    assert not _held(documents, bucket, document)


def test_a_dispute_that_is_recorded_late_holds_again(documents: Working, bucket: Minio) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    objection_id = _object(documents, request_id)
    _answer(documents, request_id, objection_id)
    _keep_on(documents, DISPUTE_UNTIL + timedelta(days=1))
    assert not _held(documents, bucket, document)
    _step(documents, request_id, objection_id, "filed", DISPUTE_UNTIL + timedelta(days=9))
    assert _held(documents, bucket, document)


def test_one_of_two_objections_that_is_over_does_not_free_what_the_other_holds(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    _answer(documents, request_id, _object(documents, request_id))
    _object(documents, request_id)
    _keep_on(documents, DISPUTE_UNTIL + timedelta(days=1))
    assert _held(documents, bucket, document)


def test_a_storage_that_is_away_when_a_hold_ends_keeps_the_file_held_and_the_next_round_lets_it_go(
    documents: Working, bucket: Minio, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    _answer(documents, request_id, _object(documents, request_id))
    with monkeypatch.context() as patched:
        patched.setattr(Custody, "hold", raising(StorageAway()))
        _keep_on(documents, DISPUTE_UNTIL + timedelta(days=1))
    assert _held(documents, bucket, document)
    _keep_on(documents, DISPUTE_UNTIL + timedelta(days=1))
    assert not _held(documents, bucket, document)


def test_a_decided_case_keeps_its_files_as_long_as_the_schedule_says_and_locks_them_that_long(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    documents.hear(
        DEPOK,
        RequestDecided(
            request_id=request_id, number="1", outcome="granted", documents=(UUID(document["id"]),),
            decided_at=datetime(2027, 1, 31, 18, tzinfo=UTC),
        ),
    )  # fmt: skip
    assert shown(documents, document)["keep_until"] is None
    _keep_on(documents, date(2027, 2, 2))
    assert shown(documents, document)["keep_until"] == "2032-02-01"  # it was the next day in the office already
    assert _locked_until(bucket, document).date() == date(2032, 2, 1)


def test_a_case_that_was_withdrawn_has_ended_too_and_a_short_schedule_shortens_no_lock(
    documents: Working, bucket: Minio
) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    long_ago = datetime.now(UTC) - KEEP_AT_LEAST * 2
    documents.hear(
        DEPOK,
        CaseAdvanced(
            request_id=request_id, number="1", act="withdraw", stage="withdrawn", until=None, advanced_at=long_ago
        ),
    )
    before = _locked_until(bucket, document)
    with bound(documents.runtime.database):
        retaining.keep(documents.runtime)
    assert shown(documents, document)["keep_until"] is not None
    assert _locked_until(bucket, document) >= before


def test_a_case_that_was_passed_on_has_ended_in_the_office_that_did(documents: Working) -> None:
    request_id = uuid4()
    document = kept(documents, request_id=request_id)
    moved = CaseTransferred(
        request_id=request_id, number="1", receiver="32", transferred_at=datetime.now(UTC) - KEEP_AT_LEAST * 2
    )
    documents.hear(DEPOK, moved)
    with bound(documents.runtime.database):
        retaining.keep(documents.runtime)
    assert shown(documents, document)["keep_until"] is not None


def _locked_until(bucket: Minio, document: dict[str, Any]) -> datetime:
    key = f"t/{DEPOK}/{document['id']}"
    (found,) = bucket.list_objects("evidence", prefix=key, include_version=True)
    retention = bucket.get_object_retention("evidence", key, version_id=found.version_id)
    assert retention is not None
    return retention.retain_until_date


def test_the_stages_that_end_a_dispute_are_those_of_the_register() -> None:
    assert holds.ENDED == ENDED
