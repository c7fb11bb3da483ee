"""What is true of a dispute before the Information Commission: its stages and its steps. Pure.

The office does not run the dispute, it keeps the record of it: a step says what happened, on which day and on which
article (PerKI 1/2013, UU 14/2008 ps. 37-50). What waits at each stage, and until when: `dispute_terms`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chassis.errors import Fault, Invalid
from services.registry.cases.domain.cases import NotAllowed
from statute.calendar import long_date


class Stage(StrEnum):
    """Where a dispute stands."""

    FILED = "filed"
    INCOMPLETE = "incomplete"
    REGISTERED = "registered"
    PRELIMINARY = "preliminary"
    MEDIATION = "mediation"
    SETTLED = "settled"
    ADJUDICATION = "adjudication"
    RULED = "ruled"
    COURT = "court"
    COURT_RULED = "court_ruled"
    CASSATION = "cassation"
    FINAL = "final"
    COMPLIED = "complied"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    DISMISSED = "dismissed"
    STOPPED = "stopped"


ENDED = frozenset({Stage.COMPLIED, Stage.NOT_ACCEPTED, Stage.WITHDRAWN, Stage.DISMISSED, Stage.STOPPED})
IN_HEARING = frozenset({Stage.PRELIMINARY, Stage.MEDIATION, Stage.ADJUDICATION})
BEFORE_RULING = frozenset({Stage.FILED, Stage.INCOMPLETE, Stage.REGISTERED}) | IN_HEARING


class Act(StrEnum):
    """What can happen to a dispute."""

    FILE = "file"
    FIND_INCOMPLETE = "find_incomplete"
    COMPLETE = "complete"
    REGISTER = "register"
    OPEN_HEARING = "open_hearing"
    NOT_ACCEPT = "not_accept"
    SET_HEARING = "set_hearing"
    NOTE_ABSENCE = "note_absence"
    EXCUSE_ABSENCE = "excuse_absence"
    START_MEDIATION = "start_mediation"
    EXTEND_MEDIATION = "extend_mediation"
    AGREE = "agree"
    FAIL_MEDIATION = "fail_mediation"
    START_ADJUDICATION = "start_adjudication"
    RULE = "rule"
    RECEIVE_COPY = "receive_copy"
    GO_TO_COURT = "go_to_court"
    RECEIVE_COURT_RULING = "receive_court_ruling"
    GO_TO_CASSATION = "go_to_cassation"
    BECOME_FINAL = "become_final"
    COMPLY = "comply"
    WITHDRAW = "withdraw"
    DISMISS = "dismiss"
    STOP = "stop"

    @property
    def label(self) -> str:
        """The step as people of the office call it."""
        return _ACTS[self]


_ACTS = {
    Act.FILE: "sengketa diajukan",
    Act.FIND_INCOMPLETE: "berkas dinyatakan belum lengkap",
    Act.COMPLETE: "berkas dilengkapi pemohon",
    Act.REGISTER: "diregistrasi Komisi Informasi",
    Act.OPEN_HEARING: "pemeriksaan awal dimulai",
    Act.NOT_ACCEPT: "permohonan sengketa tidak diterima",
    Act.SET_HEARING: "tanggal sidang ditetapkan",
    Act.NOTE_ABSENCE: "salah satu pihak tidak hadir tanpa alasan",
    Act.EXCUSE_ABSENCE: "salah satu pihak tidak hadir dengan alasan",
    Act.START_MEDIATION: "mediasi dimulai",
    Act.EXTEND_MEDIATION: "mediasi diperpanjang",
    Act.AGREE: "sepakat dalam mediasi",
    Act.FAIL_MEDIATION: "mediasi gagal",
    Act.START_ADJUDICATION: "ajudikasi dimulai",
    Act.RULE: "putusan Komisi Informasi dibacakan",
    Act.RECEIVE_COPY: "salinan putusan diterima",
    Act.GO_TO_COURT: "keberatan diajukan ke pengadilan",
    Act.RECEIVE_COURT_RULING: "putusan pengadilan diterima",
    Act.GO_TO_CASSATION: "kasasi diajukan",
    Act.BECOME_FINAL: "putusan berkekuatan hukum tetap",
    Act.COMPLY: "putusan atau kesepakatan dilaksanakan",
    Act.WITHDRAW: "sengketa dicabut pemohon",
    Act.DISMISS: "sengketa gugur",
    Act.STOP: "sengketa dihentikan Komisi Informasi",
}


class Party(StrEnum):
    """Who took the step, or was absent."""

    APPLICANT = "applicant"
    OFFICE = "office"


class Outcome(StrEnum):
    """What a ruling says about the applicant's claim."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the state table: from where, to where (None: it stays), on which article, what has to be said."""

    sources: frozenset[Stage]
    target: Stage | None
    article: str
    needs: frozenset[str] = field(default_factory=frozenset)


def _row(sources: Iterable[Stage], target: Stage | None, article: str, *needs: str) -> Transition:
    return Transition(frozenset(sources), target, article, frozenset(needs))


TRANSITIONS: dict[Act, Transition] = {
    Act.FIND_INCOMPLETE: _row({Stage.FILED}, Stage.INCOMPLETE, "PerKI 1/2013 ps. 17"),
    Act.COMPLETE: _row({Stage.INCOMPLETE}, Stage.FILED, "PerKI 1/2013 ps. 17"),
    Act.REGISTER: _row({Stage.FILED, Stage.INCOMPLETE}, Stage.REGISTERED, "PerKI 1/2013 ps. 18", "number"),
    Act.OPEN_HEARING: _row({Stage.REGISTERED}, Stage.PRELIMINARY, "PerKI 1/2013 ps. 35-36"),
    Act.NOT_ACCEPT: _row(
        {Stage.INCOMPLETE, Stage.PRELIMINARY}, Stage.NOT_ACCEPTED, "PerKI 1/2013 ps. 17, 35-36", "note"
    ),
    Act.SET_HEARING: _row(IN_HEARING | {Stage.REGISTERED, Stage.COURT}, None, "PerKI 1/2013 ps. 35; UU 14/2008 ps. 47"),
    Act.NOTE_ABSENCE: _row(IN_HEARING, None, "PerKI 1/2013 ps. 30-31, 48-49", "party"),
    Act.EXCUSE_ABSENCE: _row(IN_HEARING, None, "PerKI 1/2013 ps. 30", "party", "note"),
    Act.START_MEDIATION: _row({Stage.PRELIMINARY}, Stage.MEDIATION, "PerKI 1/2013 ps. 29, 37"),
    Act.EXTEND_MEDIATION: _row({Stage.MEDIATION}, None, "PerKI 1/2013 ps. 41"),
    Act.AGREE: _row({Stage.MEDIATION}, Stage.SETTLED, "UU 14/2008 ps. 39", "note"),
    Act.FAIL_MEDIATION: _row({Stage.MEDIATION}, Stage.ADJUDICATION, "PerKI 1/2013 ps. 48-49"),
    Act.START_ADJUDICATION: _row({Stage.PRELIMINARY}, Stage.ADJUDICATION, "PerKI 1/2013 ps. 34"),
    Act.RULE: _row({Stage.ADJUDICATION}, Stage.RULED, "UU 14/2008 ps. 46", "number", "outcome"),
    Act.RECEIVE_COPY: _row({Stage.RULED}, None, "PerKI 1/2013 ps. 59"),
    Act.GO_TO_COURT: _row({Stage.RULED}, Stage.COURT, "UU 14/2008 ps. 47-48", "number", "party"),
    Act.RECEIVE_COURT_RULING: _row({Stage.COURT}, Stage.COURT_RULED, "UU 14/2008 ps. 49", "number", "outcome"),
    Act.GO_TO_CASSATION: _row({Stage.COURT_RULED}, Stage.CASSATION, "UU 14/2008 ps. 50", "number", "party"),
    Act.BECOME_FINAL: _row({Stage.RULED, Stage.COURT_RULED, Stage.CASSATION}, Stage.FINAL, "UU 14/2008 ps. 47-50"),
    Act.COMPLY: _row({Stage.SETTLED, Stage.FINAL}, Stage.COMPLIED, "UU 14/2008 ps. 39, 46", "note"),
    Act.WITHDRAW: _row(BEFORE_RULING, Stage.WITHDRAWN, "PerKI 1/2013 ps. 14-15"),
    Act.DISMISS: _row(IN_HEARING, Stage.DISMISSED, "PerKI 1/2013 ps. 30"),
    Act.STOP: _row(BEFORE_RULING, Stage.STOPPED, "PerKI 1/2013 ps. 4(3)", "note"),
}
_ABSENCES = 2  # PerKI 1/2013 ps. 30
_ASIDE = frozenset({Act.SET_HEARING, Act.NOTE_ABSENCE, Act.EXCUSE_ABSENCE})  # noted before or after what they go with


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened on a day; `number` of a register, ruling or court case.

    A second entry puts a wrong one right: `corrects` is the place of that one among all entries, `because` says why.
    """

    act: Act
    on: date
    number: str | None = None
    outcome: Outcome | None = None
    party: Party | None = None
    note: str | None = None
    corrects: int | None = None
    because: str | None = None


def in_force(entries: Sequence[Step]) -> list[Step]:
    """Return the steps as they stand: each in its own place, as the last entry about it has it."""
    standing: dict[int, Step] = {}
    for place, entry in enumerate(entries, 1):
        standing[entry.corrects or place] = entry
    return [standing[place] for place in sorted(standing)]


def check_correction(entries: Sequence[Step], step: Step) -> None:
    """Refuse a correction of the filing, of no recorded step, or without a reason.

    Raises:
        Invalid: naming the field at fault.
    """
    place = step.corrects or 0
    if not 1 < place <= len(entries) or entries[place - 1].corrects is not None:
        raise Invalid(faults=[Fault("/corrects", "Pilih langkah yang tercatat pada sengketa ini.")])
    if not step.because:
        raise Invalid(faults=[Fault("/because", "Tuliskan mengapa catatan itu keliru.")])


def next_stage(stage: Stage, said: Step, before: Sequence[Step], grounds: Iterable[str], today: date) -> Stage:
    """Where a step leads.

    Raises:
        NotAllowed: not from this stage, or not after what happened; the detail says why, and what may follow.
        Invalid: naming what is missing.
    """
    row = TRANSITIONS[said.act]
    if reason := why_not(stage, said.act, before, grounds):
        possible = ", ".join(act.label for act in TRANSITIONS if why_not(stage, act, before, grounds) is None)
        raise NotAllowed(f"{reason} Yang dapat dicatat sekarang: {possible or 'tidak ada'}.")
    faults = list(_faults(said, before, today, row))
    if faults:
        raise Invalid(faults=faults)
    return row.target or stage


def why_not(stage: Stage, act: Act, before: Sequence[Step], grounds: Iterable[str]) -> str | None:
    """Why a step is not possible now, with its article; None where it is."""
    row = TRANSITIONS[act]
    if stage not in row.sources:
        return f"Langkah ini ({row.article}) tidak dapat dicatat pada tahap sengketa sekarang."
    acts = [step.act for step in before]
    absences = [step.party for step in before if step.act is Act.NOTE_ABSENCE]
    match act:
        case Act.START_ADJUDICATION if not about_exemption(grounds):
            return "Sengketa yang bukan tentang pengecualian dimediasi dahulu (PerKI 1/2013 ps. 29, 37)."
        case Act.EXTEND_MEDIATION if Act.EXTEND_MEDIATION in acts:
            return "Mediasi hanya dapat diperpanjang satu kali (PerKI 1/2013 ps. 41)."
        case Act.DISMISS if absences.count(Party.APPLICANT) < _ABSENCES:
            return "Sengketa gugur bila pemohon dua kali tidak hadir tanpa alasan (PerKI 1/2013 ps. 30)."
    return None


def _faults(said: Step, before: Sequence[Step], today: date, row: Transition) -> Iterator[Fault]:
    for name in sorted(row.needs):
        if getattr(said, name) is None:
            yield Fault(f"/{name}", "Wajib diisi untuk langkah ini.")
    last = max((step for step in before if step.act not in _ASIDE), key=lambda step: step.on)
    if said.on < before[0].on:
        yield Fault("/on", "Tanggal langkah tidak boleh sebelum sengketa diajukan.")
    elif said.on < last.on and said.act not in _ASIDE:
        yield Fault("/on", f"Tanggal langkah tidak boleh sebelum {long_date(last.on)}: {last.act.label}.")
    elif said.on > today and said.act is not Act.SET_HEARING:
        yield Fault("/on", "Tanggal langkah tidak boleh setelah hari ini.")


def about_exemption(grounds: Iterable[str]) -> bool:
    """Whether a dispute is about an exemption (UU 14/2008 ps. 35(1)a): not mediated, for the office to prove."""
    return "a" in set(grounds)
