"""The public-information list: what an entry must say, who may publish it, what a search may have meant."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Forbidden, Invalid
from services.registry.dip.domain import search
from services.registry.dip.domain.entries import (
    LONGEST,
    Act,
    Columns,
    Decree,
    NotAllowed,
    State,
    check,
    check_decree,
    faults,
    next_state,
)
from services.registry.dip.domain.search import Meant
from statute.information import classes, review_on
from tests.table import table

TODAY = date(2026, 11, 24)
ENTRY = Columns(
    summary="Laporan realisasi anggaran 2025", kind="periodic", unit="Subbagian Keuangan",
    responsible="Kepala Subbagian Keuangan", made_on=date(2026, 1, 15), made_in="Depok", form="softcopy",
    retention="5 tahun",
)  # fmt: skip


def pointers(entry: Columns) -> set[str]:
    return {fault.pointer for fault in faults(entry, TODAY)}


def test_a_sound_entry_has_no_faults() -> None:
    check(ENTRY, TODAY)


@table(
    ("changes", "pointer"),
    [
        ({"kind": "secret"}, "/kind"),
        ({"form": "papyrus"}, "/form"),
        ({"made_on": date(2026, 11, 25)}, "/made_on"),
        ({"link": "javascript:alert(1)"}, "/link"),
        ({"summary": "x" * (LONGEST["summary"] + 1)}, "/summary"),
    ],
)
def test_a_wrong_column_is_named(changes: dict[str, object], pointer: str) -> None:
    assert pointers(replace(ENTRY, **changes)) == {pointer}  # type: ignore[arg-type]


def test_a_decree_of_tomorrow_publishes_nothing() -> None:
    check_decree(Decree("SK 1", TODAY), TODAY)
    with pytest.raises(Invalid):
        check_decree(Decree("SK 1", date(2026, 11, 25)), TODAY)


def test_only_the_ppid_publishes_and_only_what_is_published_can_be_withdrawn() -> None:
    assert next_state(State.DRAFT, Act.PUBLISH, ["ppid"]) is State.PUBLISHED
    assert next_state(State.PUBLISHED, Act.UNPUBLISH, ["ppid"]) is State.UNPUBLISHED
    assert next_state(State.UNPUBLISHED, Act.PUBLISH, ["ppid"]) is State.PUBLISHED
    with pytest.raises(Forbidden):
        next_state(State.DRAFT, Act.PUBLISH, ["officer"])
    with pytest.raises(NotAllowed, match=r"draf.*ps\. 11\(1\)a.*sekarang: diubah, diterbitkan"):
        next_state(State.DRAFT, Act.UNPUBLISH, ["ppid"])


@table("state", list(State))
def test_editing_never_changes_the_state(state: State) -> None:
    assert next_state(state, Act.EDIT, ["officer"]) is state


def test_periodic_information_is_reviewed_after_six_months_and_the_rest_after_a_year() -> None:
    assert {code: review_on(code, TODAY) for code in classes()} == {
        "periodic": date(2027, 5, 24),
        "immediate": date(2027, 11, 24),
        "standing": date(2027, 11, 24),
    }


def test_words_that_tell_nothing_are_left_out_unless_there_are_no_others() -> None:
    assert search.words("Laporan dan Anggaran, untuk 2025!") == ["laporan", "anggaran", "2025"]
    assert search.words("yang untuk") == ["yang", "untuk"]


@table(
    ("stem", "other"), [("etap", "tetap"), ("irim", "kirim"), ("tetap", "etap"), ("usun", "susun"), ("ilih", "pilih")]
)
def test_a_root_is_read_with_and_without_the_letter_that_a_prefix_swallows(stem: str, other: str) -> None:
    assert other in search.readings(stem)


def test_an_unknown_word_also_asks_for_words_that_begin_with_it() -> None:
    known, unknown = Meant("laporan", ("lapor",)), Meant("dpt", ())
    alike = Meant("rekapitulsi", ("rekapitulasi",), ("rekapitulasi",))
    assert search.query([known, alike, unknown]) == "('lapor') & ('rekapitulasi' | 'rekapitulsi':*) & ('dpt':*)"


@given(st.text())
def test_whatever_is_typed_becomes_a_query_without_foreign_signs(typed: str) -> None:
    asked = search.words(typed)
    assert len(asked) <= search.MOST_WORDS
    assert all(word.isalnum() for word in asked)
