"""Papers that prove who asks: what may be handed in, and how much of it. Pure."""

from chassis.errors import Conflict
from services.documents.domain import formats
from services.documents.domain.formats import JPEG, PDF, PNG, FileRefused, Format, TooLarge

LARGEST = 10 << 20  # bytes of one paper: a scan, held in memory while it is sealed
MOST = 30  # papers of one request, so that nobody fills the storage through a tracking page
KINDS = (PDF, JPEG, PNG)


class TooMany(Conflict):
    """The request has as many papers as one may have."""

    code = "too-many-papers"


def judged(name: str, size: int, found: str) -> Format:
    """The kind of file that a paper is, before anything of it is kept.

    Args:
        name: the file's name; only its ending counts, nothing of it is kept.
        size: in bytes. found: the media type that its first bytes show.

    Raises:
        Invalid, FileRefused, TooLarge.
    """
    name = formats.checked_name(name)
    if size > LARGEST:
        raise TooLarge(f"Paling besar {LARGEST >> 20} MB. Pindai dengan ketajaman lebih rendah.")
    formats.check_size(size)
    claimed = formats.format_of(name)
    if claimed not in KINDS:
        raise FileRefused("Kirim surat ini sebagai PDF atau foto (JPEG atau PNG).")
    formats.check_content(name, expected=claimed.signature, found=found)
    return claimed


def check_room(there: int) -> None:
    """Refuse one paper too many.

    Raises:
        TooMany.
    """
    if there >= MOST:
        raise TooMany(f"Paling banyak {MOST} surat untuk satu permohonan; sampaikan yang lain kepada kantor.")
