"""Who holds a role of the law on a day, and may sign in it. Pure: no database, no clock.

PKPU 22/2023 names five roles and UU 14/2008 ps. 13 the PPID; a decree fills them for a period. Where the holder is
away for a while a daily executive (Plh) stands in, where there is none an acting one (Plt): UU 30/2014 ps. 14.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from chassis.errors import Conflict, Fault, Forbidden, Invalid
from statute.calendar import long_date

STAFF = "staff:"  # how the actor of a person begins; no program signs


class Role(StrEnum):
    """A role of the law in an office."""

    PATRON = "patron"
    ADVISER = "adviser"
    SUPERIOR = "superior"
    PPID = "ppid"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        """The role as people of the office call it."""
        return _ROLES[self]


_ROLES = {
    Role.PATRON: "Pembina",
    Role.ADVISER: "Tim Pertimbangan",
    Role.SUPERIOR: "Atasan PPID",
    Role.PPID: "PPID",
    Role.OFFICER: "petugas",
}
SIGNING = frozenset({Role.SUPERIOR, Role.PPID})  # one person at a time holds these, and signs in them
_FULL = {
    Role.SUPERIOR: "Atasan Pejabat Pengelola Informasi dan Dokumentasi",
    Role.PPID: "Pejabat Pengelola Informasi dan Dokumentasi",
    Role.OFFICER: "Petugas layanan informasi",
}


class Capacity(StrEnum):
    """As what somebody holds a role: appointed to it, for one who is away (Plh), or while there is none (Plt)."""

    DEFINITIVE = "definitive"
    DAILY = "plh"
    ACTING = "plt"

    def label(self, role: Role) -> str:
        """Return the capacity as it stands under a signature."""
        return _BEFORE[self] + _FULL[role]


_BEFORE = {Capacity.DEFINITIVE: "", Capacity.DAILY: "Plh. ", Capacity.ACTING: "Plt. "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """Somebody holds a role from one day to another, both included; `until` is None where no end is set.

    `holder` is the account that the person works with, None for one who has none; `position` is the person's office.
    """

    id: UUID
    role: Role
    capacity: Capacity
    name: str
    position: str
    holder: str | None
    decree_number: str
    decree_on: date
    since: date
    until: date | None

    def covers(self, on: date) -> bool:
        """Whether the person holds the role on a day."""
        return self.since <= on <= (self.until or date.max)

    def meets(self, other: "Appointment") -> bool:
        """Whether both run on some day."""
        first, last = max(self.since, other.since), min(self.until or date.max, other.until or date.max)
        return first <= last

    @property
    def person(self) -> str:
        """Who it is: the account, or the name of one who has none."""
        return self.holder or self.name

    @property
    def signature(self) -> dict[str, str]:
        """What stands under what is signed, as it stands that day: name, capacity, decree; and who it is."""
        return {
            "signer": self.name,
            "capacity": self.capacity,
            "signing_decree": self.decree,
            "signed_by": self.person,
        }

    @property
    def decree(self) -> str:
        """The decree behind it, as a letter names it."""
        return f"Keputusan Nomor {self.decree_number}, {long_date(self.decree_on)}"

    @property
    def told(self) -> str:
        """The person with capacity, decree and period, as a sentence names them."""
        end = f"sampai {long_date(self.until)}" if self.until else "tanpa batas akhir"
        return f"{self.name} ({_BEFORE[self.capacity]}{self.role.label}, {self.decree}, {end})"


class Overlaps(Conflict):
    """Somebody holds that role on a day of this appointment already."""

    code, title = "appointment-overlaps", "Penunjukan ini bertumpang tindih dengan penunjukan lain"


class NotAppointed(Forbidden):
    """Who acts does not hold the role on the day of the act."""

    code, title = "not-appointed", "Anda tidak memegang peran ini pada hari ini"


class PersonNeeded(NotAppointed):
    """A program does not sign: whoever is appointed does it in person."""

    code, title = "person-needed", "Program tidak dapat menandatangani"


def check(said: Appointment, others: Iterable[Appointment], today: date) -> None:
    """Whether an appointment may enter the record beside those that are in it.

    Raises:
        Invalid: naming every field at fault. Overlaps: naming who holds the role then, and what is possible.
    """
    faults = list(_faults(said, today))
    if faults:
        raise Invalid(faults=faults)
    for other in others:
        if said.meets(other) and (why := _in_the_way(said, other)):
            raise Overlaps(why)


def _faults(said: Appointment, today: date) -> Iterator[Fault]:
    if said.decree_on > today:
        yield Fault("/decree_on", "Tanggal keputusan belum terjadi.")
    if said.until and said.until < said.since:
        yield Fault("/until", "Hari terakhir tidak boleh sebelum hari pertama.")
    if said.capacity is not Capacity.DEFINITIVE and said.role not in SIGNING:
        yield Fault("/capacity", "Plh. dan Plt. hanya untuk PPID dan Atasan PPID, yang dijabat satu orang.")
    if said.capacity is Capacity.DAILY and said.until is None:
        yield Fault("/until", "Plh. menggantikan untuk sementara: isi hari terakhirnya (UU 30/2014 ps. 14).")


def _in_the_way(said: Appointment, other: Appointment) -> str | None:
    """Why two appointments with a day in common cannot both stand; None where they can."""
    if {said.role, other.role} == SIGNING and _same_person(said, other):
        return (
            f"{other.told} tidak dapat sekaligus menjadi {said.role.label}: keberatan dijawab orang lain daripada yang "
            "menandatangani keputusan (UU 14/2008 ps. 36(2)). Tunjuk orang lain, atau akhiri dulu penunjukan itu."
        )
    if said.role is not other.role:
        return None
    if said.role not in SIGNING:
        return f"{other.told} sudah tercatat untuk waktu itu." if _same_person(said, other) else None
    if {said.capacity, other.capacity} == {Capacity.DEFINITIVE, Capacity.DAILY} and not _same_person(said, other):
        return None  # who stands in for the other signs while it lasts
    return (
        f"Pada waktu itu {said.role.label} dijabat {other.told}. Yang dapat dilakukan: akhiri dulu penunjukan itu, "
        "pilih waktu lain, atau catat Plh. selama pejabatnya berhalangan (UU 30/2014 ps. 14)."
    )


def _same_person(one: Appointment, other: Appointment) -> bool:
    if one.holder and other.holder:
        return one.holder == other.holder
    return one.name.casefold() == other.name.casefold()


def check_end(appointment: Appointment, last_on: date) -> None:
    """Whether an appointment may end with a day; the day before its first says that it never began.

    Raises:
        Invalid: outside its period.
    """
    if not appointment.since - timedelta(days=1) <= last_on <= (appointment.until or date.max):
        raise Invalid(faults=[Fault("/until", "Hari terakhir harus di dalam masa penunjukan yang tercatat.")])


def holder_on(appointments: Iterable[Appointment], role: Role, on: date) -> Appointment | None:
    """Who signs in a role on a day: whoever stands in, otherwise who is appointed to it; None where nobody is."""
    found = [one for one in appointments if one.role is role and one.covers(on)]
    return max(found, key=lambda one: one.capacity is not Capacity.DEFINITIVE, default=None)


def signatory(appointments: Iterable[Appointment], role: Role, actor: str, today: date) -> Appointment:
    """Return the appointment in which an actor signs today.

    Raises:
        NotAppointed: saying who holds the role, and what is possible. PersonNeeded: the actor is a program.
    """
    known = [one for one in appointments if one.role is role]
    holder = holder_on(known, role, today)
    if holder is None:
        raise NotAppointed(
            f"{_ended(known, actor, today)}Pada {long_date(today)} tidak ada yang ditunjuk sebagai {role.label} di "
            f"kantor ini. Yang dapat dilakukan: Atasan PPID mencatat penunjukan baru atau Plt. {role.label}."
        )
    if not actor.startswith(STAFF):
        raise PersonNeeded(
            f"Program tidak menandatangani sebagai {role.label}; {holder.name} menerbitkannya sendiri. Program dapat "
            "menyiapkan keputusan atas permohonan."
        )
    if actor != holder.holder:
        raise NotAppointed(
            f"{_ended(known, actor, today)}Pada {long_date(today)} yang menandatangani sebagai {role.label} adalah "
            f"{holder.told}. Yang dapat dilakukan: {holder.name} menandatangani, atau Atasan PPID mencatat "
            "penunjukan lain."
        )
    return holder


def _ended(known: Iterable[Appointment], actor: str, today: date) -> str:
    """Since when the actor's own appointment is over; empty for one who never had any."""
    over = [one.until for one in known if one.holder == actor and one.until and one.until < today]
    return f"Penunjukan Anda berakhir {long_date(max(over))}. " if over else ""


def preparer(known: Collection[Appointment], actor: str, on: date) -> str:
    """Who prepared what another signs, as a letter names it: a program by its name, a person as appointed."""
    if not actor.startswith(STAFF):
        return f"program kantor ({actor.partition(':')[2]})"
    person = at_desk(known, actor, on)
    return person.name if person else "petugas kantor"


def at_desk(known: Collection[Appointment], actor: str, on: date) -> Appointment | None:
    """As what somebody at the desk signs on a day: as PPID where he signs in that role, otherwise as an officer.

    A PPID for whom somebody stands in signs as an officer where he is one too, otherwise as nothing.
    """
    ppid = holder_on(known, Role.PPID, on)
    if ppid is not None and ppid.holder == actor:
        return ppid
    return next((one for one in known if one.role is Role.OFFICER and one.holder == actor and one.covers(on)), None)
