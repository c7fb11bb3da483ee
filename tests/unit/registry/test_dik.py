"""Exempt information: what a consequence test must say, how long it closes, who may test and end what."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden, Invalid
from services.registry.dik import domain as dik_domain
from services.registry.dik.domain import (
    AHEAD,
    TRANSITIONS,
    Act,
    NotAllowed,
    ProposalState,
    Sheet,
    State,
    check,
    faults,
    in_force,
    may_propose,
    next_state,
    opening_until,
    warning_on,
)
from statute.calendar import national
from statute.exemptions import exemptions
from tests.table import table

TODAY = date(2026, 11, 24)
SHEET = Sheet(
    information="Rencana pengamanan gudang logistik", exemption="c", basis="UU 7/2017 Pasal 347",
    harm_if_opened="Gudang dapat diserang.", harm_if_closed="Publik tidak tahu biayanya.",
    ends_on=date(2028, 11, 24), until=None,
)  # fmt: skip
DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))


def pointers(sheet: Sheet) -> list[str]:
    return [fault.pointer for fault in faults(sheet, TODAY)]


def test_a_lawful_sheet_passes() -> None:
    check(SHEET, TODAY)
    check(replace(SHEET, exemption="h", ends_on=None, until="Sampai yang bersangkutan setuju"), TODAY)


@table(
    ("changes", "pointer"),
    [
        ({"exemption": "z"}, "/exemption"),
        ({"basis": "PKPU 22/2023"}, "/basis"),
        ({"ends_on": None}, "/ends_on"),
        ({"ends_on": TODAY}, "/ends_on"),
        ({"exemption": "a", "ends_on": date(2057, 1, 1)}, "/ends_on"),
        ({"exemption": "g", "ends_on": None}, "/until"),
    ],
)
def test_what_the_law_asks_of_a_sheet_is_named_when_it_is_missing(changes: dict[str, object], pointer: str) -> None:
    assert pointers(replace(SHEET, **changes)) == [pointer]  # type: ignore[arg-type]


@table("letter", list(exemptions()))
def test_only_letters_that_the_act_does_not_limit_may_go_without_an_end(letter: str) -> None:
    sheet = replace(SHEET, exemption=letter, ends_on=None, until="Sampai disetujui")
    assert pointers(sheet) == ([] if exemptions()[letter].permanent else ["/ends_on"])


@given(decree_on=DAYS, ends_on=st.none() | DAYS, ended_on=st.none() | DAYS, on=DAYS)
def test_an_exemption_closes_from_its_decree_until_the_day_it_ends(
    decree_on: date, ends_on: date | None, ended_on: date | None, on: date
) -> None:
    over = any(end is not None and end <= on for end in (ends_on, ended_on))
    assert in_force(decree_on, ends_on, ended_on, on) is (decree_on <= on and not over)


def test_information_is_public_on_the_very_day_its_exemption_ends() -> None:
    ends = date(2026, 11, 24)
    assert in_force(date(2020, 1, 1), ends, None, ends - timedelta(1))
    assert not in_force(date(2020, 1, 1), ends, None, ends)


@given(st.dates(date(2026, 4, 1), date(2027, 9, 30)))
def test_an_opening_decision_leaves_thirty_working_days_and_the_warning_ten_to_draw_it_up(ends: date) -> None:
    calendar = national()
    last = opening_until(ends, calendar)
    assert calendar.is_working(last)
    assert calendar.working_days_between(last, ends) == 30
    first = warning_on(ends, calendar)
    assert calendar.working_days_between(first, last) == 10
    assert first > ends - AHEAD, "the tick looks that far"


@table(
    ("office", "expected"),
    [(("32.76", "kota", "32"), ("32", "00")), (("32", "provinsi", "00"), ("32", "00")), (("00", "ri", None), ("00",))],
)
def test_a_proposal_goes_to_the_province_or_to_the_nation(
    office: tuple[str, str, str | None], expected: tuple[str, ...]
) -> None:
    assert dik_domain.testers(*office) == expected


def test_what_was_handed_over_or_written_by_nobody_entitled_does_not_change() -> None:
    may_propose(ProposalState.DRAFT, ["officer"], submitting=False)
    with pytest.raises(Forbidden):
        may_propose(ProposalState.DRAFT, ["officer"], submitting=True)
    for state in set(ProposalState) - {ProposalState.DRAFT}:
        with pytest.raises(NotAllowed):
            may_propose(state, ["ppid"], submitting=False)


@table("act", list(Act))
@table("state", list(State))
def test_every_pair_of_state_and_act_is_allowed_or_refused_by_the_table(state: State, act: Act) -> None:
    roles = ["ppid", "service"]
    allowed = {
        (State.RECEIVED, Act.LIST): State.IN_FORCE,
        (State.RECEIVED, Act.DECLINE): State.DECLINED,
        (State.IN_FORCE, Act.WITHDRAW): State.WITHDRAWN,
        (State.IN_FORCE, Act.OPEN): State.OPENED,
        (State.IN_FORCE, Act.EXPIRE): State.EXPIRED,
    }
    if target := allowed.get((state, act)):
        assert next_state(state, act, roles) is target
    else:
        with pytest.raises(NotAllowed) as refused:
            next_state(state, act, roles)
        assert TRANSITIONS[act].article in str(refused.value)
        now = [TRANSITIONS[other].wording for source, other in allowed if source is state]
        assert str(refused.value).endswith(f"Yang dapat dilakukan sekarang: {', '.join(now) or 'tidak ada'}.")


def test_people_cannot_do_what_only_the_clock_does() -> None:
    with pytest.raises(Forbidden):
        next_state(State.IN_FORCE, Act.EXPIRE, ["ppid"])


def test_a_sheet_with_several_faults_names_them_all() -> None:
    with pytest.raises(Invalid) as refused:
        check(replace(SHEET, basis="SK Ketua", ends_on=None), TODAY)
    assert {fault.pointer for fault in refused.value.faults} == {"/basis", "/ends_on"}
