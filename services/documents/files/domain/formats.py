"""Which kinds of file are taken, and what they may be called."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from chassis.errors import Fault, Invalid, Problem

LARGEST = 2_000_000_000  # bytes of one file: clamd reads no more than 2^31 - 1, and 2000 MiB as it is set up
LONGEST_NAME = 200  # characters
# What a name may not hold: control, invisible and direction-turning characters, line and paragraph separators,
# characters of private use or none. They make a name look like another one.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SEPARATORS = re.compile(r"[/\\]")


class FileRefused(Problem):
    """The file itself cannot be taken; the detail says why and what to do."""

    status, code, title = 422, "file-refused", "Berkas ini tidak dapat diterima"


class TooLarge(Problem):
    """The file is larger than the platform takes."""

    status, code, title = 413, "too-large", "Berkas ini terlalu besar"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that is taken. `signature` is the media type that its first bytes alone can show."""

    label: str
    media_type: str
    signature: str


_OOXML = "application/vnd.openxmlformats-officedocument"
PDF = Format("PDF", "application/pdf", "application/pdf")
JPEG = Format("JPEG", "image/jpeg", "image/jpeg")
PNG = Format("PNG", "image/png", "image/png")
GIF = Format("GIF", "image/gif", "image/gif")  # of pictures that move the first is shown
TIFF = Format("TIFF", "image/tiff", "image/tiff")
DOCX = Format("DOCX", f"{_OOXML}.wordprocessingml.document", "application/zip")
XLSX = Format("XLSX", f"{_OOXML}.spreadsheetml.sheet", "application/zip")
ODT = Format("ODT", "application/vnd.oasis.opendocument.text", "application/zip")
CSV = Format("CSV", "text/csv", "text/plain")
TEXT = Format("teks", "text/plain", "text/plain")
MAIL = Format("surel", "message/rfc822", "text/plain")  # what tells it from a text is its structure
FORMATS: Mapping[str, Format] = {
    "pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "gif": GIF, "tif": TIFF, "tiff": TIFF, "docx": DOCX,
    "xlsx": XLSX, "odt": ODT, "csv": CSV, "txt": TEXT, "eml": MAIL,
}  # fmt: skip
_TAKEN = "PDF, JPEG, PNG, GIF, TIFF, DOCX, XLSX, ODT, CSV, surel (.eml), atau teks (.txt)"
_LABELS = {
    **{kind.media_type: kind.label for kind in FORMATS.values()},
    "application/zip": "arsip ZIP",
    "text/html": "halaman web (HTML)",
    "application/msword": "dokumen Office lama atau berkas terkunci",
}


def checked_name(raw: str) -> str:
    """The name a file will be shown under, in Unicode's composed form.

    Raises:
        Invalid: empty, too long, or holding path separators or characters that do not show.
    """
    composed = unicodedata.normalize("NFC", raw)
    name = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in composed).strip(" ")
    if not name:
        raise _bad_name("Berkas ini tidak bernama. Beri nama, lalu pilih lagi.")
    if len(name) > LONGEST_NAME:
        raise _bad_name(f"Nama berkas paling panjang {LONGEST_NAME} huruf. Pendekkan namanya, lalu pilih lagi.")
    if _SEPARATORS.search(name):
        raise _bad_name("Nama berkas tidak boleh memuat garis miring (/ atau \\).")
    if any(unicodedata.category(letter) in _HIDDEN for letter in name):
        raise _bad_name("Nama berkas memuat huruf yang tidak terlihat. Tulis ulang namanya, lalu pilih lagi.")
    return name


def _bad_name(sentence: str) -> Invalid:
    return Invalid(faults=[Fault("/name", sentence)])


def format_of(name: str) -> Format:
    """The kind of file that a name claims by its extension.

    Raises:
        FileRefused: no extension, or one of a kind that is not taken.
    """
    stem, dot, extension = name.rpartition(".")
    claimed = FORMATS.get(extension.lower()) if stem and dot else None
    if claimed is None:
        ending = f"Berkas .{extension}" if stem and dot else "Berkas tanpa akhiran nama"
        raise FileRefused(f"{ending} tidak diterima. Kirim sebagai {_TAKEN}.")
    return claimed


def check_size(size: int) -> None:
    """Refuse what is empty or too large.

    Raises:
        FileRefused, TooLarge.
    """
    if size < 1:
        raise FileRefused("Berkas ini kosong. Pilih berkas yang berisi.")
    if size > LARGEST:
        raise TooLarge(f"Paling besar {LARGEST // 10**9} GB. Bagi berkas menjadi beberapa bagian.")


def check_content(name: str, *, expected: str, found: str) -> None:
    """Refuse a file whose content is not what its name says.

    Args:
        name: the checked name.
        expected: the media type that its content should show.
        found: the one it shows.

    Raises:
        FileRefused: the two differ.
    """
    if found == expected:
        return
    extension, claimed = name.rpartition(".")[2], format_of(name)
    truth = f"melainkan {_LABELS[found]}" if found in _LABELS else "atau isinya rusak"
    raise FileRefused(
        f"Nama berkas berakhiran .{extension}, tetapi isinya bukan {claimed.label}, {truth}. "
        f"Simpan ulang sebagai {claimed.label}, atau beri akhiran nama yang sesuai isinya."
    )
