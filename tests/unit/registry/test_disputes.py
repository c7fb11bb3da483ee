"""The state table of a dispute, what stands in the way of a step, and what waits until when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from services.registry.cases.domain.cases import NotAllowed
from services.registry.disputes.domain import disputes as domain
from services.registry.disputes.domain.disputes import ENDED, TRANSITIONS, Act, Outcome, Party, Stage, Step
from services.registry.disputes.domain.terms import check_term, hearings, overdue, stage_after, waiting
from statute.book import Unit
from statute.deadlines import Term
from statute.disputes import competence, duties
from statute.regimes import Regime
from tests.table import table

FILED = date(2025, 8, 8)
TODAY = date(2026, 9, 1)
FIRST = Step(Act.FILE, FILED)


def _step(act: Act, days: int = 10, **said: object) -> Step:
    return Step(act, FILED + timedelta(days=days), **{"number": "1", "note": "x", "party": Party.OFFICE, **said})  # type: ignore[arg-type]


def terms(stage: Stage, steps: list[Step], grounds: str, regime: Regime = Regime.ORDINARY) -> dict[str, Term]:
    """The terms that run at a stage, by rule."""
    return {one.term.rule.id: one.term for one in waiting(stage, steps, regime, grounds) if one.term}


@given(st.sampled_from(Stage), st.sampled_from(list(TRANSITIONS)))
def test_a_step_from_a_stage_that_the_table_does_not_name_is_refused(stage: Stage, act: Act) -> None:
    if stage not in TRANSITIONS[act].sources:
        with pytest.raises(NotAllowed, match="tidak dapat dicatat"):
            domain.next_stage(stage, _step(act), [FIRST], "a", TODAY)


def test_a_refused_step_names_its_article_and_what_may_be_recorded_now() -> None:
    with pytest.raises(NotAllowed) as refused:
        domain.next_stage(Stage.SETTLED, _step(Act.GO_TO_COURT), [FIRST], "b", TODAY)
    assert "UU 14/2008 ps. 47-48" in str(refused.value)
    assert str(refused.value).endswith("Yang dapat dicatat sekarang: putusan atau kesepakatan dilaksanakan.")
    with pytest.raises(NotAllowed, match="Yang dapat dicatat sekarang: tidak ada"):
        domain.next_stage(Stage.COMPLIED, _step(Act.RULE), [FIRST], "b", TODAY)


def test_every_stage_can_be_reached_and_every_stage_that_goes_on_says_what_waits() -> None:
    assert {row.target for row in TRANSITIONS.values()} - {None} | {Stage.FILED} == set(Stage)
    assert set(duties()) == {str(stage) for stage in set(Stage) - ENDED}
    for stage, waits in duties().items():
        for duty in waits:
            assert (duty.purpose is None) == (duty.since is None) == (duty.article is not None), (stage, duty.text)
            assert {duty.since, duty.until, duty.bars} <= {None, *Act}
            assert duty.bars is None or duty.purpose is not None, duty.text
            assert duty.about in (None, "exemption", "other")


def test_only_an_exemption_goes_without_mediation_and_mediation_that_took_place_is_always_recorded() -> None:
    assert "PerKI 1/2013" in str(domain.why_not(Stage.PRELIMINARY, Act.START_ADJUDICATION, [FIRST], "b"))
    assert domain.why_not(Stage.PRELIMINARY, Act.START_ADJUDICATION, [FIRST], "a") is None
    for grounds in ("a", "b"):
        assert domain.why_not(Stage.PRELIMINARY, Act.START_MEDIATION, [FIRST], grounds) is None


def test_a_step_before_the_one_that_it_follows_is_refused_and_a_coming_hearing_is_not() -> None:
    opened = [FIRST, _step(Act.REGISTER, 5), _step(Act.OPEN_HEARING, 10)]
    with pytest.raises(Invalid) as early:
        domain.next_stage(Stage.PRELIMINARY, _step(Act.START_MEDIATION, 9), opened, "b", TODAY)
    assert [fault.pointer for fault in early.value.faults] == ["/on"]
    assert "pemeriksaan awal dimulai" in early.value.faults[0].detail
    coming = Step(Act.SET_HEARING, TODAY + timedelta(days=9))
    assert domain.next_stage(Stage.PRELIMINARY, coming, opened, "b", TODAY) is Stage.PRELIMINARY
    after = [*opened, coming]
    assert domain.next_stage(Stage.PRELIMINARY, _step(Act.START_MEDIATION, 11), after, "b", TODAY) is Stage.MEDIATION
    assert domain.next_stage(Stage.PRELIMINARY, _step(Act.NOTE_ABSENCE, 9), after, "b", TODAY) is Stage.PRELIMINARY


def test_a_step_after_its_term_is_recorded_and_told() -> None:
    ruled = [_step(Act.RULE, 10), _step(Act.RECEIVE_COPY, 12)]
    (told,) = overdue([FIRST, *ruled, _step(Act.GO_TO_COURT, 60)], Regime.ORDINARY)
    assert told.startswith("Keberatan diajukan ke pengadilan pada")
    assert "UU 14/2008 Pasal 48" in told
    assert overdue([FIRST, *ruled, _step(Act.GO_TO_COURT, 20)], Regime.ORDINARY) == ()


def test_a_correction_stands_in_the_place_of_what_it_corrects_and_says_why() -> None:
    entries = [FIRST, _step(Act.REGISTER, 5, number="1"), _step(Act.OPEN_HEARING, 10)]
    right = _step(Act.REGISTER, 6, number="2", corrects=2, because="Salah nomor.")
    domain.check_correction(entries, right)
    assert domain.in_force([*entries, right]) == [FIRST, right, entries[2]]
    again = replace(right, number="3")
    assert domain.in_force([*entries, right, again]) == [FIRST, again, entries[2]]
    assert stage_after([FIRST, right, entries[2]], Regime.ORDINARY, "b", TODAY) is Stage.PRELIMINARY
    for wrong in (replace(right, because=None), replace(right, corrects=1), replace(right, corrects=9)):
        with pytest.raises(Invalid):
            domain.check_correction(entries, wrong)
    late = replace(right, on=FILED + timedelta(days=11))  # after the step that follows it
    with pytest.raises(Invalid):
        stage_after([FIRST, late, entries[2]], Regime.ORDINARY, "b", TODAY)


def test_cassation_alarms_on_the_fourteenth_day_itself_where_that_is_a_day_off() -> None:
    ruling = Step(Act.RECEIVE_COURT_RULING, date(2026, 3, 7))  # 21 March is a Saturday
    (term,) = [one.term for one in waiting(Stage.COURT_RULED, [FIRST, ruling], Regime.ORDINARY, "a") if one.term]
    assert term.alarm_on == date(2026, 3, 21) < term.due_on


def test_mediation_is_extended_once_and_counts_on_from_its_end() -> None:
    steps = [FIRST, Step(Act.START_MEDIATION, date(2026, 2, 2)), Step(Act.EXTEND_MEDIATION, date(2026, 2, 10))]
    assert domain.why_not(Stage.MEDIATION, Act.EXTEND_MEDIATION, steps[:2], "b") is None
    assert "satu kali" in str(domain.why_not(Stage.MEDIATION, Act.EXTEND_MEDIATION, steps, "b"))
    first, ends = terms(Stage.MEDIATION, steps[:2], "b"), terms(Stage.MEDIATION, steps, "b")
    assert ends["D-07.c"].start == first["D-07.b"].due_on
    assert (len(first["D-07.b"].counted), len(ends["D-07.c"].counted)) == (14, 7)
    assert "D-07.b" not in ends


def test_mediation_that_is_put_off_begins_three_working_days_after_the_first_hearing_at_most() -> None:
    steps = [FIRST, Step(Act.OPEN_HEARING, date(2026, 2, 2))]
    assert terms(Stage.PRELIMINARY, steps, "b")["D-07.a"].due_on == date(2026, 2, 5)
    assert "D-07.a" not in terms(Stage.PRELIMINARY, steps, "a")


def test_a_dispute_falls_only_after_the_applicant_was_absent_twice() -> None:
    absent = Step(Act.NOTE_ABSENCE, FILED, party=Party.APPLICANT)
    office = Step(Act.NOTE_ABSENCE, FILED, party=Party.OFFICE)
    assert domain.why_not(Stage.ADJUDICATION, Act.DISMISS, [FIRST, absent, office], "a") is not None
    assert domain.why_not(Stage.ADJUDICATION, Act.DISMISS, [FIRST, absent, absent], "a") is None


def test_an_absence_with_a_reason_lets_no_dispute_fall_and_the_reason_is_written_down() -> None:
    absent = Step(Act.NOTE_ABSENCE, FILED, party=Party.APPLICANT)
    excused = Step(Act.EXCUSE_ABSENCE, FILED, party=Party.APPLICANT, note="Sakit")
    assert domain.why_not(Stage.ADJUDICATION, Act.DISMISS, [FIRST, absent, excused], "a") is not None
    with pytest.raises(Invalid) as wrong:
        domain.next_stage(Stage.ADJUDICATION, _step(Act.EXCUSE_ABSENCE, note=None), [FIRST], "a", TODAY)
    assert [fault.pointer for fault in wrong.value.faults] == ["/note"]


def test_a_file_that_the_office_left_without_proof_is_registered_all_the_same() -> None:
    assert domain.next_stage(Stage.INCOMPLETE, _step(Act.REGISTER), [FIRST], "b", TODAY) is Stage.REGISTERED


def test_an_incomplete_file_has_its_terms_and_one_that_stays_so_ends() -> None:
    found = Step(Act.FIND_INCOMPLETE, date(2026, 3, 2))
    check, repair = terms(Stage.FILED, [FIRST], "b")["D-01"], terms(Stage.INCOMPLETE, [FIRST, found], "b")["D-02"]
    assert (check.start, len(check.counted), repair.start, len(repair.counted)) == (FILED, 3, found.on, 7)
    assert terms(Stage.FILED, [FIRST, found, _step(Act.COMPLETE)], "b") == {}
    assert domain.next_stage(Stage.INCOMPLETE, _step(Act.NOT_ACCEPT), [FIRST], "b", TODAY) is Stage.NOT_ACCEPTED


def test_the_first_hearing_may_find_that_the_dispute_is_not_accepted_and_says_why() -> None:
    with pytest.raises(Invalid) as wrong:
        domain.next_stage(Stage.PRELIMINARY, _step(Act.NOT_ACCEPT, note=None), [FIRST], "b", TODAY)
    assert [fault.pointer for fault in wrong.value.faults] == ["/note"]
    assert domain.next_stage(Stage.PRELIMINARY, _step(Act.NOT_ACCEPT), [FIRST], "b", TODAY) is Stage.NOT_ACCEPTED


def test_an_absent_office_lets_mediation_fail_and_a_ruling_come_without_it() -> None:
    absent = _step(Act.NOTE_ABSENCE, party=Party.OFFICE)
    assert domain.next_stage(Stage.MEDIATION, absent, [FIRST], "b", TODAY) is Stage.MEDIATION
    before = [FIRST, absent, absent]
    assert domain.next_stage(Stage.MEDIATION, _step(Act.FAIL_MEDIATION), before, "b", TODAY) is Stage.ADJUDICATION
    ruled = _step(Act.RULE, outcome=Outcome.GRANTED)
    assert domain.next_stage(Stage.ADJUDICATION, ruled, before, "a", TODAY) is Stage.RULED
    said = " ".join(one.text for one in waiting(Stage.MEDIATION, before, Regime.ORDINARY, "b"))
    assert "dua kali tidak hadir berarti mediasi gagal" in said
    said = " ".join(one.text for one in waiting(Stage.ADJUDICATION, before, Regime.ORDINARY, "a"))
    assert "tanpa termohon pun Majelis dapat memutus" in said


def test_an_applicant_withdraws_before_the_ruling_and_not_after() -> None:
    assert domain.next_stage(Stage.ADJUDICATION, _step(Act.WITHDRAW), [FIRST], "a", TODAY) is Stage.WITHDRAWN
    assert Stage.WITHDRAWN in ENDED
    assert domain.why_not(Stage.RULED, Act.WITHDRAW, [FIRST], "a") is not None


def test_what_was_agreed_in_mediation_goes_to_no_court() -> None:
    possible = {act for act in TRANSITIONS if domain.why_not(Stage.SETTLED, act, [FIRST], "b") is None}
    assert possible == {Act.COMPLY}


def test_the_office_proves_an_exemption_by_both_tests_and_has_nothing_to_prove_otherwise() -> None:
    told = {one.text: one for one in waiting(Stage.ADJUDICATION, [FIRST], Regime.ORDINARY, "a")}
    proof = told["Buktikan dasar pengecualian"]
    assert (proof.actor, proof.article) == ("office", "UU 14/2008 Pasal 45")
    (both,) = [one for text, one in told.items() if "uji konsekuensi, lalu uji kepentingan publik" in text]
    assert both.article == "PerKI 1/2013 Pasal 34"
    others = waiting(Stage.ADJUDICATION, [FIRST], Regime.ORDINARY, "b")
    assert {one.text for one in others} == set(told) - {proof.text, both.text}


def test_the_end_of_the_whole_process_is_shown_from_the_registration_until_the_ruling() -> None:
    steps = [FIRST, Step(Act.REGISTER, date(2025, 8, 11)), Step(Act.START_MEDIATION, date(2025, 8, 20))]
    for stage in (Stage.REGISTERED, Stage.PRELIMINARY, Stage.MEDIATION, Stage.ADJUDICATION):
        end = terms(stage, steps, "b")["R-17.b"]
        assert (end.start, len(end.counted)) == (FILED, 100)
        assert terms(stage, steps, "b", Regime.ELECTION)["E-07"].start == date(2025, 8, 11)


def test_a_term_whose_rule_was_not_read_says_so() -> None:
    (check,) = [one for one in waiting(Stage.FILED, [FIRST], Regime.ORDINARY, "b") if one.term]
    assert any("satu sumber sekunder" in sentence for sentence in check.doubts)


def test_a_copy_of_the_ruling_is_due_three_working_days_after_its_reading() -> None:
    ruled = Step(Act.RULE, date(2026, 3, 2))
    (copy,) = [one.term for one in waiting(Stage.RULED, [FIRST, ruled], Regime.ORDINARY, "a") if one.term]
    assert (copy.rule.id, copy.due_on) == ("D-12", date(2026, 3, 5))
    assert "D-12" not in terms(Stage.RULED, [FIRST, ruled, Step(Act.RECEIVE_COPY, date(2026, 3, 4))], "a")


def test_each_level_of_office_has_its_commission_and_what_is_not_sure_is_said() -> None:
    assert competence("ri").commission == "Komisi Informasi Pusat"
    assert competence("provinsi").commission == "Komisi Informasi Provinsi"
    for level in ("kabupaten", "kota"):
        assert "Komisi Informasi Provinsi bila belum dibentuk" in competence(level).commission
        assert "Belum diperiksa" in competence(level).doubt
    assert competence("kota").article == "PerKI 1/2013 Pasal 6"


def test_a_commission_may_stop_a_vexatious_dispute_and_says_why() -> None:
    assert "ps. 4(3)" in TRANSITIONS[Act.STOP].article
    assert TRANSITIONS[Act.STOP].needs == {"note"}


def test_a_ruling_needs_its_number_and_outcome_and_a_day_that_is_past() -> None:
    with pytest.raises(Invalid) as wrong:
        domain.next_stage(Stage.ADJUDICATION, Step(Act.RULE, TODAY + timedelta(days=1)), [FIRST], "a", TODAY)
    assert {fault.pointer for fault in wrong.value.faults} == {"/number", "/outcome", "/on"}
    ruled = _step(Act.RULE, outcome=Outcome.GRANTED)
    assert domain.next_stage(Stage.ADJUDICATION, ruled, [FIRST], "a", TODAY) is Stage.RULED


@table(
    ("stage", "since", "last", "article"),
    [
        (Stage.RULED, Act.RECEIVE_COPY, date(2026, 3, 3), "UU 14/2008 Pasal 48 ayat (1)"),  # 14 working days
        (Stage.COURT_RULED, Act.RECEIVE_COURT_RULING, date(2026, 2, 23), "UU 14/2008 Pasal 50"),  # 14 days
    ],
)
def test_a_ruling_is_not_final_before_the_term_to_reject_it_has_passed(
    stage: Stage, since: Act, last: date, article: str
) -> None:
    before = [FIRST, Step(Act.RULE, date(2026, 2, 5)), Step(since, date(2026, 2, 9))]
    with pytest.raises(Invalid) as early:
        check_term(stage, Step(Act.BECOME_FINAL, last), before, Regime.ORDINARY)
    (fault,) = early.value.faults
    assert fault.pointer == "/on"
    assert article in fault.detail
    check_term(stage, Step(Act.BECOME_FINAL, last + timedelta(days=1)), before, Regime.ORDINARY)


def test_a_ruling_whose_copy_did_not_come_is_not_final_and_one_after_cassation_is_at_once() -> None:
    ruled, final = Step(Act.RULE, date(2026, 2, 5)), Step(Act.BECOME_FINAL, date(2026, 5, 5))
    with pytest.raises(Invalid) as unknown:
        check_term(Stage.RULED, final, [FIRST, ruled], Regime.ORDINARY)
    assert "salinan putusan diterima" in unknown.value.faults[0].detail
    check_term(Stage.CASSATION, replace(final, on=ruled.on), [FIRST, ruled], Regime.ORDINARY)


def test_a_hearing_may_lie_ahead_and_is_shown_until_it_is_past() -> None:
    hearing = Step(Act.SET_HEARING, TODAY + timedelta(days=7))
    assert domain.next_stage(Stage.ADJUDICATION, hearing, [FIRST], "a", TODAY) is Stage.ADJUDICATION
    assert hearings([FIRST, hearing], TODAY) == (hearing,)
    assert hearings([FIRST, hearing], TODAY + timedelta(days=8)) == ()


def test_terms_are_in_the_unit_of_the_law() -> None:
    copy, court = Step(Act.RECEIVE_COPY, date(2026, 3, 2)), Step(Act.RECEIVE_COURT_RULING, date(2026, 3, 2))
    (challenge,) = [one.term for one in waiting(Stage.RULED, [FIRST, copy], Regime.ORDINARY, "a") if one.term]
    (appeal,) = [one.term for one in waiting(Stage.COURT_RULED, [FIRST, court], Regime.ORDINARY, "a") if one.term]
    assert (challenge.rule.id, challenge.rule.unit) == ("R-18", Unit.WORKING_DAYS)
    assert (challenge.due_on, challenge.alarm_on) == (date(2026, 3, 27), date(2026, 3, 16))
    assert (appeal.rule.id, appeal.rule.unit, appeal.due_on) == ("R-19", Unit.DAYS, date(2026, 3, 16))


def test_an_election_dispute_ends_fourteen_working_days_after_registration() -> None:
    steps = [FIRST, Step(Act.REGISTER, date(2025, 8, 11))]
    (end,) = [one.term for one in waiting(Stage.PRELIMINARY, steps, Regime.ELECTION, "a") if one.term]
    assert (end.rule.id, end.start, len(end.counted)) == ("E-07", date(2025, 8, 11), 14)
