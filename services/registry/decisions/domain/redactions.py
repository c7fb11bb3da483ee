"""What a notice says of files in which something is blackened (UU 14/2008 ps. 22(7)e). Pure.

A request is granted in full although something is blackened only where nobody asked for that, and somebody says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chassis.errors import Fault, Invalid
from contracts.numerals import grouped
from statute.exemptions import blackening, exemptions

POINTER = "/blackened_unasked"
_KINDS = {
    "application/pdf": "PDF",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "text/csv": "CSV",
    "text/plain": "teks",
}
_DIGITS = 8  # of a digest, in a letter: enough to find the file among those of one answer


class Unstated(Invalid):
    """All that was asked for is granted with a blackened copy, and nobody states that what was blackened is no part
    of it."""

    code = "blackened-unstated"


@dataclass(frozen=True, slots=True)
class Blackened:
    """A file in which something is blackened, on `grounds`: letters of UU 14/2008 Pasal 17. `size` is in bytes.

    The register knows no file by its name, since people put names into it.
    """

    document: str
    media_type: str
    size: int
    sha256: str
    grounds: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """As a notice keeps it."""
        return asdict(self)

    @classmethod
    def kept(cls, told: dict[str, Any]) -> "Blackened":
        """As a notice kept it."""
        return cls(**told | {"grounds": tuple(told["grounds"])})

    @property
    def why(self) -> str:
        """The grounds in words."""
        return "; ".join(f"{exemptions()[letter].article} ({exemptions()[letter].title})" for letter in self.grounds)

    @property
    def label(self) -> str:
        """The file as a letter names it: by kind, size and the first digits of its digest."""
        kind = _KINDS.get(self.media_type)
        what = f"berkas {kind}" if kind else "berkas"
        kilobytes = grouped(max(1, round(self.size / 1000)))
        return f"{what}, {kilobytes} KB, SHA-256 {self.sha256[:_DIGITS]}…"


def faults(given: Sequence[Blackened], *, unasked: bool) -> Iterable[Fault]:
    """Return what is wrong with a grant of all that was asked for: something is blackened and nobody says that it was
    not asked for, or that is said of nothing.
    """
    if given and not unasked:
        yield Fault(
            POINTER,
            "Di antara berkas yang diberikan ada salinan yang dihitamkan. Nyatakan bahwa yang dihitamkan tidak "
            "termasuk yang diminta, atau kabulkan sebagian: surat lalu menyebut apa yang dikecualikan dan alasannya "
            f"({blackening().article}).",
        )
    if unasked and not given:
        yield Fault(POINTER, "Kosongkan: tidak ada salinan yang dihitamkan di antara berkas yang diberikan.")


def rows(given: Sequence[Blackened], *, unasked: bool) -> list[tuple[str, str]]:
    """Return what a letter says of the blackened files that it gives: whether it was asked for, then file by file and
    why.
    """
    said = "Pada berkas di bawah ini ada yang dihitamkan. Menurut PPID, itu tidak termasuk informasi yang diminta"
    stated = [("Yang dihitamkan", f"{said} ({blackening().article}).")]
    return [
        *(stated if unasked else []),
        *(("Dihitamkan pada", f"{one.label[0].upper()}{one.label[1:]}: {one.why}") for one in given),
    ]


def noted(given: Sequence[Blackened], signer: str, *, unasked: bool) -> str | None:
    """Return what whoever signed a grant stated of what is blackened in its files, for the record of a dispute."""
    if not unasked:
        return None
    named = "; ".join(f"{one.label}: {one.why}" for one in given)
    return f"{signer} menyatakan bahwa yang dihitamkan tidak termasuk informasi yang diminta ({named})."
