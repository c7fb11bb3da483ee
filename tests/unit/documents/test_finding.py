"""Where the finder says that something stands: on the letters themselves, whatever the page's turn, crop or kind."""

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from services.documents.files.domain.formats import JPEG, PDF
from services.documents.readers import reading
from services.documents.redaction import finding, leaves
from tests.corpora.leaking_pdfs import LINE, SECRET, paper, pictured, said, saved, scan

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")


def _found(content: bytes, media_type: str = PDF.media_type, **asked: Any) -> dict[str, Any]:
    told, _ = finding.work(
        io.BytesIO(content),
        media_type=media_type,
        **{"words": [], "patterns": ["nik"], "only": None} | asked,
    )
    return told


def _dark(content: bytes, found: dict[str, Any], media_type: str = PDF.media_type) -> tuple[int, int]:
    """How many dark points lie within what was found on a page, and how many on all of the page."""
    with leaves.opened(io.BytesIO(content), media_type) as sheets:
        shown = sheets[found["page"] - 1].picture(100).convert("L").point(lambda level: 255 * (level < 128))
    left, top = found["x"] * shown.width, found["y"] * shown.height
    right, bottom = left + found["width"] * shown.width, top + found["height"] * shown.height
    inside = shown.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
    return inside.histogram()[255], shown.histogram()[255]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (40, 600, 420, 800)])
def test_the_box_lies_on_the_number_however_the_page_is_turned_and_cropped(
    rotate: int, crop: tuple[float, ...] | None
) -> None:
    content = saved(paper(said(SECRET), rotate=rotate, crop=crop))
    (one,) = _found(content)["items"]
    inside, everything = _dark(content, one)
    assert inside == everything > 0
    assert (one["kind"], one["sample"]) == ("nik", "••••••••••••9001")


def test_nothing_beside_the_number_is_in_its_box() -> None:
    content = saved(paper(said(SECRET) + said(LINE, y=660)))
    (one,) = _found(content)["items"]
    inside, everything = _dark(content, one)
    assert 0 < inside < everything / 2
    assert one["height"] < 0.05


def test_a_line_that_stands_on_its_end_gets_one_box() -> None:
    content = saved(paper(b"0 0 0 rg BT /F1 16 Tf 0 1 -1 0 300 300 Tm (" + SECRET.encode() + b") Tj ET"))
    (one,) = _found(content)["items"]
    assert one["height"] > one["width"]
    inside, everything = _dark(content, one)
    assert inside == everything > 0


def test_what_stands_on_two_lines_is_two_boxes_of_one_thing() -> None:
    content = saved(paper(said("Saksi bernama Siti") + said("Rahmawati dari TPS 4", y=675)))
    items = _found(content, words=["saksi", "siti rahmawati"], patterns=[])["items"]
    assert [one["words"] for one in items] == ["saksi", "siti rahmawati", "siti rahmawati"]
    items = _found(content, words=["siti rahmawati"], patterns=[])["items"]
    assert [(one["kind"], one["group"]) for one in items] == [("name", 0), ("name", 0)]
    assert items[0]["y"] < items[1]["y"]


def test_only_what_was_asked_for_is_found_and_only_where() -> None:
    content = saved(paper(said(f"NIK {SECRET}"), said(f"NIK {SECRET} HP 0812-3456-7890")))
    assert {one["kind"] for one in _found(content, patterns=["phone"])["items"]} == {"phone"}
    assert {one["page"] for one in _found(content, only=[2, 9])["items"]} == {2}


@needs_reader
def test_words_in_a_scan_are_found_where_they_stand() -> None:
    file = paper(b"q 595 0 0 842 0 0 cm /P Do Q")
    file.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=pictured(file, scan())))
    content = saved(file)
    (one,) = _found(content)["items"]
    inside, everything = _dark(content, one)
    assert inside == everything > 0


@needs_reader
def test_words_in_a_turned_photo_are_found_where_they_are_seen() -> None:
    told, out = Image.Exif(), io.BytesIO()
    told[0x0112] = 8  # the camera was held upright
    scan().rotate(-90, expand=True).save(out, "JPEG", exif=told)
    (one,) = _found(out.getvalue(), JPEG.media_type)["items"]
    inside, everything = _dark(out.getvalue(), one, JPEG.media_type)
    assert inside == everything > 0


def test_a_page_that_nobody_reads_is_said_to_be_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    scan().save(out, "JPEG")
    monkeypatch.setattr(reading, "can_read", lambda: False)
    assert _found(out.getvalue(), JPEG.media_type) == {"items": [], "unread": [1]}


def test_pages_that_come_too_late_are_said_to_be_unread_and_are_read_when_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = saved(paper(said(LINE), said(f"NIK {SECRET}")))
    with monkeypatch.context() as late:
        late.setattr(finding, "_SECONDS", -1)
        assert _found(content) == {"items": [], "unread": [1, 2]}
    again = _found(content, only=[1, 2])
    assert ([one["page"] for one in again["items"]], again["unread"]) == ([2], [])
