"""What is true of letters: how they are numbered, what one short of a decision is called and says. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.numerals import roman
from services.registry.cases.domain.cases import Act
from statute.book import Purpose, Rule, rule_about
from statute.calendar import long_date
from statute.regimes import Regime


class Kind(StrEnum):
    """A series of letter numbers; each counts for itself, per office and year."""

    NOTICE = "PT"  # pemberitahuan tertulis
    DESK = "SP"  # surat kepada pemohon sebelum keputusan
    REPLY = "TK"  # tanggapan atas keberatan
    REPORT = "LT"  # laporan tahunan


def letter_number(serial: int, kind: Kind, office: str, on: date) -> str:
    """Return the number of a letter, such as `007/PPID-PT/32.76/XI/2026` (format of our own, like the registration
    number).

    Args:
        serial: its place in the series of the year, from 1. office: region code. on: the day of issue.
    """
    return f"{serial:03}/PPID-{kind}/{office}/{roman(on.month)}/{on.year}"


@dataclass(frozen=True, slots=True)
class Form:
    """A letter short of a decision: its title, what its words are, what the applicant may do, its day and receiver."""

    title: str
    heading: str
    rights: str
    day: str | None = None
    receiver: str | None = None


_SILENCE = "Anda berhak mengajukan keberatan kepada atasan PPID (UU 14/2008 Pasal 35 ayat (1))."
FORMS = {
    Act.DECLARE_COMPLETE: Form(
        "Pemberitahuan permohonan lengkap",
        "Hasil pemeriksaan",
        f"Permohonan Anda diproses. Bila tidak dijawab pada waktunya, {_SILENCE}",
    ),
    Act.DECLARE_INCOMPLETE: Form(
        "Surat keterangan tidak lengkap",
        "Yang perlu dilengkapi",
        "Lengkapi permohonan di halaman permohonan Anda atau di kantor kami dalam {term} sejak Anda menerima surat "
        "ini. Dihitung dari hari terbit, waktunya sampai {until} ({article}). Yang tidak dilengkapi sampai batasnya "
        "dicatat tidak ditindaklanjuti; Anda tetap dapat mengajukan permohonan baru.",
        "Dilengkapi paling lambat",
    ),
    Act.CLARIFY: Form(
        "Permintaan penjelasan",
        "Pertanyaan kami",
        "Jawab di halaman permohonan Anda atau di kantor kami, agar informasi yang diberikan tepat. Pertanyaan ini "
        f"tidak menghentikan waktu kami untuk menjawab. Bila permohonan tidak dijawab pada waktunya, {_SILENCE}",
    ),
    Act.EXTEND: Form(
        "Pemberitahuan perpanjangan waktu",
        "Alasan perpanjangan",
        f"Waktu hanya dapat diperpanjang satu kali. Bila tidak dijawab sampai {{until}}, {_SILENCE}",
        "Dijawab paling lambat",
    ),
    Act.WITHDRAW: Form(
        "Pemberitahuan pencabutan permohonan",
        "Bagaimana permohonan dicabut",
        "Permohonan ini ditutup tanpa jawaban. Bila Anda tidak mencabutnya, sampaikan kepada kantor kami. Anda dapat "
        "mengajukan permohonan baru kapan saja.",
    ),
    Act.TRANSFER: Form(
        "Pemberitahuan pengalihan permohonan",
        "Alasan pengalihan",
        "Kantor penerima memberi permohonan Anda nomor baru dan menjawabnya; Anda tidak perlu mengajukannya lagi. Hari "
        "penerimaan di kantor kami tetap tercatat. Bila kantor penerima tidak menjawab pada waktunya, Anda berhak "
        "mengajukan keberatan kepada atasan PPID kantor itu (UU 14/2008 Pasal 35 ayat (1)).",
        receiver="Dialihkan kepada",
    ),
    Act.HAND_BACK: Form(
        "Pemberitahuan pengembalian permohonan",
        "Alasan pengembalian",
        "Permohonan Anda kembali ditangani kantor yang mengalihkannya, dengan nomor semula; Anda tidak perlu "
        "mengajukannya lagi. Waktu menjawab berjalan terus sejak permohonan pertama kali diterima. Bila tidak dijawab "
        "pada waktunya, Anda berhak mengajukan keberatan kepada atasan PPID kantor itu (UU 14/2008 Pasal 35 ayat (1)).",
        receiver="Dikembalikan kepada",
    ),
    Act.SPLIT: Form(
        "Pemberitahuan pemecahan permohonan",
        "Alasan pemecahan",
        "Setiap bagian mendapat nomor dan pemberitahuan tertulis sendiri, dan waktunya dihitung dari hari penerimaan "
        f"permohonan ini. Bila suatu bagian tidak dijawab pada waktunya, {_SILENCE}",
    ),
}


_TITLES = {"notice": "Pemberitahuan tertulis", "reply": "Tanggapan atas keberatan"}


def title(of: str) -> str:
    """Return what a letter is called: of `notice`, of `reply` (to an objection), or of the act that it was written
    with.
    """
    return _TITLES.get(of) or FORMS[Act(of)].title


def rights(act: Act, issued_on: date, until: date | None) -> str:
    """Return what the applicant may do after a letter of an act, with the day that the act set."""
    repair = rule_about(Regime.ORDINARY, Purpose.REPAIR, issued_on)
    return FORMS[act].rights.format(
        term=f"{repair.value} {repair.unit.label}", until=long_date(until) if until else "", article=repair.article
    )


def dispute_rights(rule: Rule, until: date, silence_until: date | None) -> str:
    """Return what the applicant may do after the answer to an objection; `silence_until` where that came
    after its day.
    """
    term = f"{rule.value} {rule.unit.label}"
    if silence_until:
        return (
            "Tanggapan ini terbit setelah batas waktunya. Bila Anda tidak puas, Anda berhak mengajukan sengketa ke "
            f"Komisi Informasi dalam {term} ({rule.article}). Dihitung sejak batas waktu menjawab, waktunya sampai "
            f"{long_date(silence_until)}; dihitung sejak Anda menerima tanggapan ini, sampai "
            f"{long_date(until)} bila Anda menerimanya pada hari terbit."
        )
    return (
        "Bila Anda tidak puas dengan tanggapan ini, Anda berhak mengajukan sengketa ke Komisi Informasi dalam "
        f"{term} sejak Anda menerimanya. Dihitung dari hari terbit, waktunya sampai "
        f"{long_date(until)} ({rule.article})."
    )
