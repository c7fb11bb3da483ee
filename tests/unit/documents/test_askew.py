"""A photo that lies askew is read set straight, and what is found in it stands where it is seen."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from PIL import Image

from services.documents.files.domain.formats import JPEG
from services.documents.readers import askew, reading
from services.documents.redaction import finding
from tests.corpora.askew import Photo, photographed

DIGIT, BESIDE = 18, 30  # pixels
needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")


def _grey(photo: Photo) -> Image.Image:
    return Image.open(io.BytesIO(photo.content)).convert("L")


@pytest.mark.parametrize("degrees", [-5, -2, -1, 1, 2, 3, 5])
def test_it_is_seen_how_far_a_photo_lies_askew(degrees: int) -> None:
    assert askew.angle(_grey(photographed(degrees))) == pytest.approx(-degrees, abs=0.25)


@pytest.mark.parametrize("degrees", [-0.2, 0, 0.2])
def test_a_page_that_lies_nearly_level_is_not_turned(degrees: float) -> None:
    assert askew.angle(_grey(photographed(degrees))) == 0


def test_a_picture_without_writing_is_not_turned() -> None:
    assert askew.angle(Image.new("L", (300, 400), "white")) == 0


@needs_reader
@pytest.mark.parametrize("degrees", [0, 2, 5, -3])
def test_every_number_on_a_photo_that_lies_askew_is_found_and_its_box_lies_over_all_but_a_digit(degrees: int) -> None:
    photo = photographed(degrees)
    told, _ = finding.work(io.BytesIO(photo.content), media_type=JPEG.media_type, words=[], patterns=["nik"], only=None)
    boxes = [_pixels(one, photo.size) for one in told["items"]]
    for number, ink in photo.numbers.items():
        assert any(_holds(box, ink) for box in boxes), f"{number} at {ink}"
    assert len(boxes) == len(photo.numbers)


def _pixels(one: dict[str, Any], size: tuple[int, int]) -> tuple[float, float, float, float]:
    left, top = one["x"] * size[0], one["y"] * size[1]
    return left, top, left + one["width"] * size[0], top + one["height"] * size[1]


def _holds(box: Sequence[float], ink: Sequence[float]) -> bool:
    """Whether a box lies over a number and hardly beside it; a reader may say that it ends a digit before it does."""
    left, top, right, bottom = ink[0] - box[0], ink[1] - box[1], box[2] - ink[2], box[3] - ink[3]
    return 0 <= top < BESIDE and 0 <= bottom < BESIDE and -DIGIT < left < BESIDE and -DIGIT < right < BESIDE
