"""What a proof of delivery must say before it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chassis.errors import Invalid
from services.registry.deliveries.domain import Proof, Receiver, Step, Way, check
from tests.table import table

ISSUED = datetime(2026, 11, 23, 4, 5, 30, tzinfo=UTC)
NOW = ISSUED + timedelta(days=3)
HANDED = Proof(step=Step.RECEIVED, way=Way.IN_PERSON, at=ISSUED + timedelta(days=1), receiver=Receiver.APPLICANT)
POSTED = Proof(step=Step.SENT, way=Way.POST, at=ISSUED + timedelta(days=1), reference="JP 1234567890")


def _faults(proof: Proof) -> list[str]:
    with pytest.raises(Invalid) as raised:
        check(proof, ISSUED, NOW, {"a"})
    return [fault.pointer for fault in raised.value.faults]


@table(
    "proof",
    [HANDED, POSTED, replace(HANDED, way=Way.POST, document="a"), replace(HANDED, at=ISSUED.replace(second=0))],
    ids=["handed over", "posted", "arrived", "within the minute of the letter"],
)
def test_what_can_be_true_is_taken(proof: Proof) -> None:
    check(proof, ISSUED, NOW, {"a"})


@table(
    ("proof", "changes", "pointers"),
    [
        (HANDED, {"at": NOW + timedelta(minutes=1)}, ["/at"]),
        (HANDED, {"at": ISSUED - timedelta(minutes=1)}, ["/at"]),
        (HANDED, {"receiver": None}, ["/receiver"]),
        (HANDED, {"document": "b"}, ["/document"]),
        (POSTED, {"way": Way.IN_PERSON}, ["/step"]),
        (POSTED, {"receiver": Receiver.HOUSEHOLD}, ["/receiver"]),
        (POSTED, {"reference": None}, ["/reference"]),
        (POSTED, {"reference": "Siti (istri)"}, ["/reference"]),
        (HANDED, {"receiver": None, "document": "b", "at": NOW + timedelta(1)}, ["/at", "/receiver", "/document"]),
    ],
)
def test_what_cannot_be_true_is_refused_beside_each_field(
    proof: Proof, changes: dict[str, Any], pointers: list[str]
) -> None:
    assert _faults(replace(proof, **changes)) == pointers
