"""What was read ahead: recalled where nothing changed, read anew where a box is, never of what is hidden."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.documents.clearing import pages, reading
from services.documents.clearing.pages import Box
from services.documents.domain.formats import PDF
from services.documents.redaction import copying, finding, reading_ahead, recalling
from services.documents.redaction.recalling import Learned
from tests.load import redaction

pytestmark = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")


@pytest.fixture(scope="module")
def page() -> Image.Image:
    """A full page of forty-one lines as a copy shows it."""
    with pages.opened(io.BytesIO(redaction.written())) as file:
        return pages.picture(file[0], copying.DPI)


@pytest.fixture(scope="module")
def known(page: Image.Image) -> list[Learned]:
    return recalling.lines(json.loads(json.dumps(recalling.learn(page.convert("L")))))


@pytest.fixture
def no_reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as reader:
        reader.setattr(reading, "can_read", lambda: False)
        yield


def _recalled(page: Image.Image, boxes: copying.Blackened, known: list[Learned]) -> list[reading.Word]:
    places = [Box(left, top, left + width, top + height).pixels(page.size) for left, top, width, height, _ in boxes]
    return recalling.recall(copying.bare(page, boxes), known, places)


@pytest.mark.usefixtures("no_reader")
def test_a_page_on_which_nothing_was_drawn_is_not_read_again(page: Image.Image, known: list[Learned]) -> None:
    recalled = _recalled(page, [], known)
    assert [word.text for word in recalled] == [word[0] for line in known for word in line.words]
    assert recalled[0].box == pytest.approx(known[0].words[0][1:])
    assert len({word.line for word in recalled}) == len(known)


@pytest.mark.usefixtures("no_reader")
def test_a_line_that_a_box_touches_is_never_recalled(page: Image.Image, known: list[Learned]) -> None:
    with pytest.raises(reading.NoReader):
        _recalled(page, [(*redaction.BOX, "h")], known)


def test_a_word_of_which_the_reader_says_a_wrong_place_is_not_recalled_once_a_box_is_on_its_line(
    page: Image.Image, known: list[Learned], monkeypatch: pytest.MonkeyPatch
) -> None:
    left, top, right, bottom = known[5].place
    line = Box(left / page.width, top / page.height, right / page.width, bottom / page.height)
    beside = Box(line.left, line.top, line.left + 0.1, line.bottom)  # though its ink is at the line's end
    monkeypatch.setattr(reading, "lined", lambda _shown: [reading.Line(line, [reading.Word("Siti", beside, ("1",))])])
    misread = recalling.learn(page.convert("L"))
    hidden = (line.right - 0.1, line.top, 0.1, line.bottom - line.top, "h")
    monkeypatch.setattr(reading, "placed", lambda *_shown, **_layout: [])
    assert [word.text for word in _recalled(page, [], misread)] == ["Siti"]
    assert _recalled(page, [hidden], misread) == []


FRACTION = st.floats(0.0, 0.9)


@settings(max_examples=60)
@given(boxes=st.lists(st.tuples(FRACTION, FRACTION, st.floats(0.001, 0.1), st.floats(0.001, 0.1)), max_size=5))
def test_whatever_is_drawn_a_word_is_recalled_only_with_every_point_of_its_line_as_it_was(
    page: Image.Image, known: list[Learned], boxes: list[tuple[float, float, float, float]]
) -> None:
    hidden = [(*box, "h") for box in boxes]
    before, after = page.convert("L"), copying.bare(page, hidden)
    with pytest.MonkeyPatch.context() as reader:
        reader.setattr(reading, "placed", lambda *_picture, **_said: [])
        recalled = _recalled(page, hidden, known)
    for left, top, right, bottom in {known[int(word.line[0])].place for word in recalled}:
        around = left - 12, top - 12, right + 12, bottom + 12
        assert after.crop(around).tobytes() == before.crop(around).tobytes()


def test_of_a_line_that_a_box_touches_what_is_left_is_read_where_it_stands(
    page: Image.Image, known: list[Learned]
) -> None:
    hidden, kept = known[5].words[0], known[5].words[-1]
    _, left, top, right, bottom = hidden
    recalled = _recalled(page, [(left, top, right - left, bottom - top, "h")], known)
    line = [word for word in recalled if word.line == ("5",)]
    assert [word.text for word in line] == [word[0] for word in known[5].words[1:]]
    assert line[-1].box == pytest.approx(Box(*kept[1:]), abs=0.002)
    assert len(recalled) == sum(len(one.words) for one in known) - 1


NAME, NIK = "Siti Rahayu", "3276015708850003"


def _read(text: str) -> tuple[Image.Image, list[Learned], list[tuple[float, float, float, float, str]]]:
    """A page as it is drawn, what was learned of it, and boxes around names and numbers as the finder places them."""
    content = io.BytesIO(typst.compile(text.encode()))
    with pages.opened(content) as file:
        shown = pages.picture(file[0], copying.DPI)
    found, _ = finding.work(content, media_type=PDF.media_type, words=[NAME], patterns=["nik"], only=None, known={})
    boxes = [(one["x"], one["y"], one["width"], one["height"], "h") for one in found["items"]]
    return shown, recalling.learn(shown.convert("L")), boxes


def test_of_a_line_of_which_nothing_is_left_nothing_is_read() -> None:
    rows = "".join(f"[{number}], [{NAME}], [{NIK}], [Rp 1.500.000], " for number in range(1, 20))
    page, known, boxes = _read(f"= Daftar\n#table(columns: 4, {rows})")
    boxes = boxes[:9]
    hidden = [line for line in known if any(_covers(box, line, page) for box in boxes)]
    assert len(hidden) == len(boxes)  # a line each, since rules part the cells
    words = [word.text for word in _recalled(page, boxes, known)]
    assert words == [word[0] for line in known if line not in hidden for word in line.words]


def _covers(box: tuple[float, float, float, float, str], line: Learned, shown: Image.Image) -> bool:
    across, down = (line.place[0] + line.place[2]) / 2 / shown.width, (line.place[1] + line.place[3]) / 2 / shown.height
    return box[0] < across < box[0] + box[2] and box[1] < down < box[1] + box[3]


def test_lines_stay_in_their_order_though_boxes_part_nearly_all_of_them() -> None:
    rows = [f"Nomor {number}. {NAME}, NIK {NIK}, dibayar pada tahap {number}." for number in range(1, 20)]
    page, known, boxes = _read("= Daftar penerima\n" + "\n".join(f"#block[{row}]" for row in rows))
    words = [word.text for word in _recalled(page, boxes, known) if word.text[0].isalnum()]
    assert [word for word in words if word == "NIK"] == ["NIK"] * 19
    assert " ".join(words[-7:]) == "Nomor 19. NIK dibayar pada tahap 19."


def test_a_page_that_is_another_one_is_read_whole(page: Image.Image, known: list[Learned]) -> None:
    with pages.opened(io.BytesIO(redaction.written())) as file:
        other = pages.picture(file[1], copying.DPI).rotate(0, translate=(3, 7), fillcolor="white").convert("L")
    assert recalling.recall(other, known, []) == reading.placed(other)


def test_a_copy_of_pages_that_were_read_ahead_says_what_one_says_that_was_read_whole() -> None:
    content = io.BytesIO(redaction.written(2))
    first, _ = reading_ahead.work(content, media_type=PDF.media_type, first=1, count=1)
    second, _ = reading_ahead.work(content, media_type=PDF.media_type, first=2, count=9)
    assert (len(first), len(second)) == (1, 1)
    boxes = {"1": [(*redaction.BOX, "h")], "2": [(*redaction.BOX, "h")]}
    known = json.loads(json.dumps({"1": first[0].lines, "2": second[0].lines}))
    copies = [_copy(content, boxes, told) for told in (known, {})]
    right = [redaction.right(copy) for copy in copies]
    assert right[0] == right[1]
    assert right[0][0] == right[0][1] > 300


def _copy(
    content: io.BytesIO, boxes: dict[str, list[tuple[float, float, float, float, str]]], known: dict[str, Any]
) -> bytes:
    _, copy = copying.work(
        content, media_type=PDF.media_type, boxes=boxes, annex=redaction.ANNEX, known=known, says=redaction.SAYS
    )
    return copy
