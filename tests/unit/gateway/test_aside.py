"""What a page asks several services is asked side by side, in the office of the page."""

from threading import Barrier

import pytest

from chassis.context import Context, current, use
from gateway.backends.aside import aside


def test_two_questions_are_under_way_at_once_in_the_office_in_force() -> None:
    meeting = Barrier(2, timeout=5)  # broken unless both are there

    def question() -> str:
        meeting.wait()
        return current().tenant

    with use(Context("32.76")):
        answers = [aside(question), aside(question)]
    assert [answer() for answer in answers] == ["32.76", "32.76"]


def test_what_a_question_raises_is_raised_where_its_answer_is_wanted() -> None:
    def question() -> str:
        raise ValueError("away")

    answer = aside(question)
    with pytest.raises(ValueError, match="away"):
        answer()
