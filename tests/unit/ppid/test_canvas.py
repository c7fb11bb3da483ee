"""A service's canvas says what its code says, and nothing else."""

import pytest

from chassis.service import load
from ppid.canvas import BEGIN, END, canvas, placed


def test_a_canvas_says_what_a_service_keeps_hears_tells_answers_and_does_by_the_clock() -> None:
    table = canvas(load("notify"))
    assert "| Keeps | `notice` |" in table
    assert "`request.submitted`" in table.partition("| Hears |")[2].partition("\n")[0]
    assert "`notice.sent`" in table.partition("| Tells |")[2].partition("\n")[0]
    assert "| Answers | `/v1/notices` GET |" in table
    assert "`send` 2 s" in table.partition("| Ticks |")[2]


def test_a_canvas_takes_the_place_of_the_one_before_and_leaves_the_words_around_it() -> None:
    assert placed(f"head\n{BEGIN}old\n{END}tail\n", "new\n") == f"head\n{BEGIN}new\n{END}tail\n"


@pytest.mark.parametrize("page", ["no marks", BEGIN, END], ids=["none", "no end", "no begin"])
def test_a_page_without_both_marks_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match="the page lacks"):
        placed(page, "new\n")
