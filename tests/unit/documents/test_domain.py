"""What a file may be called, what its content must be, and the table of its states."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from chassis.transitions import NoTransition
from services.documents.files.domain import files, formats
from services.documents.files.domain.files import IN_QUARANTINE, TRANSITIONS, State
from services.documents.files.domain.formats import FORMATS, LARGEST, FileRefused, TooLarge


@pytest.mark.parametrize(
    "name",
    [
        "", "   ", "../rahasia.pdf", "folder\\berkas.pdf", "a\x00.pdf", "a\nb.pdf",
        "gaji\u202efdp.pdf", "a\u200bb.pdf", "x" * 197 + ".pdf",
    ],
)  # fmt: skip
def test_a_name_that_hides_something_or_leads_elsewhere_is_refused_beside_the_field(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        formats.checked_name(name)
    assert [fault.pointer for fault in refused.value.faults] == ["/name"]


def test_a_name_of_two_hundred_letters_with_accents_and_quotes_is_kept() -> None:
    name = 'Salinan "é" ' + "a" * 184 + ".pdf"
    assert formats.checked_name(name) == name


def test_spaces_of_every_width_become_plain_ones() -> None:
    assert formats.checked_name("\u00a0surat\u2003jawaban.pdf") == "surat jawaban.pdf"


def test_two_spellings_of_the_same_letter_become_one() -> None:
    assert formats.checked_name("re\u0301sume\u0301.pdf") == "r\u00e9sum\u00e9.pdf"


@given(st.text(max_size=220))
def test_an_accepted_name_shows_every_letter_it_has(name: str) -> None:
    try:
        kept = formats.checked_name(name)
    except Invalid:
        return
    assert kept.isprintable()
    assert 0 < len(kept) <= 200
    assert not set("/\\") & set(kept)


@pytest.mark.parametrize(
    "name", ["arsip.zip", "program.exe", "surat.doc", "tanpaakhiran", ".pdf", "halaman.html", "a."]
)
def test_a_kind_that_is_not_taken_is_refused_with_the_list_of_those_that_are(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        formats.format_of(name)
    assert "PDF, JPEG, PNG, GIF, TIFF, DOCX, XLSX, ODT, CSV, surel (.eml)" in refused.value.detail


def test_the_extension_counts_in_any_case() -> None:
    assert formats.format_of("SALINAN.PDF") is FORMATS["pdf"]


def test_a_lying_extension_is_told_what_the_file_really_is() -> None:
    with pytest.raises(FileRefused) as refused:
        formats.check_content("foto.pdf", expected="application/pdf", found="image/png")
    assert refused.value.detail == (
        "Nama berkas berakhiran .pdf, tetapi isinya bukan PDF, melainkan PNG. "
        "Simpan ulang sebagai PDF, atau beri akhiran nama yang sesuai isinya."
    )


@pytest.mark.parametrize("size", [1, LARGEST])
def test_every_size_up_to_the_limit_is_taken(size: int) -> None:
    formats.check_size(size)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FileRefused):
        formats.check_size(0)


def test_one_byte_more_than_the_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        formats.check_size(LARGEST + 1)


@pytest.mark.parametrize("state", list(State))
def test_what_has_left_quarantine_changes_only_by_being_destroyed(state: State) -> None:
    after = {State.DESTROYED} if state is State.STORED else set()
    assert state in IN_QUARANTINE or TRANSITIONS[state] == after
    assert TRANSITIONS[state] or state not in IN_QUARANTINE


def test_a_step_outside_the_table_is_a_fault_of_ours() -> None:
    with pytest.raises(NoTransition):
        files.next_state(State.STORED, State.WAITING)


def test_an_object_without_row_is_an_orphan_only_after_an_upload_could_have_ended() -> None:
    assert not files.is_orphan(None, timedelta(hours=11))
    assert files.is_orphan(None, timedelta(hours=13))


@pytest.mark.parametrize("state", list(State))
def test_an_object_is_an_orphan_as_soon_as_its_row_needs_it_no_more(state: State) -> None:
    assert files.is_orphan(state, timedelta(0)) == (state not in IN_QUARANTINE)


@given(st.integers(0, 10_000))
def test_a_waiting_file_never_rests_longer_than_ten_minutes(attempts: int) -> None:
    assert timedelta(seconds=15) <= files.pause(attempts) <= timedelta(minutes=10)
    assert files.pause(attempts) <= files.pause(attempts + 1)
