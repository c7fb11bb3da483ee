"""What a written notice says beside its statement, item by item of UU 14/2008 ps. 22(7), in the words of the letter."""

from contracts.numerals import grouped
from contracts.stages import HELD, Stage
from services.registry.cases.domain import terms
from services.registry.cases.models.cases import Case
from services.registry.decisions.domain import redactions
from services.registry.decisions.domain.decisions import Medium
from services.registry.letters.models import Notice
from statute.calendar import long_date
from statute.exemptions import exemptions

Row = tuple[str, str | None]


def items(case: Case, notice: Notice) -> list[Row]:
    """Return label and value of each item; what does not belong to the outcome has no value."""
    return [*_answer(notice), *_closing(notice), _due(case, notice)]


_HOLDING = {
    Stage.NOT_HELD: "Yang diminta tidak berada di bawah penguasaan kantor kami.",
    Stage.NOT_DOCUMENTED: "Belum dikuasai atau belum didokumentasikan (UU 14/2008 Pasal 6 ayat (3) huruf e).",
}


def _answer(notice: Notice) -> list[Row]:
    gives = notice.medium is not None
    outcome = Stage(notice.outcome)
    return [
        ("Keputusan", f"Permohonan {outcome.label}" if outcome in HELD else outcome.label.capitalize()),
        ("Penguasaan informasi", _holding(notice)),
        ("Badan publik yang menguasai", None if notice.not_held else notice.holder),
        ("Informasi yang diberikan", notice.given or ("Seluruh informasi yang diminta" if gives else None)),
        ("Bagian yang tidak diberikan atau dihitamkan", notice.withheld),
        ("Bagian yang tidak kami kuasai", notice.not_held),
        ("Badan publik yang menguasai bagian itu", notice.holder if notice.not_held else None),
        ("Bagian yang belum didokumentasikan", notice.not_documented),
        ("Bagian yang tidak tersedia dalam bentuk yang diminta", notice.not_in_form),
        ("Bentuk", Medium(notice.medium).label.capitalize() if notice.medium else None),
        ("Berkas", f"{len(notice.documents)} berkas, diunduh dari halaman permohonan" if notice.documents else None),
        *redactions.rows(list(map(redactions.Blackened.kept, notice.blackened)), unasked=notice.blackened_unasked),
        ("Tempat dan waktu", notice.handover),
        ("Biaya dan cara membayar", _cost(notice) if gives else None),
        ("Rincian biaya", notice.cost_items),
        ("Keputusan tarif", notice.tariff),
    ]


def _holding(notice: Notice) -> str:
    if notice.not_held or notice.not_documented:
        return "Bagian yang diberikan berada di bawah penguasaan kantor kami; bagian lain disebut di bawah ini."
    return _HOLDING.get(Stage(notice.outcome), "Yang diminta berada di bawah penguasaan kantor kami.")


def _cost(notice: Notice) -> str:
    if not notice.cost:
        return "Tanpa biaya"
    return f"Rp{grouped(notice.cost)}. {notice.payment or ''}"


def _closing(notice: Notice) -> list[Row]:
    exemption = exemptions().get(notice.exemption or "")
    if exemption is None:
        return []
    return [
        ("Dasar pengecualian", f"{exemption.article}: {exemption.wording}"),
        ("Keputusan pengecualian", notice.decree),
        ("Undang-undang yang mengecualikan", notice.basis),
        ("Akibat bila informasi dibuka", notice.consequence),
        ("Tanggal uji konsekuensi", long_date(notice.tested_on) if notice.tested_on else None),
        ("Jangka waktu pengecualian", exemption.told_period(notice.exempt_until)),
    ]


def _due(case: Case, notice: Notice) -> Row:
    said = f"{long_date(notice.due_on)} ({notice.due_article})."
    if case.completeness_due_on and case.complete_from:
        from_receipt = case.due_on if notice.due_on == case.completeness_due_on else case.extended_due_on
        said += f" Dihitung sejak permohonan dilengkapi, {long_date(case.complete_from)}; dari hari penerimaan, "
        said += f"tenggatnya {long_date(from_receipt)}."
    if case.answered_on is not None and case.answered_on > notice.due_on:
        late_by = terms.calendar().working_days_between(notice.due_on, case.answered_on)
        said += f" Dijawab {late_by} hari kerja setelah tenggat." if late_by else " Dijawab setelah tenggat."
    return "Tenggat menurut hukum", said
