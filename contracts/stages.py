"""Where a case stands: the register decides by these, the other services and the pages name them."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case stands."""

    VERIFYING = "verifying"
    INCOMPLETE = "incomplete"
    PROCESSING = "processing"
    EXTENDED = "extended"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NOT_DOCUMENTED = "not_documented"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    SPLIT = "split"

    @property
    def label(self) -> str:
        """The stage as people of the office call it."""
        return _LABELS[self]


_LABELS = {
    Stage.VERIFYING: "diperiksa kelengkapannya",
    Stage.INCOMPLETE: "menunggu perbaikan pemohon",
    Stage.PROCESSING: "diproses",
    Stage.EXTENDED: "diproses dengan perpanjangan waktu",
    Stage.GRANTED: "dikabulkan",
    Stage.PARTLY_GRANTED: "dikabulkan sebagian",
    Stage.REFUSED: "ditolak",
    Stage.NOT_HELD: "informasi tidak dikuasai",
    Stage.NOT_DOCUMENTED: "informasi belum didokumentasikan",
    Stage.LAPSED: "tidak ditindaklanjuti",
    Stage.WITHDRAWN: "dicabut pemohon",
    Stage.TRANSFERRED: "dialihkan ke kantor lain",
    Stage.SPLIT: "dipecah menjadi beberapa permohonan",
}
WITH_OFFICE = frozenset({Stage.VERIFYING, Stage.PROCESSING, Stage.EXTENDED})
OPEN = WITH_OFFICE | {Stage.INCOMPLETE}
DECIDED = (Stage.GRANTED, Stage.PARTLY_GRANTED, Stage.REFUSED, Stage.NOT_HELD, Stage.NOT_DOCUMENTED)
HELD = frozenset({Stage.GRANTED, Stage.PARTLY_GRANTED, Stage.REFUSED})  # the office holds what is asked: ps. 22(7)a
GONE = frozenset(Stage) - OPEN - set(DECIDED)  # it ended here without an answer
