"""What keeps a file back, and what may be let through by whom."""

from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.errors import Forbidden, Invalid
from contracts.standing import FileStanding
from services.documents.gate.domain import findings
from services.documents.gate.domain.findings import Acceptance, Finding, Kind, NotChoosable, OwnFile, Person, Reason

PHONE, COVERED = Finding(Kind.PHONE, "halaman 2", "••••••••1234"), Finding(Kind.HIDDEN_TEXT, "halaman 3", "12 huruf")
JUDGE, BRINGER = Person("staff:2", {"officer", "ppid"}), "staff:1"
WHY = "Nomor kantor kecamatan, bukan nomor seseorang."


def _said(finding: int = 0, reason: Reason = Reason.MISTAKEN, words: str = WHY) -> Acceptance:
    return Acceptance(finding, reason, words, datetime(2026, 11, 26, 8, tzinfo=UTC))


def test_a_finding_stands_open_until_it_is_accepted() -> None:
    assert findings.open_findings([PHONE, PHONE], (0,)) == [1]
    assert findings.open_findings([PHONE, PHONE], (0, 1)) == []


def test_what_can_only_be_removed_stands_open_whatever_was_accepted() -> None:
    assert findings.open_findings([COVERED], (0,)) == [0]


def _choose(**changes: Any) -> None:
    told: dict[str, Any] = {"standing": FileStanding.READY, "words": WHY, "is_copy": False} | changes
    findings.check_original(told.pop("person", JUDGE), BRINGER, told.pop("standing"), told.pop("words"), **told)


def test_a_ppid_who_did_not_bring_a_file_has_its_original_given() -> None:
    _choose()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"person": Person("staff:3", {"officer"})}, Forbidden),
        ({"person": Person("client:3", {"ppid"})}, Forbidden),
        ({"person": Person(BRINGER, {"ppid"})}, OwnFile),
        ({"is_copy": True}, NotChoosable),
        ({"standing": FileStanding.GIVEN}, NotChoosable),
        ({"standing": FileStanding.REPLACED}, NotChoosable),
        ({"words": "Perlu."}, Invalid),
    ],
)
def test_nobody_else_nor_without_a_reason_nor_at_another_time(changes: dict[str, Any], fault: type[Exception]) -> None:
    with pytest.raises(fault):
        _choose(**changes)


HARD = sorted(set(Kind) - set(findings.ACCEPTABLE))


@pytest.mark.parametrize("kind", HARD)
def test_what_is_hidden_can_only_be_removed(kind: Kind) -> None:
    with pytest.raises(Invalid) as refused:
        findings.check_acceptance([Finding(kind, "halaman 1")], _said(), JUDGE, BRINGER)
    assert "tidak dapat diterima" in refused.value.faults[0].detail


@pytest.mark.parametrize(
    ("said", "pointer"),
    [
        (_said(7), "/finding"),
        (_said(-1), "/finding"),
        (_said(reason=Reason.READ), "/reason"),
        (_said(words="bukan NIK"), "/words"),
    ],
)
def test_an_acceptance_names_a_finding_a_fitting_reason_and_explains_it(said: Acceptance, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        findings.check_acceptance([PHONE], said, JUDGE, BRINGER)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_only_who_signs_lets_a_finding_stay() -> None:
    said = _said()
    findings.check_acceptance([PHONE], said, JUDGE, BRINGER)
    for other in (Person("staff:2", {"officer", "superior"}), Person("client:arsip", {"officer", "ppid"})):
        with pytest.raises(Forbidden, match="menyatakan bahwa suatu temuan boleh tetap ada"):
            findings.check_acceptance([PHONE], said, other, BRINGER)
        with pytest.raises(Forbidden, match="menarik kembali bahwa suatu temuan boleh tetap ada"):
            findings.check_taking_back(other, given=False)


def test_whoever_brought_a_file_lets_nothing_stay_in_it_and_is_told_who_may() -> None:
    with pytest.raises(OwnFile, match=r"PPID lain di kantor ini.*minta petugas"):
        findings.check_acceptance([PHONE], _said(), JUDGE, JUDGE.actor)


@pytest.mark.parametrize(
    ("giver", "seconded", "alone"), [("staff:1", False, True), ("staff:1", True, False), ("staff:2", False, False)]
)
def test_one_person_did_all_where_nobody_else_looked_at_a_file(giver: str, seconded: bool, alone: bool) -> None:
    assert findings.alone(giver, "staff:1", seconded=seconded) is alone


def test_an_identity_number_is_not_opened_by_anybodys_office() -> None:
    assert Reason.PUBLIC_OFFICE not in Finding(Kind.NIK, "halaman 1").reasons
    assert Reason.PUBLIC_OFFICE in PHONE.reasons


def test_every_kind_has_its_sentence() -> None:
    assert set(findings.SENTENCES) == set(Kind)
