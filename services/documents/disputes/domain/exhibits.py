"""Which exhibits become pages of a dispute's PDF, why others do not, and who is said to have brought one. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from services.documents.redaction.domain.redactions import REDACTABLE

LARGEST = 64 << 20  # bytes of a file that is put in as pages
MOST_DRAWN = 200  # pages of a file of which pictures have to be made


class Unpaged(StrEnum):
    """Why an exhibit is without its pages; it lies in the ZIP."""

    KIND = "kind"
    LARGE = "large"
    LOCKED = "locked"
    UNREADABLE = "unreadable"
    DRAWN = "drawn"
    FULL = "full"

    @property
    def sentence(self) -> str:
        """Why, to whoever reads the PDF."""
        return _SENTENCES[self]


_IN_ZIP = "Berkasnya ada pada ZIP dengan nama di atas."
_SENTENCES = {
    Unpaged.KIND: f"Berkas jenis ini tidak memiliki halaman. {_IN_ZIP}",
    Unpaged.LARGE: f"Berkas ini terlalu besar untuk dimuat di sini (lebih dari 64 MB). {_IN_ZIP}",
    Unpaged.LOCKED: f"Berkas ini terkunci kata sandi sehingga halamannya tidak dapat dimuat. {_IN_ZIP}",
    Unpaged.UNREADABLE: f"Berkas ini rusak atau terlalu rumit sehingga halamannya tidak dapat dimuat. {_IN_ZIP}",
    Unpaged.DRAWN: f"Halaman berkas ini harus digambar satu per satu, dan lebih dari 200. {_IN_ZIP}",
    Unpaged.FULL: f"PDF ini memuat paling banyak 2.000 halaman bukti dan 256 MB; berkas ini tidak muat lagi. {_IN_ZIP}",
}


@dataclass(frozen=True, slots=True)
class Room:
    """How much more fits into a PDF: pages of exhibits, and bytes."""

    pages: int = 2000
    size: int = 256 << 20

    def less(self, pages: int, size: int) -> "Room":
        """What is left after some more."""
        return Room(self.pages - pages, self.size - size)


def obstacle(media_type: str, size: int) -> Unpaged | None:
    """What keeps a file from becoming pages before anybody reads it."""
    if media_type not in REDACTABLE:
        return Unpaged.KIND
    return Unpaged.LARGE if size > LARGEST else None


def taken_in_by(brought_by: str, name: str | None, *, is_copy: bool) -> str:
    """Who brought a file, in words; of a blackened copy, who proposed it. By account where no name was kept."""
    kind, _, number = brought_by.partition(":")
    person = f"{name}, petugas kantor" if name else f"petugas kantor, akun {number}"
    by = {"staff": person, "client": f"program kantor, {number}"}.get(kind, "sistem")
    return f"{by}, sebagai salinan yang dihitamkan" if is_copy else by
