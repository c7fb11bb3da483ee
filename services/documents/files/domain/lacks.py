"""Why a file that is on record cannot be handed out. Pure."""

from enum import StrEnum

from services.documents.files.domain.files import State
from services.documents.files.domain.keeping import Fault


class Lack(StrEnum):
    """Why a file is not there."""

    WAITING = "waiting"
    LOST = "lost"
    MISSING = "missing"
    DAMAGED = "damaged"
    DESTROYED = "destroyed"
    KEPT_BACK = "kept_back"

    @property
    def sentence(self) -> str:
        """Why, to whoever looks for the file."""
        return _SENTENCES[self]


_LATER = "Mintalah lagi nanti; setelah pulih, berkas dimuat utuh."
_SENTENCES = {
    Lack.WAITING: "Berkas ini masih menunggu pemeriksaan keamanan.",
    Lack.LOST: "Berkas ini hilang sebelum selesai diperiksa sehingga tidak ada lagi.",
    Lack.MISSING: f"Berkas ini tidak ditemukan di penyimpanan. Pengelola sistem sedang mencarinya. {_LATER}",
    Lack.DAMAGED: f"Berkas ini rusak di penyimpanan. Pengelola sistem sedang memulihkannya. {_LATER}",
    Lack.DESTROYED: "Berkas ini telah dimusnahkan menurut jadwal retensi arsip.",
    Lack.KEPT_BACK: "Berkas ini belum dapat diberikan: kantor masih memeriksa apakah memuat data yang tersembunyi.",
}
_OF_STATES = {State.WAITING: Lack.WAITING, State.LOST: Lack.LOST, State.DESTROYED: Lack.DESTROYED}
# What the record of acts says when each of them came; a file waits since it was received.
FOUND_BY = ("document.damaged", "document.lost", "document.destroyed")


def lack_of(state: State, fault: str | None) -> Lack | None:
    """Why a file in this state, in which that was found wrong, cannot be handed out; None where it can."""
    if state in _OF_STATES:
        return _OF_STATES[state]
    if fault:
        return Lack.MISSING if fault == Fault.MISSING else Lack.DAMAGED
    return None
