"""Who holds a role of the law on a day, which appointments can stand beside each other, and who signs."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from services.registry.appointments import domain as appointment_domain
from services.registry.appointments.domain import SIGNING, Appointment, Capacity, NotAppointed, Overlaps, Role
from tests.table import table

TODAY = date(2026, 11, 25)
DAY = timedelta(days=1)
RINA, SITI, AGUS = "staff:rina", "staff:siti", "staff:agus"


def held(by: str = RINA, **changes: Any) -> Appointment:
    """PPID from January to December 2026."""
    said = {
        "id": uuid4(), "role": Role.PPID, "capacity": Capacity.DEFINITIVE, "name": by.removeprefix("staff:").title(),
        "position": "Kepala Subbagian", "holder": by, "decree_number": "7/2026", "decree_on": date(2026, 1, 2),
        "since": date(2026, 1, 5), "until": date(2026, 12, 31),
    }  # fmt: skip
    return Appointment(**said | changes)


def plh(by: str = SITI, **changes: Any) -> Appointment:
    """In Rina's stead for the last two weeks of November."""
    return held(by, **{"capacity": Capacity.DAILY, "since": date(2026, 11, 16), "until": date(2026, 11, 29)} | changes)


def test_who_stands_in_signs_while_it_lasts_and_the_holder_before_and_after() -> None:
    known = [held(), plh()]
    signed = {
        on: appointment_domain.holder_on(known, Role.PPID, on) for on in (date(2026, 11, 15), TODAY, date(2026, 11, 30))
    }
    assert [holder and holder.holder for holder in signed.values()] == [RINA, SITI, RINA]
    assert appointment_domain.signatory(known, Role.PPID, SITI, TODAY).capacity is Capacity.DAILY
    with pytest.raises(NotAppointed, match=r"Siti \(Plh. PPID, Keputusan Nomor 7/2026, .*Siti menandatangani"):
        appointment_domain.signatory(known, Role.PPID, RINA, TODAY)


def test_an_appointment_that_ended_yesterday_signs_nothing_today() -> None:
    known = [held(until=TODAY - DAY)]
    assert appointment_domain.signatory(known, Role.PPID, RINA, TODAY - DAY).holder == RINA
    with pytest.raises(NotAppointed, match=r"Penunjukan Anda berakhir Selasa, 24 November 2026.*tidak ada yang ditunj"):
        appointment_domain.signatory(known, Role.PPID, RINA, TODAY)
    with pytest.raises(NotAppointed, match=r"Penunjukan Anda berakhir .* yang menandatangani sebagai PPID adalah Siti"):
        appointment_domain.signatory([*known, held(SITI, since=TODAY)], Role.PPID, RINA, TODAY)


def test_nobody_signs_before_the_first_day_or_in_another_role() -> None:
    with pytest.raises(NotAppointed, match="Yang dapat dilakukan: Atasan PPID mencatat penunjukan"):
        appointment_domain.signatory([held(since=TODAY + DAY)], Role.PPID, RINA, TODAY)
    with pytest.raises(NotAppointed, match="sebagai Atasan PPID"):
        appointment_domain.signatory([held()], Role.SUPERIOR, RINA, TODAY)


def test_no_program_signs_whoever_holds_the_role() -> None:
    with pytest.raises(appointment_domain.PersonNeeded, match="menerbitkannya sendiri"):
        appointment_domain.signatory([held()], Role.PPID, "client:arsip", TODAY)
    with pytest.raises(NotAppointed):
        appointment_domain.signatory([], Role.PPID, "client:arsip", TODAY)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(Capacity)), max_size=6))
def test_no_day_ever_has_two_who_sign(said: list[tuple[int, int, Capacity]]) -> None:
    known: list[Appointment] = []
    for place, (start, length, capacity) in enumerate(said):
        since = TODAY + DAY * start
        one = held(f"staff:{place}", capacity=capacity, since=since, until=since + DAY * length)
        try:
            appointment_domain.check(one, known, TODAY)
        except Overlaps:
            continue
        known.append(one)
    for day in range(82):
        running = [one.capacity for one in known if one.covers(TODAY + DAY * day)]
        assert len([one for one in running if one is not Capacity.DEFINITIVE]) <= 1, running
        assert running.count(Capacity.DEFINITIVE) <= 1, running
        assert not {Capacity.DEFINITIVE, Capacity.ACTING} <= set(running), "Plt only where there is no holder"


def test_an_overlap_is_refused_with_who_holds_the_role_and_what_is_possible() -> None:
    with pytest.raises(Overlaps, match=r"PPID dijabat Rina .*sampai Kamis, 31 Desember 2026.*akhiri dulu penunjukan"):
        appointment_domain.check(held(SITI, since=date(2026, 12, 31), until=None), [held()], TODAY)
    appointment_domain.check(held(SITI, since=date(2027, 1, 1), until=None), [held()], TODAY)
    appointment_domain.check(plh(), [held()], TODAY)
    with pytest.raises(Overlaps):
        appointment_domain.check(plh(AGUS), [held(), plh()], TODAY)
    with pytest.raises(Overlaps):
        appointment_domain.check(plh(RINA), [held()], TODAY)


@table("capacity", [Capacity.DEFINITIVE, Capacity.DAILY])
def test_nobody_is_ppid_and_atasan_ppid_on_one_day(capacity: Capacity) -> None:
    atasan = held(role=Role.SUPERIOR)
    with pytest.raises(Overlaps, match="keberatan dijawab orang lain"):
        appointment_domain.check(plh(RINA, capacity=capacity), [atasan], TODAY)
    appointment_domain.check(held(role=Role.SUPERIOR, since=date(2027, 1, 1), until=None), [held()], TODAY)


@table("role", sorted(set(Role) - SIGNING))
def test_several_people_share_a_role_that_does_not_sign_each_once(role: Role) -> None:
    appointment_domain.check(held(SITI, role=role), [held(role=role), held()], TODAY)
    with pytest.raises(Overlaps, match="sudah tercatat"):
        appointment_domain.check(held(role=role), [held(role=role)], TODAY)


@table(
    ("wrong", "pointer"),
    [
        (held(decree_on=TODAY + DAY), "/decree_on"),
        (held(until=date(2026, 1, 4)), "/until"),
        (plh(until=None), "/until"),
        (plh(role=Role.OFFICER), "/capacity"),
    ],
)
def test_an_appointment_that_no_decree_can_say_is_refused_beside_its_field(wrong: Appointment, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        appointment_domain.check(wrong, [], TODAY)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


def test_an_end_lies_within_the_period_or_says_that_it_never_began() -> None:
    for last_on in (date(2026, 1, 4), date(2026, 1, 5), date(2026, 12, 31)):
        appointment_domain.check_end(held(), last_on)
    for last_on in (date(2026, 1, 3), date(2027, 1, 1)):
        with pytest.raises(Invalid):
            appointment_domain.check_end(held(), last_on)
    never = held(until=date(2026, 1, 4))
    assert not any(never.covers(date(2026, 1, 1) + DAY * day) for day in range(365))
    appointment_domain.check(held(SITI), [never], TODAY)


def test_every_role_and_capacity_has_words() -> None:
    assert all(role.label for role in Role)
    assert {capacity.label(role)[:12] for capacity in Capacity for role in SIGNING} == {
        *("Pejabat Peng", "Atasan Pejab", "Plh. Pejabat", "Plh. Atasan ", "Plt. Pejabat", "Plt. Atasan "),
    }  # fmt: skip


def test_at_the_desk_somebody_signs_as_ppid_before_as_an_officer_and_as_nothing_without_appointment() -> None:
    officer, ppid = held(by=AGUS, role=Role.OFFICER), held(by=AGUS)
    assert appointment_domain.at_desk([officer, ppid], AGUS, TODAY) is ppid
    assert appointment_domain.at_desk([officer, held()], AGUS, TODAY) is officer
    assert appointment_domain.at_desk([officer, ppid], SITI, TODAY) is None
    assert appointment_domain.at_desk([officer], AGUS, date(2027, 1, 1)) is None


def test_a_ppid_for_whom_somebody_stands_in_signs_at_the_desk_as_an_officer_or_not_at_all() -> None:
    ppid, officer = held(by=AGUS), held(by=AGUS, role=Role.OFFICER)
    plh = held(SITI, capacity=Capacity.DAILY, since=TODAY, until=TODAY)
    assert appointment_domain.at_desk([ppid, plh], SITI, TODAY) is plh
    assert appointment_domain.at_desk([ppid, plh], AGUS, TODAY) is None
    assert appointment_domain.at_desk([ppid, plh, officer], AGUS, TODAY) is officer
    assert appointment_domain.at_desk([ppid, plh], AGUS, TODAY + DAY) is ppid
