"""What offices get from scanners: a TIFF is held back for what it says beside its pages, and copied page by page."""

import base64
import io
import shutil
import subprocess
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import pypdfium2
import pytest

from chassis import confining
from services.documents import examining, previewing, scanning
from services.documents.copies import making
from services.documents.files.domain.flaws import Flaw
from services.documents.files.domain.formats import TIFF, format_of
from services.documents.readers import pages, reading
from services.documents.redaction import finding, leaves, measuring
from tests.corpora.leaking_pdfs import SECRET, clean
from tests.corpora.scans import HONEST_SCANS, SCANS, fax, raw, scanned

needs_reader = pytest.mark.skipif(not reading.can_read(), reason="no tesseract with Indonesian")
TELLING = {"scan with everything that a camera says", "scan with what belongs to other programs"}
BOX = (0.0, 0.0, 1.0, 0.45, "h")  # over the line on a page


@pytest.fixture(scope="module")
def bundle() -> bytes:
    """Three pages of which the second names somebody."""
    return scanned("Berita acara", f"NIK : {SECRET}", "Ditetapkan di Depok")


@pytest.mark.parametrize("what", SCANS)
def test_a_hostile_scan_is_refused_for_what_is_wrong_with_it(what: str) -> None:
    _, make, flaw = SCANS[what]
    assert _flaw(make()) == flaw


@pytest.mark.parametrize("what", HONEST_SCANS)
def test_an_honest_scan_is_taken(what: str) -> None:
    name, make = HONEST_SCANS[what]
    assert (format_of(name), _flaw(make())) == (TIFF, None)


def _flaw(content: bytes) -> Flaw | None:
    assert scanning.type_of(content[: scanning.HEAD]) == TIFF.signature
    return examining.examine(io.BytesIO(content), TIFF.media_type)


@needs_reader
def test_a_number_on_a_later_page_is_read_found_and_among_the_words(bundle: bytes) -> None:
    told, thumbnail = previewing.work(io.BytesIO(bundle), media_type=TIFF.media_type)
    assert told["whole"]
    assert all(words in told["words"] for words in ("Berita acara", SECRET, "Ditetapkan di Depok"))
    assert thumbnail.startswith(b"\x89PNG")
    asked: dict[str, Any] = {"words": ["Depok"], "patterns": ["nik"], "only": None}
    seen, _ = finding.work(io.BytesIO(bundle), media_type=TIFF.media_type, **asked)
    assert [(one["page"], one["kind"]) for one in seen["items"]] == [(2, "nik"), (3, "name")]
    assert 0 < seen["items"][0]["y"] < BOX[3] - seen["items"][0]["height"]


def test_the_confined_child_draws_every_page_in_the_shape_of_its_paper(bundle: bytes) -> None:
    with TemporaryFile() as file:
        file.write(bundle)
        file.flush()
        job = "services.documents.redaction.measuring"
        told, _ = confining.run(job, cast(BinaryIO, file), media_type=TIFF.media_type, at_most=200)
    assert (told["pages"], [round(width) for width, _ in told["sizes"]]) == (3, [842] * 3)
    (flat,) = measuring.work(io.BytesIO(fax()), media_type=TIFF.media_type, at_most=1)[0]["sizes"]
    assert flat[0] / flat[1] == pytest.approx(1728 / 600, rel=0.05)
    with leaves.opened(io.BytesIO(fax()), TIFF.media_type) as found:
        shown = found[0].picture(200)
    assert shown.width / shown.height == pytest.approx(1728 / 600, rel=0.05)


def test_a_page_that_lies_on_its_side_stands_upright() -> None:
    with leaves.opened(io.BytesIO(raw(t274=(3, b"\6\0"))), TIFF.media_type) as found:
        shown, size = found[0].picture(200), found[0].size
    assert shown.height / shown.width == size[1] / size[0] == 1.5


def test_a_copy_has_every_page_and_nothing_of_what_was_blackened(bundle: bytes) -> None:
    annex = base64.b64encode(clean()).decode()
    told, copy = making.work(
        io.BytesIO(bundle), media_type=TIFF.media_type, boxes={"2": [BOX]}, masks=[], names=[],
        says={"title": "Salinan", "made_on": "2026-11-26T00:00:00Z", "annex": annex, "log": None},
    )  # fmt: skip
    assert told["readable"] == reading.can_read()
    assert told["findings"] == []
    document = pypdfium2.PdfDocument(copy)
    drawn = [pages.picture(document[place], 100).convert("L") for place in range(len(document))]
    assert len(drawn) == 4  # and the annex
    black = drawn[1].crop((0, 0, drawn[1].width // 20, int(drawn[1].height * 0.44)))
    assert black.getextrema() == (0, 0)
    assert _text(copy).count("Ditetapkan di Depok") == reading.can_read()
    assert SECRET not in _text(copy)


def _text(pdf: bytes) -> str:
    """What another program reads in a PDF, if it is here."""
    if not shutil.which("pdftotext"):
        return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    return subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.skipif(not shutil.which("tesseract"), reason="no tesseract")
def test_another_program_reads_the_same_pages(bundle: bytes) -> None:
    with TemporaryFile() as file:
        file.write(bundle)
        file.seek(0)
        said = subprocess.run(["tesseract", "-", "-"], stdin=file, capture_output=True, text=True, check=True).stdout
    assert all(words in said.replace("\f", "\n") for words in ("Berita acara", SECRET, "Ditetapkan di Depok"))


def test_letters_in_black_and_white_stay_legible_when_a_page_is_drawn_smaller() -> None:
    with leaves.opened(io.BytesIO(scanned("Berita acara")), TIFF.media_type) as found:
        small = found[0].picture(40).convert("L")
    assert len(small.getcolors() or ()) > 10  # greys, not the few points that happened to be met
