"""docs/evidence.md says what the marked tests prove, and no more."""

from tests.evidence import PAGE, SUBJECTS, marked, page


def test_the_page_is_written_from_the_marks_of_today() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.evidence`"


def test_every_subject_has_a_promise() -> None:
    assert {subject for _, _, subject in marked()} == set(SUBJECTS)
