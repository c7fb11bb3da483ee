"""What a written notice must say before it may be issued. Pure: no database, no clock.

UU 14/2008 ps. 22(7) lists it: held or not and by whom (a, b), given or refused and why (c), all or part and what part
(d, e), medium and format (f), cost and how to pay it (g). Of a partial grant each part that is not given has its own
reason, and only what is exempt rests on Pasal 17. A refusal rests on a letter of Pasal 17, an Act and a
consequence test (ps. 19) and, where the exemption is not permanent, on a period (ps. 20); nothing of ps. 18(1) may be
refused.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chassis.errors import Fault, Invalid
from contracts.stages import Stage
from contracts.standing import FileStanding
from services.registry.cases.domain.cases import Act
from services.registry.cases.domain.terms import years_later
from services.registry.decisions.domain.redactions import Blackened, Unstated
from services.registry.decisions.domain.redactions import faults as blackening_faults
from statute.acts import miscited
from statute.exemptions import always_open, blackening, exemptions

SHORTEST_STATEMENT, SHORTEST_REASON = 20, 40  # in characters: shorter than a sentence explains nothing
LAW_IN_FORCE = date(2010, 4, 30)  # UU 14/2008 ps. 64: no consequence test is older

OUTCOMES: Mapping[Stage, Act] = {
    Stage.GRANTED: Act.GRANT,
    Stage.PARTLY_GRANTED: Act.GRANT_PARTLY,
    Stage.REFUSED: Act.REFUSE,
    Stage.NOT_HELD: Act.STATE_NOT_HELD,
    Stage.NOT_DOCUMENTED: Act.STATE_NOT_DOCUMENTED,
}


_SOON = "Salinan dokumen ini yang akan diberikan masih disiapkan. Coba lagi sebentar lagi."
_GONE = "Dokumen ini tidak dapat diberikan: berkasnya tidak ada lagi atau rusak."
NOT_GIVEN = {
    FileStanding.CHECKING: _SOON,
    FileStanding.COPYING: _SOON,
    FileStanding.HELD_BACK: "Dokumen ini belum dapat diberikan; lihat sebabnya pada berkas itu.",
    FileStanding.TO_JUDGE: "Dokumen ini memuat data pribadi yang belum dinilai; lihat temuannya pada berkas itu.",
    FileStanding.REPLACED: "Dokumen ini tidak diberikan: salinannya yang dihitamkan menggantikannya. Berikan salinan "
    "itu setelah disetujui.",
    FileStanding.DAMAGED: _GONE,
    FileStanding.LOST: _GONE,
    FileStanding.REFUSED: _GONE,
    FileStanding.DESTROYED: _GONE,
}


class Medium(StrEnum):
    """In which form information is given (UU 14/2008 ps. 22(7)f)."""

    SOFTCOPY = "softcopy"
    HARDCOPY = "hardcopy"
    VIEW = "view"

    @property
    def label(self) -> str:
        """The medium as a letter names it."""
        return _MEDIA[self]


_MEDIA = {
    Medium.SOFTCOPY: "berkas digital",
    Medium.HARDCOPY: "cetakan di kertas",
    Medium.VIEW: "dilihat, dibaca, atau dicatat di kantor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The content of a written notice before it is issued.

    Attributes:
        statement: the answer in plain words.
        given: of a partial grant, the part that is given (ps. 22(7)d). withheld: the part that is exempt (ps. 22(7)e).
        not_held, not_documented, not_in_form: the parts that no exemption closes: another holds them, nobody wrote them
        down yet, or they are not there in the form that was asked for (ps. 22(7)a, 6(3)e, 22(7)f).
        medium: how it is given; documents: the files; handover: where and when, if not by file.
        cost: in rupiah; cost_items: what it is made up of, by the decree on the tariff; payment: how to pay it.
        exemption: letter of Pasal 17; basis: the Act; consequence: of opening, found on `tested_on`;
        exempt_until: the last day of the exemption, None where it has none.
        not_always_open: the decider confirms that what is refused is none of what may never be closed (ps. 18(1)).
        blackened_unasked: the decider states that what is blackened in the files of a full grant was not asked for.
        entry: the entry of the national exempt list that the decision rests on instead, and its decree (R-11).
        holder: who holds the information, if that is known.
    """

    act: Act
    statement: str
    given: str | None = None
    withheld: str | None = None
    not_held: str | None = None
    not_documented: str | None = None
    not_in_form: str | None = None
    medium: Medium | None = None
    documents: tuple[str, ...] = ()
    handover: str | None = None
    cost: int = 0
    cost_items: str | None = None
    tariff: str | None = None
    payment: str | None = None
    exemption: str | None = None
    basis: str | None = None
    consequence: str | None = None
    tested_on: date | None = None
    exempt_until: date | None = None
    not_always_open: bool = False
    blackened_unasked: bool = False
    entry: str | None = None
    decree: str | None = None
    holder: str | None = None

    @property
    def exempts(self) -> bool:
        """Whether something is closed by Pasal 17; a partial grant may lack only what the office cannot give."""
        return self.act is Act.REFUSE or any(getattr(self, field) for field in _CLOSED_PART)


# Which fields a decision may have beyond the statement, by what HTTP calls them where that differs.
_GIVING = frozenset({"medium", "documents", "handover", "cost", "cost_items", "tariff", "payment"})
_CLOSING = frozenset({"exemption", "basis", "consequence", "tested_on", "exempt_until"})
_LISTED = frozenset({"entry"})
_CONFIRMED = frozenset({"not_always_open"})
_UNASKED = frozenset({"blackened_unasked"})
_LACKED = frozenset({"not_held", "not_documented", "not_in_form"})
_PARTS = frozenset({"given", "withheld"}) | _LACKED
_CLOSED_PART = _CLOSING | _LISTED | {"withheld"}
_HOLDER = frozenset({"holder"})
_POINTERS = {"basis": "act"}
_BELONGS: Mapping[Act, frozenset[str]] = {
    Act.GRANT: _GIVING | _UNASKED,
    Act.GRANT_PARTLY: _GIVING | _CLOSING | _LISTED | _CONFIRMED | _PARTS | _HOLDER,
    Act.REFUSE: _CLOSING | _LISTED | _CONFIRMED,
    Act.STATE_NOT_HELD: _HOLDER,
    Act.STATE_NOT_DOCUMENTED: frozenset(),
}


def check(
    decision: Decision, held: Mapping[str, FileStanding], today: date, blackened: Sequence[Blackened] = ()
) -> None:
    """Whether a notice says all that its outcome must say, and nothing that does not belong to it.

    Args:
        decision: what is to be issued. held: the files that the office holds for this case, and whether each
        may be given. today: in the office's zone. blackened: the files to be given in which something is blackened.

    Raises:
        Invalid: naming every field that is missing or wrong (R-10 to R-12: UU 14/2008 ps. 17, 19, 20 and 22(7)).
        Unstated: the same, and among them that nobody states what a full grant with a blackened copy rests on.
    """
    belongs = _BELONGS[decision.act]
    faults = list(_strangers(decision, belongs))
    if belongs >= _PARTS:
        faults += _part_faults(decision, blackened)
    if belongs >= _GIVING:
        faults += _giving_faults(decision, held)
    if decision.exempts and belongs >= _CLOSING and decision.entry is None:  # the list has tested what it holds
        faults += _closing_faults(decision, today)
    if decision.exempts and belongs >= _CONFIRMED:
        faults += confirmation_faults(decision.not_always_open)
    if belongs >= _UNASKED:
        faults += blackening_faults(blackened, unasked=decision.blackened_unasked)
    if faults:
        unstated = belongs >= _UNASKED and blackened and not decision.blackened_unasked
        raise (Unstated if unstated else Invalid)(faults=faults)


def _strangers(decision: Decision, belongs: frozenset[str]) -> Iterable[Fault]:
    for field in sorted((_GIVING | _CLOSING | _LISTED | _CONFIRMED | _UNASKED | _PARTS | _HOLDER) - belongs):
        if getattr(decision, field):
            yield Fault(
                f"/{_POINTERS.get(field, field)}",
                f"Kosongkan: tindakan {decision.act.label} tidak memuat isian ini.",
            )


def _part_faults(decision: Decision, blackened: Sequence[Blackened]) -> Iterable[Fault]:
    if not decision.given:
        yield Fault("/given", "Sebutkan bagian informasi yang diberikan.")
    if decision.holder and not decision.not_held:
        yield Fault("/not_held", "Sebutkan bagian mana yang dikuasai badan publik itu, bukan kantor ini.")
    if decision.withheld:
        return
    if decision.exempts:
        yield Fault("/withheld", "Sebutkan bagian informasi yang dikecualikan atau dihitamkan.")
    elif blackened:
        yield Fault(
            "/withheld",
            "Di antara berkas yang diberikan ada salinan yang dihitamkan. Sebutkan bagian yang dikecualikan dan "
            f"alasannya ({blackening().article}).",
        )
    elif not any(getattr(decision, field) for field in _LACKED):
        yield Fault(
            "/withheld",
            "Sebutkan bagian yang tidak diberikan beserta alasannya: dikecualikan, tidak dikuasai, belum "
            "didokumentasikan, atau tidak tersedia dalam bentuk yang diminta.",
        )


def _giving_faults(decision: Decision, held: Mapping[str, FileStanding]) -> Iterable[Fault]:
    if decision.medium is None:
        yield Fault("/medium", "Pilih bentuk informasi yang diberikan.")
    elif decision.medium is Medium.SOFTCOPY and not decision.documents:
        yield Fault("/documents", "Lampirkan sedikitnya satu dokumen jawaban.")
    elif decision.medium is not Medium.SOFTCOPY and not decision.handover:
        yield Fault("/handover", "Sebutkan tempat dan waktu pemohon dapat melihat atau menerima informasinya.")
    yield from file_faults(decision.documents, held)
    yield from _cost_faults(decision)


def _cost_faults(decision: Decision) -> Iterable[Fault]:
    """Only copies on paper cost anything, and only what they really cost (ps. 21; PerKI 1/2010 ps. 27-28; practice of
    KPU): by the tariff that the head of the body set, item by item. To look at information, or to download it, is free.
    """
    asked = {
        "cost_items": "Rinci biayanya, misalnya: fotokopi 150 lembar x Rp100 = Rp15.000.",
        "tariff": "Sebutkan nomor dan tanggal keputusan tarifnya.",
        "payment": "Sebutkan cara membayar biayanya.",
    }
    if decision.cost and decision.medium is not Medium.HARDCOPY:
        yield Fault("/cost", "Hanya cetakan di kertas yang dapat dikenai biaya; bentuk ini diberikan tanpa biaya.")
        return
    for field, sentence in asked.items():
        said = getattr(decision, field)
        if decision.cost and not said:
            yield Fault(f"/{field}", sentence)
        elif said and not decision.cost:
            yield Fault(f"/{field}", "Kosongkan: tidak ada biaya.")


def file_faults(documents: Iterable[str], held: Mapping[str, FileStanding]) -> Iterable[Fault]:
    """Return what is wrong with files that are to be given."""
    for place, document in enumerate(documents):
        if document not in held:
            yield Fault(f"/documents/{place}", "Dokumen ini tidak ada pada berkas permohonan ini.")
        elif held[document] in NOT_GIVEN:
            yield Fault(f"/documents/{place}", NOT_GIVEN[held[document]])


def confirmation_faults(not_always_open: bool) -> Iterable[Fault]:
    """Return what is wrong unless it was confirmed that nothing is closed that may never be (UU 14/2008 ps. 18(1))."""
    if not not_always_open:
        yield Fault(
            "/not_always_open",
            f"Periksa daftarnya, lalu nyatakan bahwa informasi ini tidak termasuk ({always_open().article}).",
        )


def _closing_faults(decision: Decision, today: date) -> Iterable[Fault]:
    if decision.exemption not in exemptions():
        yield Fault("/exemption", "Pilih huruf Pasal 17 UU 14/2008 yang menjadi dasar penolakan.")
    if fault := miscited(decision.basis or "", today):
        yield Fault("/act", fault)
    if not decision.consequence or len(decision.consequence) < SHORTEST_REASON:
        yield Fault(
            "/consequence",
            f"Uraikan akibat bila informasi dibuka, sedikitnya {SHORTEST_REASON} huruf (uji konsekuensi, Pasal 19).",
        )
    if decision.tested_on is None or not LAW_IN_FORCE <= decision.tested_on <= today:
        yield Fault("/tested_on", "Isi tanggal uji konsekuensi: tidak setelah hari ini, tidak sebelum 30 April 2010.")
    yield from _period_faults(decision, today)


def _period_faults(decision: Decision, today: date) -> Iterable[Fault]:
    """Return the period of ps. 20: set where the exemption is not permanent, in the future, within the
    law's longest.
    """
    exemption = exemptions().get(decision.exemption or "")
    until = decision.exempt_until
    if exemption is None:
        return
    if until is None:
        if not exemption.permanent:
            yield Fault(
                "/exempt_until",
                f"Isi sampai kapan informasi ini dikecualikan: pengecualian huruf {exemption.letter} tidak permanen "
                "(UU 14/2008 Pasal 20).",
            )
    elif until <= today:
        yield Fault("/exempt_until", "Tanggal akhir pengecualian harus setelah hari ini.")
    elif exemption.max_years and until > years_later(today, exemption.max_years):
        yield Fault("/exempt_until", f"Pengecualian huruf {exemption.letter}: {exemption.period}")
