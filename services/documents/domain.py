"""What is true of a file: which kinds are taken, what it may be called, how it gets from hand to hand. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from chassis.errors import Fault, Invalid, Problem

LARGEST = 2 << 30  # bytes of one file
LONGEST_NAME = 200  # characters
ORPHAN_AFTER = timedelta(hours=12)  # rows are made first, so one without is from a restored database or nobody's
# What a name may not hold: control, invisible and direction-turning characters, line and paragraph separators,
# characters of private use or none. They make a name look like another one.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_SEPARATORS = re.compile(r"[/\\]")


class State(StrEnum):
    """Where a file stands on its way to the evidence."""

    RECEIVING = "receiving"
    WAITING = "waiting"
    STORED = "stored"
    REFUSED = "refused"
    ABANDONED = "abandoned"
    LOST = "lost"


# Waiting files lie in quarantine; stored ones in the evidence, for good. Refused: the file broke a rule. Abandoned:
# its upload never ended. Lost: it vanished from quarantine, which raises an alarm.
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.RECEIVING: frozenset({State.WAITING, State.REFUSED, State.ABANDONED}),
    State.WAITING: frozenset({State.STORED, State.REFUSED, State.LOST}),
    State.STORED: frozenset(),
    State.REFUSED: frozenset(),
    State.ABANDONED: frozenset(),
    State.LOST: frozenset(),
}
IN_QUARANTINE = frozenset({State.RECEIVING, State.WAITING})
SHOWN = frozenset({State.WAITING, State.STORED, State.REFUSED, State.LOST})


class Purpose(StrEnum):
    """What a file is for."""

    ANSWER = "answer"


class Check(StrEnum):
    """Who checked a file. Where there is no virus scanner the rules on type and container are all there is."""

    CLAMD = "clamd"
    RULES = "rules"


class FileRefused(Problem):
    """The file itself cannot be taken; the detail says why and what to do."""

    status, code, title = 422, "file-refused", "Berkas ini tidak dapat diterima"


class TooLarge(Problem):
    """The file is larger than the platform takes."""

    status, code, title = 413, "too-large", "Berkas ini terlalu besar"


class NoTransition(Exception):
    """The table does not know this step: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that is taken. `signature` is the media type that its first bytes alone can show."""

    label: str
    media_type: str
    signature: str

    @property
    def is_container(self) -> bool:
        """Whether its first bytes only say ZIP, so that its table of contents must be read."""
        return self.signature == "application/zip"


_OOXML = "application/vnd.openxmlformats-officedocument"
PDF = Format("PDF", "application/pdf", "application/pdf")
JPEG = Format("JPEG", "image/jpeg", "image/jpeg")
PNG = Format("PNG", "image/png", "image/png")
DOCX = Format("DOCX", f"{_OOXML}.wordprocessingml.document", "application/zip")
XLSX = Format("XLSX", f"{_OOXML}.spreadsheetml.sheet", "application/zip")
ODT = Format("ODT", "application/vnd.oasis.opendocument.text", "application/zip")
CSV = Format("CSV", "text/csv", "text/plain")
TEXT = Format("teks", "text/plain", "text/plain")
FORMATS: Mapping[str, Format] = {
    "pdf": PDF, "jpg": JPEG, "jpeg": JPEG, "png": PNG, "docx": DOCX, "xlsx": XLSX, "odt": ODT, "csv": CSV, "txt": TEXT,
}  # fmt: skip
_TAKEN = "PDF, JPEG, PNG, DOCX, XLSX, ODT, CSV, atau teks (.txt)"
_LABELS = {
    **{kind.media_type: kind.label for kind in FORMATS.values()},
    "application/zip": "arsip ZIP",
    "text/html": "halaman web (HTML)",
    "image/gif": "GIF",
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
        raise _bad_name("Wajib diisi.")
    if len(name) > LONGEST_NAME:
        raise _bad_name(f"Paling panjang {LONGEST_NAME} huruf.")
    if _SEPARATORS.search(name):
        raise _bad_name("Nama berkas tidak boleh memuat garis miring (/ atau \\).")
    if any(unicodedata.category(letter) in _HIDDEN for letter in name):
        raise _bad_name("Nama berkas memuat huruf yang tidak terlihat; tulis ulang namanya.")
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
        raise TooLarge(f"Paling besar {LARGEST >> 30} GB. Bagi berkas menjadi beberapa bagian.")


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


def next_state(state: State, target: State) -> State:
    """Take a step of the table.

    Raises:
        NoTransition: there is no such step.
    """
    if target not in TRANSITIONS[state]:
        raise NoTransition(f"{state} does not lead to {target}")
    return target


def is_orphan(state: State | None, age: timedelta) -> bool:
    """Whether an object in quarantine is nobody's: its row needs it no more, or there is no row after half a day."""
    return age > ORPHAN_AFTER if state is None else state not in IN_QUARANTINE


def pause(attempts: int) -> timedelta:
    """How long a waiting file rests after so many attempts: 15 seconds, doubling up to 10 minutes."""
    return timedelta(seconds=min(15 * 2 ** min(max(attempts - 1, 0), 10), 600))
