"""Parts of files and papers: their sizes add up, and nothing is whole before the last of them is there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.errors import Invalid
from services.documents.files.domain import parts
from services.documents.files.domain.parts import PartsMissing

PART = 1000
SIZES = st.integers(1, 10 * PART)


def _numbers(size: int) -> range:
    return range(1, -(-size // PART) + 1)


@given(SIZES)
def test_the_parts_of_a_file_are_as_long_as_the_file_and_all_but_the_last_alike(size: int) -> None:
    *others, last = (parts.part_size(size, number, PART) for number in _numbers(size))
    assert set(others) <= {PART}
    assert 0 < last <= PART
    assert sum(others) + last == size
    parts.check_all_there(_numbers(size), size, PART)


@given(SIZES, st.data())
def test_whatever_part_is_missing_the_others_are_not_the_whole(size: int, data: st.DataObject) -> None:
    missing = data.draw(st.sampled_from(_numbers(size)))
    with pytest.raises(PartsMissing):
        parts.check_all_there(set(_numbers(size)) - {missing}, size, PART)


@pytest.mark.parametrize("number", [-1, 0, 4])
def test_there_is_no_part_before_the_first_or_after_the_last(number: int) -> None:
    assert parts.part_size(2500, number, PART) == 0


@pytest.mark.parametrize(("sent", "number"), [(999, 1), (1001, 2), (1000, 3), (1, 4), (1, 0)])
def test_a_part_of_another_size_is_refused_beside_its_field(sent: int, number: int) -> None:
    with pytest.raises(Invalid) as refused:
        parts.check_size(sent, 2500, number, PART)
    assert [fault.pointer for fault in refused.value.faults] == ["/part"]
