"""What keeps a file back, and what may be let through by whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chassis.errors import Forbidden, Invalid
from services.documents.domain import gate
from services.documents.domain.gate import Acceptance, Finding, Kind, OwnFile, Person, Reason, Standing

PHONE, COVERED = Finding(Kind.PHONE, "halaman 2", "••••••••1234"), Finding(Kind.HIDDEN_TEXT, "halaman 3", "12 huruf")
JUDGE, BRINGER = Person("staff:2", {"officer", "ppid"}), "staff:1"
WHY = "Nomor kantor kecamatan, bukan nomor seseorang."


def _said(finding: int = 0, reason: Reason = Reason.MISTAKEN, words: str = WHY) -> Acceptance:
    return Acceptance(finding, reason, words, datetime(2026, 11, 26, 8, tzinfo=UTC))


def _standing(*findings: Finding, accepted: tuple[int, ...] = (), checked: tuple[str, str] = ("aa", "v1")) -> Standing:
    return Standing("aa", "v1", *checked, findings=findings, accepted=accepted)


def test_a_file_in_which_nothing_was_found_may_be_given() -> None:
    assert gate.releasable(_standing())


@pytest.mark.parametrize("checked", [("bb", "v1"), ("aa", "v2")])
def test_a_file_may_not_be_given_because_other_bytes_were_checked(checked: tuple[str, str]) -> None:
    assert not gate.releasable(_standing(checked=checked))


def test_a_finding_keeps_a_file_back_until_it_is_accepted() -> None:
    assert not gate.releasable(_standing(PHONE))
    assert not gate.releasable(_standing(PHONE, PHONE, accepted=(0,)))
    assert gate.releasable(_standing(PHONE, PHONE, accepted=(0, 1)))


def test_what_is_hidden_keeps_a_file_back_whatever_was_accepted() -> None:
    assert not gate.releasable(_standing(COVERED, accepted=(0,)))


@pytest.mark.parametrize(("approved", "given"), [(None, False), ("bb", False), ("aa", True)])
def test_a_blackened_copy_may_be_given_only_if_its_very_bytes_were_approved(approved: str | None, given: bool) -> None:
    assert gate.releasable(replace(_standing(), is_copy=True, approved_sha256=approved)) is given


def test_an_original_is_not_given_beside_its_blackened_copy_unless_it_was_given_before() -> None:
    assert not gate.releasable(replace(_standing(), replaced=True))
    assert not gate.releasable(replace(_standing(PHONE, accepted=(0,)), replaced=True))
    assert gate.releasable(replace(_standing(), replaced=True, given=True))


HARD = sorted(set(Kind) - set(gate.ACCEPTABLE))


@pytest.mark.parametrize("kind", HARD)
def test_what_is_hidden_can_only_be_removed(kind: Kind) -> None:
    with pytest.raises(Invalid) as refused:
        gate.check_acceptance([Finding(kind, "halaman 1")], _said(), JUDGE, BRINGER)
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
        gate.check_acceptance([PHONE], said, JUDGE, BRINGER)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_only_who_signs_lets_a_finding_stay() -> None:
    said = _said()
    gate.check_acceptance([PHONE], said, JUDGE, BRINGER)
    for other in (Person("staff:2", {"officer", "superior"}), Person("client:arsip", {"officer", "ppid"})):
        with pytest.raises(Forbidden, match="menyatakan bahwa suatu temuan boleh tetap ada"):
            gate.check_acceptance([PHONE], said, other, BRINGER)
        with pytest.raises(Forbidden, match="menarik kembali bahwa suatu temuan boleh tetap ada"):
            gate.check_taking_back(other, given=False)


def test_whoever_brought_a_file_lets_nothing_stay_in_it_and_is_told_who_may() -> None:
    with pytest.raises(OwnFile, match=r"PPID lain di kantor ini.*minta petugas"):
        gate.check_acceptance([PHONE], _said(), JUDGE, JUDGE.actor)


@pytest.mark.parametrize(
    ("giver", "seconded", "alone"), [("staff:1", False, True), ("staff:1", True, False), ("staff:2", False, False)]
)
def test_one_person_did_all_where_nobody_else_looked_at_a_file(giver: str, seconded: bool, alone: bool) -> None:
    assert gate.alone(giver, "staff:1", seconded=seconded) is alone


def test_an_identity_number_is_not_opened_by_anybodys_office() -> None:
    assert Reason.PUBLIC_OFFICE not in Finding(Kind.NIK, "halaman 1").reasons
    assert Reason.PUBLIC_OFFICE in PHONE.reasons


def test_every_kind_has_its_sentence() -> None:
    assert set(gate.SENTENCES) == set(Kind)
