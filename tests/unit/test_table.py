"""A table of rows is one test that tells of each row."""

import pytest

from tests.table import table


@table(("word", "length"), [("satu", 4), ("dua", 4), pytest.param("tiga", 5, id="three")])
def wrong_twice(word: str, length: int) -> None:
    assert len(word) == length


@table("word", ["satu", "dua"])
def raises_nothing(word: str) -> None:
    with pytest.raises(ValueError, match="satu"):
        str(word)


def test_every_row_that_fails_is_named_with_its_place() -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        wrong_twice()
    told = str(failed.value)
    assert told.startswith("2 of 3 rows")
    assert "'dua'" in told
    assert "three {'word': 'tiga'" in told
    assert "'satu'" not in told
    assert told.count("test_table.py:") == 2


def test_a_row_that_does_not_raise_what_it_should_has_failed() -> None:
    with pytest.raises(pytest.fail.Exception, match="2 of 2 rows"):
        raises_nothing()


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(AssertionError, match="proves nothing"):
        table("word", [])
