"""What staff see of a kept file before they open it: its first page, small, and its words. Runs in a confined child."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageOps

from services.documents.files.domain import formats
from services.documents.previewing import likeness
from services.documents.previewing.pictures import Reader, thumbnail
from services.documents.readers import packed, pages, scans, seen
from services.documents.showing import mails, sheets, texts

LONGEST = 200_000  # characters of a file's words that are kept
_THUMBNAIL_DPI = 40
_READ_DPI = 200
_LARGEST_SIDE = 3000  # pixels of a picture that is read


def work(file: BinaryIO, *, media_type: str) -> tuple[dict[str, Any], bytes]:
    """The job of the confined child: the words and whether they are all, and a thumbnail (PNG; empty without one)."""
    reader = Reader()
    words, whole = _cut(_WORDS[media_type](file, reader))
    return {"words": words, "whole": whole and not reader.skipped}, _thumbnail(file, media_type)


def _cut(lines: Iterable[str]) -> tuple[str, bool]:
    """The lines up to the most that is kept, and whether that is all."""
    kept, size = list[str](), 0
    for line in lines:
        kept.append(line)
        size += len(line) + 1
        if size > LONGEST:
            return "\n".join(kept)[:LONGEST].strip(), False
    return "\n".join(kept).strip(), True


def _thumbnail(file: BinaryIO, media_type: str) -> bytes:
    file.seek(0)
    if media_type == formats.PDF.media_type:
        return _first_page(file, _THUMBNAIL_DPI)
    if media_type == formats.TIFF.media_type:
        with scans.opened(file) as found:
            return thumbnail(found.picture(0))
    if media_type.startswith("image/"):
        return thumbnail(_picture(file))
    set_anew = likeness.pdf(file, media_type)
    return _first_page(BytesIO(set_anew), likeness.DPI) if set_anew else b""


def _first_page(file: BinaryIO, dpi: int) -> bytes:
    with pages.opened(file) as document:
        return thumbnail(pages.picture(document[0], dpi))


def _picture(file: BinaryIO) -> Image.Image:
    with Image.open(file) as shown:
        shown.draft("RGB", (_LARGEST_SIDE, _LARGEST_SIDE))
        shown.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
        return pages.flat(ImageOps.exif_transpose(shown))


def _pdf(file: BinaryIO, reader: Reader) -> Iterator[str]:
    with pages.opened(file) as document:
        for page in document:
            if seen.is_picture(page):
                yield reader.words(pages.picture(page, _READ_DPI))
            else:
                text = page.get_textpage()
                yield text.get_text_bounded().replace("\r\n", "\n")
                text.close()
            page.close()


def _image(file: BinaryIO, reader: Reader) -> Iterator[str]:
    yield reader.words(_picture(file))


def _scans(file: BinaryIO, reader: Reader) -> Iterator[str]:
    with scans.opened(file) as found:
        for place in range(len(found)):
            if reader.skipped:  # the others would be drawn and not read
                return
            yield reader.words(found.picture(place, _LARGEST_SIDE))


def _plain(file: BinaryIO, _reader: Reader) -> Iterator[str]:
    yield from file.read().decode("utf-8-sig", "replace").splitlines()


def _packed(words: Callable[[packed.Package], Iterator[str]]) -> Callable[[BinaryIO, Reader], Iterator[str]]:
    def look(file: BinaryIO, _reader: Reader) -> Iterator[str]:
        with packed.opened(file) as package:
            yield from words(package)

    return look


_WORDS: Mapping[str, Callable[[BinaryIO, Reader], Iterator[str]]] = {
    formats.PDF.media_type: _pdf,
    formats.JPEG.media_type: _image,
    formats.PNG.media_type: _image,
    formats.GIF.media_type: _image,
    formats.TIFF.media_type: _scans,
    formats.DOCX.media_type: _packed(texts.text),
    formats.XLSX.media_type: _packed(sheets.text),
    formats.ODT.media_type: _packed(texts.text),
    formats.CSV.media_type: _plain,
    formats.TEXT.media_type: _plain,
    formats.MAIL.media_type: lambda file, _reader: mails.text(file),
}
