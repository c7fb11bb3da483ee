"""Which law a request falls under, and the sentence that says so."""

from datetime import date, timedelta

import pytest

from ppid.offices import offices
from statute.regimes import Regime, UnknownCategoryError, categories, elections, elections_on, inherit, regime_for


def test_election_information_during_an_election_falls_under_the_short_terms() -> None:
    regime, reason = regime_for("data_pemilih", "32.76", date(2024, 11, 22))

    assert regime is Regime.ELECTION
    assert reason == (
        "Kategori “Data pemilih” adalah informasi pemilu dan pada Jumat, 22 November 2024 kantor ini berada dalam "
        "tahapan Pemilihan serentak 2024 (kampanye), maka berlaku rezim pemilu (PerKI 1/2019)."
    )


def test_other_information_during_an_election_stays_ordinary() -> None:
    regime, reason = regime_for("anggaran_keuangan", "32.76", date(2024, 11, 22))

    assert regime is Regime.ORDINARY
    assert "bukan informasi pemilu" in reason


def test_election_information_outside_every_stage_is_ordinary() -> None:
    regime, reason = regime_for("data_pemilih", "32.76", date(2025, 7, 8))

    assert regime is Regime.ORDINARY
    assert "tidak berada dalam tahapan" in reason


def test_a_repeat_vote_binds_its_province_and_the_offices_below_only() -> None:
    on = date(2025, 7, 28)

    assert regime_for("hasil_pemilu", "91", on).regime is Regime.ELECTION
    assert regime_for("hasil_pemilu", "91.71", on).regime is Regime.ELECTION
    assert regime_for("hasil_pemilu", "92", on).regime is Regime.ORDINARY
    assert regime_for("hasil_pemilu", "00", on).regime is Regime.ORDINARY


def test_the_first_and_last_day_of_an_election_belong_to_it() -> None:
    for election in elections():
        office = min(election.offices or {"91"})
        assert election in elections_on(office, election.opens)
        assert election in elections_on(office, election.closes)


def test_two_elections_at_once_are_both_named() -> None:
    reason = regime_for("pencalonan", "00", date(2024, 8, 26)).reason

    assert "Pemilu 2024" in reason
    assert "Pemilihan serentak 2024" in reason


def test_between_two_stages_the_election_still_binds() -> None:
    regime, reason = regime_for("kampanye", "32.76", date(2023, 11, 26))

    assert regime is Regime.ELECTION
    assert "tahapan Pemilu 2024, maka" in reason


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(UnknownCategoryError):
        regime_for("gosip", "32.76", date(2024, 11, 22))


def test_every_election_names_its_source_and_grade() -> None:
    for election in elections():
        assert election.source
        assert election.certainty in {"Q", "S2", "S1", "A", "G", "D"}


@pytest.mark.parametrize("category", ["sengketa_hukum", "pendidikan_pemilih", "etik"])
def test_what_may_lie_outside_a_stage_has_the_short_terms_while_one_runs_and_asks(category: str) -> None:
    regime, reason = regime_for(category, "32.76", date(2024, 11, 22))
    after, calm = regime_for(category, "32.76", date(2026, 12, 2))

    assert (regime, after) == (Regime.ELECTION, Regime.ORDINARY)
    assert "Apakah permohonan ini menyangkut tahapan itu?" in reason
    assert "?" not in calm


@pytest.mark.parametrize(
    ("office", "last"),
    [("35.20", date(2025, 3, 22)), ("36.04", date(2025, 4, 19)), ("73.73", date(2025, 5, 24)),
     ("93.02", date(2025, 8, 6)), ("19.71", date(2025, 8, 27))],
)  # fmt: skip
def test_a_repeat_vote_of_2025_runs_until_its_day_at_its_own_office(office: str, last: date) -> None:
    assert regime_for("hasil_pemilu", office, last).regime is Regime.ELECTION
    assert regime_for("hasil_pemilu", office, last + timedelta(days=1)).regime is Regime.ORDINARY
    assert regime_for("hasil_pemilu", office.partition(".")[0], last).regime is Regime.ORDINARY


def test_every_office_of_an_election_is_on_the_list_of_offices() -> None:
    assert all((election.offices or frozenset()) <= offices().keys() for election in elections())


def test_categories_have_a_label_and_a_way_out() -> None:
    assert all(category.label for category in categories().values())
    assert not categories()["lainnya"].election


def test_a_transfer_keeps_what_was_chosen_and_makes_no_term_longer() -> None:
    during, after = date(2024, 11, 22), date(2025, 7, 8)
    for held in Regime:
        kept = inherit(held, "anggaran_keuangan", "32.76", "32", during)
        assert kept.regime is held
    chosen = inherit(Regime.ORDINARY, "data_pemilih", "32.76", "32", during)
    assert chosen.regime is Regime.ORDINARY
    assert "kantor yang mengalihkan tetap berlaku" in chosen.reason
    assert inherit(Regime.ELECTION, "data_pemilih", "32.76", "32", after).regime is Regime.ELECTION
