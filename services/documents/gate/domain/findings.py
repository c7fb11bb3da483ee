"""What was found in what would be given, and what may still let it through. Pure: no clock, no database.

What is personal may be given where the law says so (UU 14/2008 ps. 18(2)) or where
the checker was mistaken, one finding at a time, with a reason, by the person who signs what is given: the PPID. It is
never the one who brought the file, so two people have looked at whatever personal data is given.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from contracts.standing import FileStanding

CHECKER = "12"  # which rules found what is on record: a number that goes up with every change of what is looked for
PPID = "ppid"
MOST_FINDINGS = 200  # of one file: beyond that nobody looks at them one by one
SHORTEST_REASON = 20  # characters
OWN_FILE = (
    "Anda sendiri yang melampirkan atau mengusulkan berkas ini, jadi temuannya dinilai orang lain: PPID lain di "
    "kantor ini. Bila tidak ada, minta petugas melampirkan berkas ini, lalu Anda yang menilainya; atau hitamkan."
)


class OwnFile(Forbidden):
    """Whoever brought a file does not let stay what was found in it."""

    code = "own-file"


class Given(Conflict):
    """What was given stays given, and with it whatever was said of it."""

    code = "already-given"


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts, in which roles."""

    actor: str
    roles: Collection[str]

    @property
    def is_program(self) -> bool:
        """Whether it is a program with a token of its own, whoever holds its secret: it looks at nothing."""
        return self.actor.startswith("client:")


class Kind(StrEnum):
    """What the checker can find. Each has its sentence in `SENTENCES`."""

    UNREADABLE = "unreadable"
    TOO_MANY = "too_many"
    HIDDEN_TEXT = "hidden_text"
    COVERED_PICTURE = "covered_picture"
    OUTSIDE = "outside"
    REDACTION_MARK = "redaction_mark"
    COMMENT = "comment"
    ATTACHMENT = "attachment"
    SCRIPT = "script"
    REVISION = "revision"
    LEFTOVER = "leftover"
    HIDDEN_LAYER = "hidden_layer"
    FORM_DATA = "form_data"
    TRACKED_CHANGE = "tracked_change"
    HIDDEN_SHEET = "hidden_sheet"
    HIDDEN_ROWS = "hidden_rows"
    HIDDEN_COLUMNS = "hidden_columns"
    HIDDEN_CELLS = "hidden_cells"
    PIVOT_CACHE = "pivot_cache"
    DEFINED_NAME = "defined_name"
    EXTERNAL_LINK = "external_link"
    LOCATION = "location"
    METADATA = "metadata"
    UNREAD = "unread"
    NIK = "nik"
    KK = "kk"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


SENTENCES: Mapping[Kind, str] = {
    Kind.UNREADABLE: "Berkas tidak dapat dibaca sampai habis, jadi tidak dapat dipastikan aman.",
    Kind.TOO_MANY: "Temuan terlalu banyak untuk dinilai satu per satu. Hitamkan dahulu.",
    Kind.HIDDEN_TEXT: "Ada tulisan yang tidak terlihat tetapi dapat disalin, misalnya di bawah kotak hitam.",
    Kind.COVERED_PICTURE: "Ada bagian gambar yang hanya ditutup kotak; gambar di bawahnya masih utuh.",
    Kind.OUTSIDE: "Ada isi di luar tepi yang terlihat.",
    Kind.REDACTION_MARK: "Ada tanda penghitaman yang belum diterapkan; isinya masih utuh.",
    Kind.COMMENT: "Ada catatan atau komentar.",
    Kind.ATTACHMENT: "Ada berkas lain di dalamnya.",
    Kind.SCRIPT: "Ada program di dalamnya.",
    Kind.REVISION: "Isi versi sebelumnya masih tersimpan di dalam berkas.",
    Kind.LEFTOVER: "Ada sisa isi lama yang tidak ditampilkan lagi.",
    Kind.HIDDEN_LAYER: "Ada lapisan yang disembunyikan.",
    Kind.FORM_DATA: "Ada isian formulir yang masih tersimpan.",
    Kind.TRACKED_CHANGE: "Ada perubahan terlacak: kalimat yang dihapus masih tersimpan.",
    Kind.HIDDEN_SHEET: "Ada lembar yang disembunyikan.",
    Kind.HIDDEN_ROWS: "Ada baris yang disembunyikan.",
    Kind.HIDDEN_COLUMNS: "Ada kolom yang disembunyikan.",
    Kind.HIDDEN_CELLS: "Ada sel berisi yang dibuat tidak terlihat.",
    Kind.PIVOT_CACHE: "Ada salinan data sumber tabel pivot.",
    Kind.DEFINED_NAME: "Ada nama rentang yang menunjuk ke isi tersembunyi.",
    Kind.EXTERNAL_LINK: "Ada tautan ke berkas lain beserta salinan isinya.",
    Kind.LOCATION: "Ada koordinat tempat pengambilan gambar.",
    Kind.METADATA: "Ada keterangan tentang pembuat berkas.",
    Kind.UNREAD: "Ada tulisan berupa gambar yang tidak dapat diperiksa otomatis; bacalah sendiri.",
    Kind.NIK: "Ada NIK.",
    Kind.KK: "Ada nomor Kartu Keluarga.",
    Kind.PHONE: "Ada nomor telepon seluler.",
    Kind.EMAIL: "Ada alamat surel.",
    Kind.NAME: "Ada nama yang diminta untuk dihitamkan.",
}


class Reason(StrEnum):
    """Why a finding may stay. The first two are the law's (UU 14/2008 ps. 18(2)); the others say what the thing is."""

    CONSENT = "consent"
    PUBLIC_OFFICE = "public_office"
    MISTAKEN = "mistaken"
    READ = "read"


_PERSON = frozenset({Reason.CONSENT, Reason.PUBLIC_OFFICE, Reason.MISTAKEN})
# A number of the population register says nothing about anybody's office, so that ground does not open it.
ACCEPTABLE: Mapping[Kind, frozenset[Reason]] = {
    Kind.NIK: _PERSON - {Reason.PUBLIC_OFFICE},
    Kind.KK: _PERSON - {Reason.PUBLIC_OFFICE},
    Kind.PHONE: _PERSON,
    Kind.EMAIL: _PERSON,
    Kind.NAME: _PERSON,
    Kind.METADATA: _PERSON,
    Kind.UNREAD: frozenset({Reason.READ}),
}
PERSONAL = frozenset({Kind.NIK, Kind.KK, Kind.PHONE, Kind.EMAIL, Kind.NAME})
_BY_REASON = {Reason.MISTAKEN: "Bukan data pribadi", Reason.READ: "Sudah dibaca dan tidak memuat data pribadi"}


def wording(reason: Reason) -> str:
    """What a reason says, in the law's words where it is the law's."""
    from statute.exemptions import disclosures  # late: the children that find things have no use for the law

    return _BY_REASON[reason] if reason in _BY_REASON else disclosures()[reason].wording


@dataclass(frozen=True, slots=True)
class Finding:
    """Something found: what, where in words for people, and enough of it to recognise it by (masked), if anything."""

    kind: Kind
    where: str
    sample: str = ""

    @property
    def sentence(self) -> str:
        """What it is, in a sentence."""
        return SENTENCES[self.kind]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons for which it may stay; none where it must be removed."""
        return tuple(reason for reason in Reason if reason in ACCEPTABLE.get(self.kind, ()))

    def told(self) -> dict[str, str]:
        """As it is kept and passed on."""
        return asdict(self) | {"kind": str(self.kind)}

    @classmethod
    def heard(cls, told: Mapping[str, Any]) -> "Finding":
        """What `told` said.

        Raises:
            KeyError, ValueError: it is no finding.
        """
        return cls(Kind(told["kind"]), str(told["where"]), str(told["sample"]))


def limited(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without doubles; where there are too many to judge, that as one more."""
    distinct = list(dict.fromkeys(findings))
    if len(distinct) <= MOST_FINDINGS:
        return distinct
    return [Finding(Kind.TOO_MANY, f"{len(distinct)} temuan"), *distinct[:MOST_FINDINGS]]


def open_findings(findings: Sequence[Finding], accepted: Collection[int]) -> list[int]:
    """The places of the findings that keep a file back; what must be removed stays open whatever was accepted."""
    return [place for place, one in enumerate(findings) if not (one.reasons and place in accepted)]


def alone(giver: str, brought_by: str, *, seconded: bool) -> bool:
    """Whether one person brought a file and gave it, with nobody else's eyes on it; `seconded` if somebody let a
    finding stay or approved it as a copy, which takes another person. Allowed, where nothing was found; recorded."""
    return giver == brought_by and not seconded


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody says that a finding (by its place in the list made at `checked_at`) may stay, why, and explains it."""

    finding: int
    reason: str
    words: str
    checked_at: datetime


def check_acceptance(findings: Sequence[Finding], said: Acceptance, person: Person, brought_by: str) -> None:
    """Whether somebody may say that a finding can stay in a file that `brought_by` sent.

    Raises:
        Forbidden: only the PPID may, who signs what is given, and no program.
        OwnFile: the same person brought the file.
        Invalid: there is no such finding, it can only be removed, the reason does not fit it, or says too little.
    """
    check_ppid(person, "menyatakan bahwa suatu temuan boleh tetap ada")
    if person.actor == brought_by:
        raise OwnFile(OWN_FILE)
    if not 0 <= said.finding < len(findings):
        raise Invalid(faults=[Fault("/finding", "Temuan ini tidak ada pada berkas ini.")])
    allowed = findings[said.finding].reasons
    if not allowed:
        sentence = "Temuan ini tidak dapat diterima. Perbaiki berkasnya, atau buat salinan yang dihitamkan."
        raise Invalid(faults=[Fault("/finding", sentence)])
    if said.reason not in allowed:
        raise Invalid(faults=[Fault("/reason", f"Pilih salah satu: {'; '.join(map(wording, allowed))}.")])
    if len(said.words) < SHORTEST_REASON:
        raise Invalid(faults=[Fault("/words", f"Jelaskan dengan sedikitnya {SHORTEST_REASON} huruf.")])


@dataclass(frozen=True, slots=True)
class TakingBack:
    """A PPID takes back that a finding (by its place in the list) may stay, as it was said at that moment."""

    finding: int
    accepted_at: datetime


def check_taking_back(person: Person, *, given: bool) -> None:
    """Whether somebody may take back that a finding can stay; who brought the file may, since less goes out then.

    Raises:
        Forbidden: only the PPID may, who signs what is given, and no program. Given: the file was given already.
    """
    check_ppid(person, "menarik kembali bahwa suatu temuan boleh tetap ada")
    if given:
        raise Given("Berkas ini sudah diberikan, jadi pernyataan tentang temuannya tidak dapat ditarik lagi.")


def check_ppid(person: Person, act: str) -> None:
    """Raises `Forbidden` where it is not the PPID, or a program: what is said in their name a person looked at."""
    if PPID not in person.roles or person.is_program:
        raise Forbidden(f"Hanya PPID sendiri, bukan program, yang dapat {act}.")


class NotChoosable(Conflict):
    """Nothing is to be decided about the original of this file now."""

    code = "not-choosable"


CHOOSABLE = frozenset({FileStanding.COPYING, FileStanding.HELD_BACK, FileStanding.TO_JUDGE, FileStanding.READY})


def check_original(person: Person, brought_by: str, standing: FileStanding, words: str, *, is_copy: bool) -> None:
    """Whether somebody may have the original of a file that `brought_by` sent given as it is, for this reason.

    Raises:
        Forbidden: only the PPID may, and no program. OwnFile: the same person brought the file.
        NotChoosable: it is a copy, or stands where that is not to be decided. Invalid: the reason says too little.
    """
    check_ppid(person, "memutuskan bahwa berkas asli diberikan")
    if person.actor == brought_by:
        raise OwnFile(OWN_FILE)
    if is_copy or standing not in CHOOSABLE:
        raise NotChoosable("Berkas asli tidak dapat dipilih sekarang. Muat ulang halamannya.")
    if len(words) < SHORTEST_REASON:
        raise Invalid(faults=[Fault("/words", f"Jelaskan dengan sedikitnya {SHORTEST_REASON} huruf.")])


def check_giving_up(person: Person, standing: FileStanding, *, chosen: bool) -> None:
    """Whether somebody may have the copy given after all.

    Raises:
        Forbidden: only the PPID may, and no program. NotChoosable: the original was not chosen, or was given already.
    """
    check_ppid(person, "membatalkan pemberian berkas asli")
    if not chosen or standing not in CHOOSABLE:
        raise NotChoosable("Berkas asli tidak dipilih, atau sudah diberikan. Muat ulang halamannya.")
