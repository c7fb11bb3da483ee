"""What a written notice must say before it may be issued. Pure: no database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass

from chassis.errors import Fault, Invalid
from services.registry.domain.cases import Act
from statute.exemptions import exemptions


@dataclass(frozen=True, slots=True)
class Decision:
    """The content of a written notice (UU 14/2008 ps. 22(7)) before it is issued."""

    act: Act
    statement: str
    documents: tuple[str, ...] = ()
    exemption: str | None = None
    basis: str | None = None
    consequence: str | None = None


def check(decision: Decision, held: frozenset[str]) -> None:
    """A grant names documents that the office holds for this case; a refusal its letter, Act and consequence.

    Raises:
        Invalid: naming every field that is missing (R-11: UU 14/2008 ps. 17, 19 and 22(7)c).
    """
    faults = list(_grant_faults(decision, held) if decision.act is Act.GRANT else _refusal_faults(decision))
    if faults:
        raise Invalid(faults=faults)


def _grant_faults(decision: Decision, held: frozenset[str]) -> Iterable[Fault]:
    if not decision.documents:
        yield Fault("/documents", "Lampirkan sedikitnya satu dokumen jawaban.")
    for place, document in enumerate(decision.documents):
        if document not in held:
            yield Fault(f"/documents/{place}", "Dokumen ini tidak ada pada berkas permohonan ini.")


def _refusal_faults(decision: Decision) -> Iterable[Fault]:
    if decision.exemption not in exemptions():
        yield Fault("/exemption", "Pilih huruf Pasal 17 UU 14/2008 yang menjadi dasar penolakan.")
    if not decision.basis:
        yield Fault("/act", "Sebutkan undang-undang yang menjadi dasar pengecualian.")
    if not decision.consequence:
        yield Fault("/consequence", "Uraikan konsekuensi bila informasi dibuka (uji konsekuensi, Pasal 19).")
    if decision.documents:
        yield Fault("/documents", "Penolakan tidak menyertakan dokumen.")
