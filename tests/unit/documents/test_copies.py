"""A copy has what a reader sees of a file, and nothing else of it; it looks like the original and can be searched."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import pytest
import xlsxwriter
from PIL import Image, ImageChops, ImageOps, ImageStat

from chassis.confining import Overran
from services.documents import copies
from services.documents.copies import making
from services.documents.copies.flat import flat
from services.documents.files.domain.formats import CSV, GIF, JPEG, MAIL, PDF, PNG, TEXT, TIFF, XLSX
from services.documents.gate.domain.findings import Kind
from services.documents.readers import reading
from services.documents.redaction import leaves
from tests.corpora import (
    gifs,
    honest,
    leaking_objects,
    leaking_parts,
    leaking_sheets,
    mails,
    marked,
    pictures,
    scans,
    veiled_sheets,
)
from tests.corpora.leaking_pdfs import LINE, SECRET, clean, paper, said, saved
from tests.unit.documents.test_copy_leaks import _leaks

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
SAYS = {"title": "Salinan", "made_on": "2026-11-26T09:00:00+07:00", "annex": "", "log": None}
# What these hold their readers see.
SHOWN = {
    "a NIK on the page": Kind.NIK,
    "a phone on the page": Kind.PHONE,
    "an address on the page": Kind.EMAIL,
    "a photographer": Kind.NIK,
    "a NIK in letters that say others than they show": Kind.NIK,
}
BROKEN = {"a file behind a password", "a file cut in half", "too many colours"}
SEEN = {"a row of blocks below the edge", "rows below the edge of a PNG"}  # the number stands above the edge
PICTURES = {
    **{name: (made[0], GIF.media_type) for name, made in gifs.LEAKS.items()},
    **{f"TIFF: {name}": (made[0], TIFF.media_type) for name, made in scans.LEAKS.items() if name not in BROKEN},
    **{name: made for name, made in pictures.LEAKS.items() if name not in SEEN},
    **{name: made[:2] for name, made in pictures.SHADES.items()},
}


def _copied(content: bytes, media_type: str, **more: Any) -> tuple[dict[str, Any], bytes]:
    return making.work(
        io.BytesIO(content), media_type=media_type, **{"boxes": {}, "masks": [], "names": [], "says": SAYS} | more
    )


@needs_reader
@pytest.mark.parametrize("name", sorted(set(leaking_objects.LEAKS) - set(SHOWN) - BROKEN))
def test_nothing_that_a_pdf_hides_reaches_its_copy(name: str) -> None:
    told, copy = _copied(leaking_objects.LEAKS[name][0](), PDF.media_type)
    assert _leaks(copy) == []
    assert told["findings"] == []
    assert SECRET not in "".join(text for _, text in told["words"])


@needs_reader
@pytest.mark.parametrize("name", SHOWN)
def test_what_a_pdf_shows_of_people_is_found_in_the_words_of_its_copy(name: str) -> None:
    told, _ = _copied(leaking_objects.LEAKS[name][0](), PDF.media_type)
    assert [(finding["kind"], finding["where"]) for finding in told["findings"]] == [(SHOWN[name], "halaman 1")]


@needs_reader
def test_letters_that_say_what_nobody_sees_are_not_believed() -> None:
    shows, says = b"1111111111111111", SECRET.encode()
    lying = saved(paper(said(SECRET)), compress_streams=False).replace(says, shows)
    told, copy = _copied(lying, PDF.media_type)
    assert _leaks(copy) == []
    assert SECRET not in "".join(text for _, text in told["words"])


@needs_reader
@pytest.mark.parametrize("name", PICTURES)
def test_nothing_that_a_picture_hides_reaches_its_copy(name: str) -> None:
    made, media_type = PICTURES[name]
    told, copy = _copied(made(), media_type)
    assert SECRET.encode() not in copy
    assert told["findings"] == []
    if media_type != TIFF.media_type:
        with Image.open(io.BytesIO(copy)) as shown:
            assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
            assert not shown.getexif()


@pytest.mark.parametrize(("name", "photograph"), list(marked.photographs()))
def test_behind_a_marker_that_is_nearly_opaque_nothing_is_left(name: str, photograph: marked.Marked) -> None:
    with Image.open(io.BytesIO(photograph.photo)) as shown:
        before, after = shown.convert("RGB"), flat(shown.convert("RGB"))
    assert _told_apart(before, photograph) > 4
    assert _told_apart(after, photograph) < 1


def _told_apart(shown: Image.Image, photograph: marked.Marked) -> float:
    """How far apart the points of the number and those around it are, in any colour."""
    inked = photograph.shape.crop(photograph.place)
    area, beside = shown.crop(photograph.place), ImageOps.invert(inked)
    means = [ImageStat.Stat(area, mask.point([0] * 200 + [255] * 56)).mean for mask in (inked, beside)]
    return max(abs(ink - ground) for ink, ground in zip(*means, strict=True))


@needs_reader
@pytest.mark.parametrize("ink", [(0, 0, 0), (200, 20, 20), (255, 255, 255)])
def test_no_stretch_of_contrast_brings_back_a_photographed_number(ink: tuple[int, int, int]) -> None:
    photograph = marked.marked(ink, 0.92, 48)
    _, copy = _copied(photograph.photo, JPEG.media_type)
    assert SECRET[4:12] in _stretched(photograph.photo, photograph.place)
    read = _stretched(copy, photograph.place)
    assert [SECRET[start : start + 3] for start in range(14) if SECRET[start : start + 3] in read] == []


def _stretched(photo: bytes, place: marked.Place) -> str:
    """What is read where somebody stretches the contrast."""
    left, top, right, bottom = place
    with Image.open(io.BytesIO(photo)) as shown:
        area = shown.convert("RGB").crop((left - 8, top - 8, right + 8, bottom + 8))
    bands = [ImageOps.autocontrast(band, cutoff=1) for band in (area.convert("L"), *area.split())]
    return " ".join(
        reading.words(ImageOps.expand(one, 20, 255)) for band in bands for one in (band, ImageOps.invert(band))
    )


ALIKE = {
    "letter": (honest.letter, PDF.media_type),
    "photo": (honest.photo, JPEG.media_type),
    "PNG": (lambda: honest.photo(form="PNG"), PNG.media_type),
    "scan": (lambda: scans.scanned("Berita acara", "Lampiran"), TIFF.media_type),
}


@pytest.mark.parametrize("name", ALIKE)
def test_a_copy_looks_like_its_original(name: str) -> None:
    make, media_type = ALIKE[name]
    content = make()
    told, copy = _copied(content, media_type)
    before, after = _drawn(content, media_type), _drawn(copy, told["media_type"])
    assert len(before) == len(after) == told["pages"]
    for one, other in zip(before, after, strict=True):
        difference = ImageChops.difference(one, other.resize(one.size)).convert("L").histogram()
        assert sum(level * count for level, count in enumerate(difference)) / sum(difference) < 4
        assert sum(difference[64:]) / sum(difference) < 0.01


def _drawn(content: bytes, media_type: str) -> list[Image.Image]:
    with leaves.opened(io.BytesIO(content), media_type) as found:
        return [found[place].picture(110) for place in range(len(found))]


@needs_reader
def test_the_words_of_a_copy_stand_behind_its_pages() -> None:
    told, copy = _copied(clean(2), PDF.media_type)
    assert [where for where, _ in told["words"]] == ["halaman 1", "halaman 2"]
    with leaves.opened(io.BytesIO(copy), PDF.media_type) as found:
        assert LINE in "".join(letter.text for letter in found[0].letters())


def test_without_a_reader_a_copy_has_no_words_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "can_read", lambda: False)
    told, copy = _copied(clean(), PDF.media_type)
    assert not told["readable"]
    assert LINE.encode() not in copy
    photo, _ = _copied(honest.photo(), JPEG.media_type)
    assert not photo["readable"]


MADE_ON = datetime.fromisoformat(SAYS["made_on"])


def test_a_copy_is_made_in_a_child_and_tells_how_far_it_is() -> None:
    heard = list[tuple[int, int]]()
    with _on_disk(clean(3)) as file:
        copy = copies.make(
            file, PDF.media_type, title="Salinan", made_on=MADE_ON, progress=lambda *done: heard.append(done)
        )
    with copy.content:
        assert copy.content.read(5) == b"%PDF-"
    assert (copy.extension, copy.pages, len(copy.words)) == ("pdf", 3, 3)
    assert heard
    assert {of for _, of in heard} == {3}


def test_of_a_damaged_file_there_is_no_copy() -> None:
    with _on_disk(b"%PDF-1.7\n nothing") as file, pytest.raises(Overran):
        copies.make(file, PDF.media_type, title="Salinan", made_on=MADE_ON)


@contextmanager
def _on_disk(content: bytes) -> Iterator[BinaryIO]:
    with TemporaryFile() as file:
        file.write(content)
        yield file


BOOKS = {
    name: made[0]
    for corpus in (leaking_sheets.SHEETS, leaking_parts.SHEETS, veiled_sheets.SHEETS)
    for name, made in corpus.items()
    if name not in {"NIK as a number", "NIK as a text", "NIK in the code of its letters", "NIK in the name of a sheet"}
    and name != "no workbook at all"
}


@pytest.mark.parametrize("name", BOOKS)
def test_nothing_that_a_workbook_hides_reaches_its_copy(name: str) -> None:
    told, copy = _copied(BOOKS[name](), XLSX.media_type)
    kept = _unpacked(copy)
    assert [word for word in ("rahasia", SECRET) if word.encode() in kept] == []
    assert told["findings"] == []


def _unpacked(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(packed.read(name) for name in packed.namelist())


def test_what_a_workbook_shows_of_people_is_found_with_its_cell() -> None:
    told, _ = _copied(leaking_sheets.SHEETS["NIK as a number"][0](), XLSX.media_type)
    ((kind, where),) = [(finding["kind"], finding["where"]) for finding in told["findings"]]
    assert kind == Kind.NIK
    assert where.startswith("Rekap!")


def test_numbers_and_days_of_a_workbook_stay_what_they_are_and_look_as_they_did() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"remove_timezone": True}) as made:
        sheet = made.add_worksheet("Anggaran")
        sheet.write_number("A1", 1250000, made.add_format({"num_format": '"Rp" #,##0;[Red]-"Rp" #,##0'}))
        sheet.write_datetime("A2", datetime(2026, 2, 14, tzinfo=UTC), made.add_format({"num_format": "dd mmmm yyyy"}))
        sheet.write_number("A3", 0.125, made.add_format({"num_format": "0.0%"}))
        sheet.write_number("A4", 7, made.add_format({"num_format": f'0;"{SECRET}"'}))
        chart = made.add_chart({"type": "pie"})
        chart.add_series({"values": "=Anggaran!$A$1:$A$4"})
        sheet.insert_chart("D1", chart)
    told, copy = _copied(out.getvalue(), XLSX.media_type)
    kept = _unpacked(copy).decode()
    assert [
        code for code in ("&quot;Rp&quot; #,##0", "dd mmmm yyyy", "0.0%") if f'formatCode="{code}"' not in kept
    ] == []
    assert SECRET not in kept
    assert "<v>1250000</v>" in kept
    assert [text for _, text in told["words"]] == ["Anggaran", "1250000", "14/02/2026", "0,125", "7"]
    assert told["losses"] != []


def test_values_and_texts_are_copied_without_what_does_not_show() -> None:
    told, copy = _copied("nama;nilai\r\nSi\u200bti;=1+1\r\n".encode(), CSV.media_type)
    assert copy.decode("utf-8-sig") == "nama;nilai\r\nSiti;'=1+1\r\n"
    assert told["extension"] == "csv"
    told, copy = _copied(f"NIK {SECRET}\u202e\x08\nselesai".encode(), TEXT.media_type)
    assert copy.decode() == f"NIK {SECRET}\r\nselesai\r\n"
    assert [finding["where"] for finding in told["findings"]] == ["baris 1"]


READ = {"in the subject", "in the words", "attachment's name", "broken across lines", "private address"}  # in letters
MAILS = {name: made[0] for name, made in mails.LEAKS.items() if not any(name.endswith(where) for where in READ)}


@pytest.mark.parametrize("name", MAILS)
def test_nothing_that_a_message_hides_reaches_its_copy(name: str) -> None:
    told, copy = _copied(MAILS[name](), MAIL.media_type)
    assert SECRET.encode() not in copy
    assert (told["extension"], told["findings"]) == ("txt", [])
