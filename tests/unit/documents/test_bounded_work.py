"""The work on a stranger's file grows in step with its length: none holds up the others."""

import base64
import io
import random
import time

import pytest

from services.documents.copies import accidents
from services.documents.files.domain.formats import DOCX
from services.documents.gate.domain.findings import Kind
from services.documents.readers import personal
from tests.corpora import leaking_texts


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "a(at)", "a@b.", "0 ", "+62", "1.", "A "])
def test_the_finder_of_personal_data_works_no_more_than_in_step_with_the_length(piece: str) -> None:
    short, long = (_seconds(piece * (length // len(piece))) for length in (20_000, 320_000))
    assert long < 80 * max(short, 0.001), "sixteen times the length: 16 in step, 256 by the square"


def _seconds(text: str) -> float:
    began = time.process_time()
    list(personal.find(text + "@", ("Sari Wulandari",)))
    return time.process_time() - began


def test_two_megabytes_of_base64_hold_nothing_personal_and_take_no_long_reading() -> None:
    began = time.process_time()
    assert list(personal.find(base64.b64encode(random.Random(7).randbytes(1_500_000)).decode())) == []
    assert time.process_time() - began < 30


def test_paragraphs_within_each_other_without_end_are_held_back_at_once() -> None:
    began = time.process_time()
    deep = leaking_texts.word("<w:p>" * 200_000 + "</w:p>" * 200_000)
    assert [found.kind for found in accidents.check(io.BytesIO(deep), DOCX.media_type, "jawaban")] == [Kind.UNREADABLE]
    assert time.process_time() - began < 30
