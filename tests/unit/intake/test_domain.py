"""Papers, names, numbers, tokens, clock and states of the front desk."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden, Invalid, Never
from contracts.stages import OPEN
from services.intake.domain import request as domain
from services.intake.domain.applicant import (
    Applicant,
    ApplicantKind,
    Attorney,
    Identity,
    IdentityKind,
    Organisation,
    doubts,
    is_nik,
    masked,
    missing,
    superfluous,
)
from services.intake.domain.request import Channel, Delivery, Format, Obtain, Submission
from services.intake.domain.states import DECISIONS, TRANSITIONS, State, follow
from services.registry.cases.domain.cases import PPID
from services.registry.cases.domain.cases import TRANSITIONS as REGISTER
from statute.regimes import Regime, settle
from tests.table import table

NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
LINES = st.text(min_size=1, max_size=30)
MAYBE = st.none() | LINES
APPLICANTS = st.builds(
    Applicant,
    kind=st.sampled_from(ApplicantKind),
    name=LINES,
    nik=st.none() | st.from_regex(r"[0-9]{16}", fullmatch=True),
    address=LINES,
    email=MAYBE,
    phone=MAYBE,
    occupation=MAYBE,
    organisation=st.none() | st.builds(Organisation, name=LINES, registration_number=MAYBE),
    attorney=st.none() | st.builds(Attorney, name=LINES, letter_number=MAYBE, letter_date=st.none() | st.dates()),
    principals=st.lists(LINES, max_size=3).map(tuple),
    identity=st.none() | st.builds(Identity, kind=st.sampled_from(IdentityKind), number=LINES),
)


def _applicant(**changes: Any) -> Applicant:
    said: dict[str, Any] = {
        "kind": ApplicantKind.PERSON,
        "name": "Siti Nurlaila",
        "nik": "3276995403989001",
        "address": "Depok",
        "email": "siti@example.com",
        "phone": None,
        "occupation": None,
        "organisation": None,
        "attorney": None,
        "principals": (),
    }
    return Applicant(**(said | changes))


def _submission(**changes: Any) -> Submission:
    said: dict[str, Any] = {
        "applicant": _applicant(),
        "category": "lainnya",
        "subject": "s",
        "detail": "d",
        "purpose": "p",
        "obtain": Obtain.COPY,
        "format": Format.SOFTCOPY,
        "delivery": Delivery.DOWNLOAD,
        "channel": None,
        "received_at": None,
        "regime": None,
    }
    return Submission(**(said | changes))


@given(APPLICANTS)
def test_an_applicant_survives_being_written_down_and_read_again(applicant: Applicant) -> None:
    assert Applicant.of(json.loads(json.dumps(applicant.plain()))) == applicant


@table(
    ("name", "shown"),
    [
        ("Siti Nurlaila Ramadhani", "Siti N***"),
        ("Suparno", "S***"),
        ("I Wayan Gede Artha Wijaya", "I W***"),
        ("Cut Nyak Ma'rifatul Aini", "Cut N***"),
        ("  Kadek ", "K***"),
    ],
)
def test_a_name_in_a_list_keeps_one_word_and_one_letter(name: str, shown: str) -> None:
    assert masked(name) == shown


@given(st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=2, max_size=5))
def test_a_masked_name_shows_no_second_word(words: list[str]) -> None:
    shown = masked(" ".join(words))
    assert shown == f"{words[0]} {words[1][0]}***"


def test_a_legal_body_is_shown_by_its_own_name() -> None:
    body = Organisation("Yayasan Suara Rimba", "AHU-1")
    assert _applicant(kind=ApplicantKind.LEGAL_BODY, organisation=body).shown == "Yayasan Suara Rimba"
    assert _applicant(kind=ApplicantKind.GROUP, organisation=body).shown == "Siti N***"


LETTER = Attorney("Budi", "SK/1", date(2026, 11, 1))
SIM = Identity(IdentityKind.SIM, "1234-5678")


@table(
    ("kind", "said", "faulty"),
    [
        ("person", {"nik": None}, ["nik"]),
        ("person", {"nik": None, "identity": SIM}, []),
        ("person", {"nik": None, "attorney": LETTER}, ["nik", "nik"]),
        ("group", {"nik": None}, ["nik", "attorney", "principals"]),
        ("group", {"attorney": LETTER, "principals": ("a",)}, []),
        (
            "group",
            {"attorney": Attorney("Budi", None, None), "principals": ("a",)},
            ["attorney/letter_number", "attorney/letter_date"],
        ),
        ("legal_body", {"nik": None}, ["organisation"]),
        ("legal_body", {"nik": None, "organisation": Organisation("x", None)}, ["organisation/registration_number"]),
        ("legal_body", {"nik": None, "organisation": Organisation("x", "1")}, []),
        ("legal_body", {"nik": None, "organisation": Organisation("x", "1"), "attorney": LETTER}, ["nik"]),
    ],
)
def test_each_kind_brings_its_own_papers(kind: str, said: dict[str, Any], faulty: list[str]) -> None:
    found = missing(_applicant(kind=ApplicantKind(kind), **said))
    assert [fault.pointer.removeprefix("/applicant/") for fault in found] == faulty


@table(
    ("kind", "said", "faulty"),
    [
        ("person", {"organisation": Organisation("x", "1"), "principals": ["a"]}, {"organisation", "principals"}),
        ("legal_body", {"principals": ["a"]}, {"principals"}),
        ("group", {"organisation": Organisation("x", None), "principals": ["a"]}, set()),
        (None, {"principals": ["a"]}, set()),
    ],
)
def test_each_kind_is_not_asked_for_papers_of_others(kind: str | None, said: dict[str, Any], faulty: set[str]) -> None:
    known = {"kind": ApplicantKind(kind)} if kind else {}
    assert {field for field, _ in superfluous(known | said)} == faulty


@table(("nik", "warned"), [("3276995403989001", False), ("9471009999999999", True), (None, False)])
def test_an_identity_number_whose_digits_do_not_add_up_is_doubted(nik: str | None, warned: bool) -> None:
    assert bool(doubts(_applicant(nik=nik))) is warned


@table("text", ["327699540398900", "32769954039890011", "327699540398900a", "٣٢٧٦٩٩٥٤٠٣٩٨٩٠٠١", ""])
def test_an_identity_number_is_sixteen_plain_digits(text: str) -> None:
    assert not is_nik(text)


@table("field", [{"channel": Channel.LETTER}, {"received_at": NOW}, {"regime": Regime.ORDINARY}])
@table("roles", [{"public"}, {"superior"}, {"service:notify"}, {"applicant"}])
def test_officers_fields_are_forbidden_to_everybody_else(field: dict[str, Any], roles: set[str]) -> None:
    with pytest.raises(Forbidden):
        domain.check(_submission(**field), roles, "32.76", "Asia/Jakarta", NOW)


@table(
    ("changes", "roles", "pointers"),
    [
        ({}, {"public"}, []),
        ({"applicant": _applicant(email=None, phone="+62812")}, {"public"}, []),
        ({"applicant": _applicant(email=None)}, {"public"}, ["/applicant/email"]),
        ({"format": Format.HARDCOPY, "delivery": Delivery.DOWNLOAD}, {"public"}, ["/delivery"]),
        ({"format": Format.HARDCOPY, "delivery": Delivery.EMAIL}, {"public"}, ["/delivery"]),
        ({"applicant": _applicant(email=None), "channel": Channel.LETTER}, {"officer"}, []),
        (
            {"applicant": _applicant(email=None, phone="+62812"), "delivery": Delivery.EMAIL},
            {"public"},
            ["/applicant/email"],
        ),
        ({}, {"officer"}, ["/channel"]),
        ({"channel": Channel.PORTAL}, {"ppid"}, ["/channel"]),
        ({"channel": Channel.PHONE, "received_at": NOW}, {"ppid"}, []),
        ({"channel": Channel.PHONE, "received_at": NOW + timedelta(seconds=1)}, {"ppid"}, ["/received_at"]),
        ({"channel": Channel.PHONE, "received_at": datetime(2010, 4, 29, 16, tzinfo=UTC)}, {"ppid"}, ["/received_at"]),
        ({"channel": Channel.PHONE, "received_at": datetime(2010, 4, 29, 17, tzinfo=UTC)}, {"ppid"}, ["/late_reason"]),
        ({"purpose": None, "applicant": _applicant(nik=None)}, {"public"}, ["/applicant/nik", "/purpose"]),
        ({"purpose": None, "applicant": _applicant(nik=None), "channel": Channel.LETTER}, {"officer"}, []),
        (
            {"applicant": _applicant(attorney=Attorney("Budi", "SK/1", date(2026, 11, 24)))},
            {"public"},
            ["/applicant/attorney/letter_date"],
        ),
        ({"channel": Channel.PHONE, "regime": Regime.ELECTION}, {"officer"}, ["/regime_reason"]),
        ({"channel": Channel.PHONE, "regime": Regime.ELECTION, "regime_reason": "Isi"}, {"officer"}, []),
        ({"channel": Channel.PHONE, "regime": Regime.ORDINARY}, {"officer"}, []),
    ],
)
def test_what_depends_on_the_sender_is_named_by_field(
    changes: dict[str, Any], roles: set[str], pointers: list[str]
) -> None:
    try:
        domain.check(_submission(**changes), roles, "32.76", "Asia/Jakarta", NOW)
        found: list[str] = []
    except Invalid as invalid:
        found = [fault.pointer for fault in invalid.faults]
    assert found == pointers


@table(("on", "tail"), [(date(2026, 1, 1), "/PPID-P/32.76/I/2026"), (date(2027, 12, 31), "/PPID-P/32.76/XII/2027")])
def test_a_number_ends_in_office_roman_month_and_year(on: date, tail: str) -> None:
    assert domain.number_tail("32.76", on) == tail


def test_tokens_are_long_and_do_not_repeat() -> None:
    tokens = {domain.new_token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(map(domain.looks_like_token, tokens))


@given(st.text(max_size=60))
def test_what_has_not_the_shape_of_a_token_is_told_apart(text: str) -> None:
    assert domain.looks_like_token(text) is (
        len(text) == 43 and all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
    )


@table(
    ("zone", "regime", "due_at"),
    [
        ("Asia/Jakarta", Regime.ORDINARY, "2026-12-07T23:59:59+07:00"),
        ("Asia/Makassar", Regime.ORDINARY, "2026-12-07T23:59:59+08:00"),
        ("Asia/Jayapura", Regime.ELECTION, "2026-11-26T23:59:59+09:00"),
    ],
)
def test_the_clock_ends_at_the_office_s_own_midnight(zone: str, regime: Regime, due_at: str) -> None:
    assert domain.clock(date(2026, 11, 23), zone, regime).due_at.isoformat() == due_at


def test_a_regime_before_its_law_is_refused() -> None:
    with pytest.raises(Invalid):
        domain.clock(date(2015, 1, 1), "Asia/Jakarta", Regime.ELECTION)


def test_the_officer_s_regime_wins_over_category_and_stage() -> None:
    by_officer = settle(Regime.ELECTION, "lainnya", "32.76", date(2026, 11, 23))
    by_platform = settle(None, "lainnya", "32.76", date(2026, 11, 23))
    assert (by_officer[0], by_platform[0]) == (Regime.ELECTION, Regime.ORDINARY)
    assert "petugas" in by_officer[1]
    assert by_platform[1] in by_officer[1]


def test_what_a_letter_lacks_is_kept_as_warnings() -> None:
    said = _submission(channel=Channel.LETTER, purpose=None, applicant=_applicant(nik=None))
    lacking = domain.check(said, {"officer"}, "32.76", "Asia/Jakarta", NOW)
    assert [fault.pointer for fault in lacking] == ["/applicant/nik", "/purpose"]


@given(st.sampled_from(State), st.sampled_from([*TRANSITIONS, "received", ""]))
def test_the_state_table_is_the_only_way_on(state: State, fact: str) -> None:
    sources, target = TRANSITIONS.get(fact, (frozenset(), None))
    if state in sources:
        assert follow(state, fact) is (target or state)
    else:
        with pytest.raises(Never):
            follow(state, fact)


def test_a_decided_request_stays_decided() -> None:
    closed = {*DECISIONS, State.WITHDRAWN, State.SPLIT}
    assert not frozenset().union(*(sources for sources, _ in TRANSITIONS.values())) & closed


def test_a_lapse_is_undone_by_a_repair_made_in_time_or_a_letter_that_came_late_and_by_nothing_else() -> None:
    leading_out = [fact for fact, (sources, _) in TRANSITIONS.items() if State.LAPSED in sources]
    assert leading_out == ["verifying", "incomplete"]


def test_the_register_s_outcomes_are_all_known_here() -> None:
    told = {row.target for row in REGISTER.values() if row.role == PPID and row.target not in OPEN}
    assert told == {*DECISIONS, State.TRANSFERRED}


def test_what_the_register_can_reach_its_applicant_can_see() -> None:
    """Each row of the register's table leads from every of its stages to one that intake can follow from there."""
    start = {"verifying": {State.REGISTERED, State.VERIFYING}}
    for row in REGISTER.values():
        for stage in row.sources:
            for state in start.get(stage, {State(stage.value)}):
                fact, reached = (row.target, row.target) if row.target else (row.act, state)
                assert follow(state, fact.value).value == reached.value
