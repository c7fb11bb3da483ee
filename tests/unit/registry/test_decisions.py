"""What each outcome must say in its notice, and what it must not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from contracts.standing import MAY_BE_GIVEN, FileStanding
from services.registry.cases.domain import terms
from services.registry.cases.domain.cases import TRANSITIONS, Act
from services.registry.decisions.domain.decisions import OUTCOMES, Decision, Medium, check
from services.registry.decisions.domain.redactions import Blackened, Unstated, noted
from services.registry.letters.domain import Kind, letter_number
from statute.exemptions import exemptions
from statute.regimes import Regime
from tests.table import table

DOCUMENT = "0b1e7a52-5a0e-4f0e-9d6c-0a4f1c1f0001"
READY = MappingProxyType({DOCUMENT: FileStanding.READY})
TODAY = date(2026, 11, 24)
CLOSING: dict[str, Any] = {
    "exemption": "h",
    "basis": "UU 27/2022 Pasal 4 ayat (2)",
    "consequence": "Membuka data pribadi pihak ketiga yang tidak memberi persetujuan.",
    "tested_on": date(2026, 11, 20),
    "not_always_open": True,
}
REFUSAL = Decision(act=Act.REFUSE, statement="Informasi yang diminta dikecualikan.", **CLOSING)
GRANT = Decision(act=Act.GRANT, statement="Terlampir laporannya.", medium=Medium.SOFTCOPY, documents=(DOCUMENT,))
PARTLY = replace(
    GRANT, act=Act.GRANT_PARTLY, given="Rekapitulasi per kelurahan.", withheld="Nama dan NIK pemilih.", **CLOSING
)
NOT_HELD = Decision(act=Act.STATE_NOT_HELD, statement="Data itu ada pada dinas.", holder="Disdukcapil Kota Depok")
NOT_DOCUMENTED = Decision(act=Act.STATE_NOT_DOCUMENTED, statement="Laporan itu belum disusun.")
COPY = Blackened(DOCUMENT, "application/pdf", 245_300, "3f9a0c12" + "0" * 56, ("h",))
LACKING = replace(GRANT, act=Act.GRANT_PARTLY, given="Rekapitulasi.", not_held="Data tahun 2009.", holder="ANRI")
ALL = (GRANT, PARTLY, REFUSAL, NOT_HELD, NOT_DOCUMENTED)


PAPER: dict[str, Any] = {
    "medium": Medium.HARDCOPY, "handover": "Loket PPID", "cost": 15000, "cost_items": "Fotokopi 150 lembar x Rp100",
    "tariff": "Keputusan Nomor 12/2026, 5 Januari 2026", "payment": "Tunai di loket, dengan kuitansi.",
}  # fmt: skip


def test_copies_on_paper_may_cost_what_they_really_cost() -> None:
    assert faults(replace(GRANT, **PAPER)) == []


def faults(
    decision: Decision, held: Mapping[str, FileStanding] = MappingProxyType({DOCUMENT: FileStanding.READY}),
    blackened: Sequence[Blackened] = (),
) -> list[str]:  # fmt: skip
    try:
        check(decision, held, TODAY, blackened)
    except Invalid as invalid:
        return [fault.pointer for fault in invalid.faults]
    return []


@table("decision", ALL)
def test_each_outcome_of_the_law_can_be_issued_when_it_says_what_it_must(decision: Decision) -> None:
    assert faults(decision) == []


def test_every_decision_of_the_state_table_has_a_form_of_its_own() -> None:
    assert {decision.act for decision in ALL} == set(OUTCOMES.values())
    assert all(TRANSITIONS[act].target is outcome for outcome, act in OUTCOMES.items())


@table(
    ("decision", "missing", "pointer"),
    [
        (GRANT, {"documents": ()}, "/documents"),
        (GRANT, {"medium": None}, "/medium"),
        (GRANT, {"medium": Medium.VIEW}, "/handover"),
        (GRANT, {"medium": Medium.HARDCOPY}, "/handover"),
        (GRANT, {"cost": 15000}, "/cost"),
        (GRANT, {"medium": Medium.VIEW, "handover": "Ruang PPID", "cost": 500}, "/cost"),
        (GRANT, PAPER | {"cost_items": None}, "/cost_items"),
        (GRANT, PAPER | {"tariff": None}, "/tariff"),
        (GRANT, PAPER | {"payment": None}, "/payment"),
        (GRANT, PAPER | {"cost": 0, "cost_items": None, "payment": None}, "/tariff"),
        (PARTLY, {"given": None}, "/given"),
        (PARTLY, {"withheld": None}, "/withheld"),
        (PARTLY, {"exemption": None}, "/exemption"),
        (PARTLY, {"not_held": "Lampiran.", "withheld": None}, "/withheld"),
        (LACKING, {"not_held": None, "not_documented": "Notulen."}, "/not_held"),
        (LACKING, {"not_held": None, "holder": None}, "/withheld"),
        (REFUSAL, {"exemption": None}, "/exemption"),
        (REFUSAL, {"basis": None}, "/act"),
        (REFUSAL, {"basis": "-"}, "/act"),
        (REFUSAL, {"basis": "PKPU 1/2015 Pasal 3"}, "/act"),
        (REFUSAL, {"basis": "UU KIP jo. PKPU 22/2023 Pasal 3"}, "/act"),
        (REFUSAL, {"consequence": "-"}, "/consequence"),
        (REFUSAL, {"tested_on": None}, "/tested_on"),
        (REFUSAL, {"tested_on": TODAY + timedelta(1)}, "/tested_on"),
        (REFUSAL, {"not_always_open": False}, "/not_always_open"),
        (PARTLY, {"not_always_open": False}, "/not_always_open"),
        (replace(REFUSAL, entry="x"), {"not_always_open": False}, "/not_always_open"),
        (REFUSAL, {"exemption": "a"}, "/exempt_until"),
        (REFUSAL, {"exemption": "a", "exempt_until": TODAY}, "/exempt_until"),
        (REFUSAL, {"exemption": "a", "exempt_until": date(2057, 1, 1)}, "/exempt_until"),
    ],
)
def test_what_is_missing_is_named_at_its_field(decision: Decision, missing: dict[str, Any], pointer: str) -> None:
    assert faults(replace(decision, **missing)) == [pointer]


@table(
    ("decision", "too_much", "pointer"),
    [
        (GRANT, {"exemption": "h"}, "/exemption"),
        (GRANT, {"withheld": "Sebagian."}, "/withheld"),
        (GRANT, {"holder": "KPU RI"}, "/holder"),
        (GRANT, {"not_documented": "Lampiran."}, "/not_documented"),
        (REFUSAL, {"not_in_form": "Peta."}, "/not_in_form"),
        (REFUSAL, {"documents": (DOCUMENT,)}, "/documents"),
        (GRANT, {"not_always_open": True}, "/not_always_open"),
        (GRANT, {"blackened_unasked": True}, "/blackened_unasked"),
        (PARTLY, {"blackened_unasked": True}, "/blackened_unasked"),
        (REFUSAL, {"blackened_unasked": True}, "/blackened_unasked"),
        (NOT_HELD, {"blackened_unasked": True}, "/blackened_unasked"),
        (NOT_HELD, {"basis": "UU 27/2022 Pasal 4"}, "/act"),
        (NOT_DOCUMENTED, {"cost": 1}, "/cost"),
    ],
)
def test_what_does_not_belong_to_an_outcome_is_named_too(
    decision: Decision, too_much: dict[str, Any], pointer: str
) -> None:
    assert faults(replace(decision, **too_much)) == [pointer]


def test_a_grant_of_all_with_a_blackened_copy_needs_the_statement_that_nobody_asked_for_what_was_blackened() -> None:
    with pytest.raises(Unstated) as unstated:
        check(GRANT, READY, TODAY, [COPY])
    assert (unstated.value.status, unstated.value.code) == (422, "blackened-unstated")
    ((pointer, detail),) = [(fault.pointer, fault.detail) for fault in unstated.value.faults]
    assert pointer == "/blackened_unasked"
    assert "kabulkan sebagian" in detail
    assert "UU 14/2008 Pasal 22 ayat (7) huruf e" in detail
    assert faults(replace(GRANT, blackened_unasked=True), blackened=[COPY]) == []


def test_beside_other_faults_the_missing_statement_is_named_too() -> None:
    with pytest.raises(Unstated) as unstated:
        check(replace(GRANT, medium=None), READY, TODAY, [COPY])
    assert [fault.pointer for fault in unstated.value.faults] == ["/medium", "/blackened_unasked"]


def test_a_partial_grant_gives_a_blackened_copy_without_any_statement() -> None:
    assert faults(PARTLY, blackened=[COPY]) == []


@table("part", ["not_held", "not_documented", "not_in_form"])
def test_a_part_that_is_not_there_to_give_needs_no_exemption(part: str) -> None:
    lacking = replace(LACKING, not_held=None, holder=None)
    assert faults(replace(lacking, **{part: "Lampiran peta."})) == []
    assert faults(replace(PARTLY, **{part: "Lampiran peta."})) == []


def test_what_is_blackened_in_a_file_is_named_as_exempt_even_beside_what_is_not_held() -> None:
    assert faults(LACKING, blackened=[COPY]) == ["/withheld"]
    assert faults(replace(PARTLY, not_held="Data tahun 2009."), blackened=[COPY]) == []


def test_who_stated_it_of_which_file_and_on_which_ground_is_noted_for_a_dispute() -> None:
    said = noted([COPY], "Rina Kartika", unasked=True)
    assert said is not None
    for wanted in ("Rina Kartika menyatakan", "3f9a0c12", "Pasal 17 huruf h", "tidak termasuk informasi yang diminta"):
        assert wanted in said
    assert noted([COPY], "Rina Kartika", unasked=False) is None


def test_a_refusal_that_rests_on_the_exempt_list_needs_no_test_of_its_own() -> None:
    assert faults(replace(REFUSAL, entry=DOCUMENT, exemption=None, basis=None, consequence=None, tested_on=None)) == []
    assert faults(replace(GRANT, entry=DOCUMENT)) == ["/entry"]


def test_a_file_of_another_case_cannot_be_given() -> None:
    assert faults(GRANT, held={}) == ["/documents/0"]


@pytest.mark.parametrize("standing", list(FileStanding))
def test_a_file_is_given_only_where_documents_says_that_it_may_be(standing: FileStanding) -> None:
    assert (faults(GRANT, held={DOCUMENT: standing}) == []) is (standing in MAY_BE_GIVEN)


def test_information_can_be_shown_or_handed_over_without_any_file() -> None:
    view = replace(GRANT, documents=(), medium=Medium.VIEW, handover="Ruang PPID, Kamis 26 November 2026, 09.00 WIB")
    assert faults(view) == []


@given(st.sampled_from(sorted(exemptions())), st.none() | st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_an_exemption_that_is_not_permanent_always_ends_on_a_day_to_come(letter: str, until: date | None) -> None:
    exemption = exemptions()[letter]
    accepted = not faults(replace(REFUSAL, exemption=letter, exempt_until=until))
    if accepted:
        assert until is None if exemption.permanent and until is None else until is not None
        assert until is None or until > TODAY
        assert exemption.told_period(until).endswith(".")
    elif until is None:
        assert not exemption.permanent


def test_the_date_to_object_comes_with_its_doubts_under_the_election_rules() -> None:
    term = terms.objecting(TODAY, Regime.ELECTION)
    assert any("Jangan menolak" in doubt for doubt in term.rule.doubts)
    assert terms.objecting(TODAY, Regime.ORDINARY).rule.article == "UU 14/2008 Pasal 36 ayat (1)"


def test_the_date_that_bound_is_cited_by_the_article_that_set_it() -> None:
    received = date(2026, 11, 20)
    assert terms.answering(received, Regime.ORDINARY, extended=False).article == "UU 14/2008 Pasal 22 ayat (7)"
    assert terms.answering(received, Regime.ORDINARY, extended=True).article == "UU 14/2008 Pasal 22 ayat (8)"
    assert terms.answering(received, Regime.ELECTION, extended=False).article == "PerKI 1/2019 Pasal 12"


def test_a_letter_is_numbered_in_its_own_series() -> None:
    assert letter_number(7, Kind.NOTICE, "32.76", TODAY) == "007/PPID-PT/32.76/XI/2026"


def test_media_have_words_for_the_letter() -> None:
    assert all(medium.label for medium in Medium)
