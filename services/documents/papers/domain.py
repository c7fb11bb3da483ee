"""Papers that prove who asks: what may be handed in, and how much of it. Pure."""

from collections.abc import Collection
from datetime import date

from chassis import errors
from chassis.errors import Conflict, Fault, Forbidden, Invalid
from services.documents.files.domain import formats
from services.documents.files.domain.formats import JPEG, PDF, PNG, FileRefused, Format, TooLarge

LARGEST = 10 << 20  # bytes of one paper: a scan, held in memory while it is sealed
MOST = 30  # papers of one request, so that nobody fills the storage through a tracking page
AN_HOUR = 60 << 20  # bytes of papers of one request within an hour: six of the largest
PART = 256 << 10  # bytes of a part of one (`parts`): what a slow line loses when it breaks, a minute of 2G
KINDS = (PDF, JPEG, PNG)
WAYS = ("counter", "letter", "email")  # on which a paper reaches an office beside the tracking page
OFFICER, PPID = "officer", "ppid"


class TooMany(Conflict):
    """The request has as many papers as one may have."""

    code = "too-many-papers"


class TooMuchAtOnce(errors.TooMany):
    """More came for one request within an hour than its papers need."""

    code, title = "too-much-at-once", "Terlalu banyak surat untuk satu permohonan dalam satu jam"


def claimed(name: str, size: int) -> Format:
    """The kind of file that a paper claims to be, before its first byte.

    Args:
        name: the file's name; only its ending counts, nothing of it is kept.
        size: in bytes.

    Raises:
        Invalid, FileRefused, TooLarge.
    """
    name = formats.checked_name(name)
    if size > LARGEST:
        raise TooLarge(f"Paling besar {LARGEST >> 20} MB. Pindai dengan ketajaman lebih rendah.")
    formats.check_size(size)
    kind = formats.format_of(name)
    if kind not in KINDS:
        raise FileRefused("Kirim surat ini sebagai PDF atau foto (JPEG atau PNG).")
    return kind


def check_arrival(way: str | None, came_on: date | None, roles: Collection[str], today: date) -> None:
    """How and when a paper came only an officer says; both or neither, and not of a day to come.

    Raises:
        Forbidden: it was said by somebody else. Invalid: naming the field.
    """
    if not way and not came_on:
        return
    if not {OFFICER, PPID} & set(roles):
        raise Forbidden("Cara dan hari surat tiba hanya dapat diisi oleh petugas.")
    if not way:
        raise Invalid(faults=[Fault("/way", "Pilih bagaimana surat ini tiba.")])
    if came_on is None or came_on > today:
        raise Invalid(faults=[Fault("/came_on", "Isi hari surat ini tiba; hari itu tidak boleh setelah hari ini.")])


def check_content(media_type: str, found: str) -> None:
    """Refuse a paper whose first bytes show another media type than its name claimed.

    Raises:
        FileRefused: they do.
    """
    ending = next(ending for ending, kind in formats.FORMATS.items() if kind.media_type == media_type)
    formats.check_content(f"surat.{ending}", expected=media_type, found=found)


def check_room(there: int) -> None:
    """Refuse one paper too many.

    Raises:
        TooMany.
    """
    if there >= MOST:
        raise TooMany(f"Paling banyak {MOST} surat untuk satu permohonan; sampaikan yang lain kepada kantor.")
