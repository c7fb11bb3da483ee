"""What holds the files of a request beyond their time, and how long they are kept after it."""

from dataclasses import dataclass
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
from contracts.objections import ObjectionAnswered, ObjectionRegistered
from services.documents.config import KEEP_AT_LEAST
from services.documents.retention.commands import rounds
from services.documents.retention.domain import holds
from services.documents.storage.custody import Custody
from services.documents.storage.faults import StorageAway
from services.registry.disputes.domain.disputes import ENDED
from tests.integration.conftest import DEPOK, Working
from tests.integration.document_desk import decided, kept, objected, raising, shown
from tests.integration.planting_events import HISTORY

pytestmark = pytest.mark.stack
DUE_ON, SILENT_UNTIL = date(2027, 1, 8), date(2027, 1, 28)  # fourteen working days between them
DISPUTE_UNTIL, ACT_UNTIL = date(2027, 3, 1), date(2027, 3, 9)


@dataclass(frozen=True)
class Asked:
    """A request of Depok with one kept file, and what befalls them."""

    documents: Working
    bucket: Minio
    document: dict[str, Any]

    @property
    def id(self) -> UUID:
        return UUID(self.document["request"])

    def objected(self) -> UUID:
        """An objection; its id."""
        return objected(self.documents, self.id)

    def registered(self, objection_id: UUID) -> None:
        self.documents.hear(
            DEPOK,
            ObjectionRegistered(
                objection_id=objection_id, request_id=self.id, number="1", regime="ordinary", due_on=DUE_ON,
                filing_until=DUE_ON,
            ),
        )  # fmt: skip

    def answered(self, objection_id: UUID, act_until: date | None = None) -> None:
        self.documents.hear(
            DEPOK,
            ObjectionAnswered(
                objection_id=objection_id, request_id=self.id, number="1", outcome="rejected",
                answered_at=clock.now(), act_until=act_until, dispute_until=DISPUTE_UNTIL,
                silence_until=None,
            ),
        )  # fmt: skip

    def disputed(self, objection_id: UUID, stage: str, on: date) -> None:
        told = DisputeRecorded(
            dispute_id=uuid4(), objection_id=objection_id, request_id=self.id, act="x", stage=stage, on=on
        )
        self.documents.hear(DEPOK, told)

    def keep_on(self, day: date) -> None:
        """What the clock does at noon of a day in the office."""
        with clock.held(datetime(day.year, day.month, day.day, 5, tzinfo=UTC)):
            self.keep()

    def keep(self) -> None:
        with bound(self.documents.runtime.database):
            rounds.keep(self.documents.runtime)

    @property
    def shown(self) -> dict[str, Any]:
        return shown(self.documents, self.document)

    @property
    def is_held(self) -> bool:
        """By the word of the row and of the storage alike."""
        return held(self.documents, self.bucket, self.document)

    @property
    def locked_until(self) -> datetime:
        retention = self.bucket.get_object_retention("evidence", *_version(self.bucket, self.document))
        assert retention is not None
        return retention.retain_until_date


@pytest.fixture
def asked(documents: Working, bucket: Minio) -> Asked:
    return Asked(documents, bucket, kept(documents, request_id=uuid4()))


def held(documents: Working, bucket: Minio, document: dict[str, Any]) -> bool:
    """Whether a file is held, by the word of the row and of the storage alike."""
    said: bool = shown(documents, document)["held"]
    assert bool(bucket.is_object_legal_hold_enabled("evidence", *_version(bucket, document))) is said
    return said


def _version(bucket: Minio, document: dict[str, Any]) -> tuple[str, str]:
    """The key and the one version of a file in the evidence."""
    key = f"t/{DEPOK}/{document['id']}"
    (found,) = bucket.list_objects("evidence", prefix=key, include_version=True)
    return key, str(found.version_id)


@pytest.mark.promise("keeping")
def test_an_objection_holds_the_files_that_are_there_and_those_that_come_later(asked: Asked) -> None:
    asked.objected()
    later = kept(asked.documents, request_id=asked.id)
    assert asked.is_held
    assert held(asked.documents, asked.bucket, later)


@pytest.mark.promise("keeping")
def test_nobody_deletes_what_is_held_not_even_past_the_lock(asked: Asked) -> None:
    asked.objected()
    wanted = [DeleteObject(*_version(asked.bucket, asked.document))]
    refused = list(asked.bucket.remove_objects("evidence", wanted, bypass_governance_mode=True))
    assert [fault.code for fault in refused] == ["AccessDenied"]


@pytest.mark.parametrize(("act_until", "last"), [(None, DISPUTE_UNTIL), (ACT_UNTIL, ACT_UNTIL)])
def test_after_the_answer_files_are_held_until_the_way_to_dispute_is_closed_and_orders_are_due(
    asked: Asked, act_until: date | None, last: date
) -> None:
    asked.answered(asked.objected(), act_until)
    asked.keep_on(last)
    assert asked.is_held
    asked.keep_on(last + timedelta(days=1))
    assert not asked.is_held


def test_an_objection_that_nobody_answers_holds_until_the_silence_can_no_longer_be_taken_to_dispute(
    asked: Asked,
) -> None:
    asked.registered(asked.objected())
    asked.keep_on(SILENT_UNTIL)
    assert asked.is_held
    asked.keep_on(SILENT_UNTIL + timedelta(days=1))
    assert not asked.is_held


def test_an_answer_after_the_silence_holds_again(asked: Asked) -> None:
    objection_id = asked.objected()
    asked.registered(objection_id)
    asked.keep_on(SILENT_UNTIL + timedelta(days=1))
    asked.answered(objection_id)
    assert asked.is_held
    asked.keep_on(DISPUTE_UNTIL + timedelta(days=1))
    assert not asked.is_held


def test_a_dispute_that_was_recorded_before_the_register_told_of_the_objection_holds_on(asked: Asked) -> None:
    objection_id = asked.objected()
    asked.disputed(objection_id, "filed", DUE_ON)
    asked.registered(objection_id)
    asked.keep_on(DISPUTE_UNTIL)
    assert asked.is_held


def test_a_dispute_holds_until_the_day_after_its_last_step(asked: Asked) -> None:
    objection_id = asked.objected()
    asked.disputed(objection_id, "filed", date(2027, 2, 20))
    asked.answered(objection_id)  # heard late: it lifts nothing that a dispute holds
    asked.keep_on(date(2027, 6, 1))
    assert asked.is_held
    asked.disputed(objection_id, "complied", date(2027, 6, 10))
    asked.keep_on(date(2027, 6, 11))
    assert not asked.is_held


def test_a_dispute_that_is_recorded_late_holds_again(asked: Asked) -> None:
    objection_id = asked.objected()
    asked.answered(objection_id)
    asked.keep_on(DISPUTE_UNTIL + timedelta(days=1))
    assert not asked.is_held
    asked.disputed(objection_id, "filed", DISPUTE_UNTIL + timedelta(days=9))
    assert asked.is_held


def test_one_of_two_objections_that_is_over_does_not_free_what_the_other_holds(asked: Asked) -> None:
    asked.answered(asked.objected())
    asked.objected()
    asked.keep_on(DISPUTE_UNTIL + timedelta(days=1))
    assert asked.is_held


def test_a_storage_that_is_away_when_a_hold_ends_keeps_the_file_held_and_the_next_round_lets_it_go(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked.answered(asked.objected())
    with monkeypatch.context() as patched:
        patched.setattr(Custody, "hold", raising(StorageAway()))
        patched.setattr(Custody, "answers", lambda _self: False)
        asked.keep_on(DISPUTE_UNTIL + timedelta(days=1))
    assert asked.is_held
    asked.keep_on(DISPUTE_UNTIL + timedelta(days=1))
    assert not asked.is_held


def test_a_decided_case_keeps_its_files_as_long_as_the_schedule_says_and_locks_them_that_long(asked: Asked) -> None:
    decided(asked.documents, asked.document, at=datetime(2027, 1, 31, 18, tzinfo=UTC))
    assert asked.shown["keep_until"] is None
    asked.keep_on(date(2027, 2, 2))
    assert asked.shown["keep_until"] == "2032-02-01"  # it was the next day in the office already
    assert asked.locked_until.date() == date(2032, 2, 1)


def test_a_case_that_was_withdrawn_has_ended_too_and_a_short_schedule_shortens_no_lock(asked: Asked) -> None:
    long_ago = clock.now() - KEEP_AT_LEAST * 2
    asked.documents.hear(
        DEPOK,
        CaseAdvanced(
            request_id=asked.id, number="1", act="withdraw", stage="withdrawn", until=None, advanced_at=long_ago
        ),
    )
    before = asked.locked_until
    asked.keep()
    assert asked.shown["keep_until"] is not None
    assert asked.locked_until >= before


def test_a_case_that_was_passed_on_has_ended_in_the_office_that_did(asked: Asked) -> None:
    moved = CaseTransferred(
        request_id=asked.id, number="1", receiver="32", transferred_at=clock.now() - KEEP_AT_LEAST * 2, history=HISTORY
    )
    asked.documents.hear(DEPOK, moved)
    asked.keep()
    assert asked.shown["keep_until"] is not None


def test_the_stages_that_end_a_dispute_are_those_of_the_register() -> None:
    assert holds.ENDED == ENDED
