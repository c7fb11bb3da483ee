"""The people of the demonstration hold the roles that they sign in, so its story can be told from the first start."""

from collections.abc import Iterable
from datetime import date

from chassis import clock
from chassis.client import Refused
from chassis.context import Context
from chassis.directory import Profile
from chassis.service import Runtime
from gateway.backends import Backends
from gateway.backends.appointments import Appointments
from gateway.commands import OFFICER, PPID, SUPERIOR, DemoPerson
from ppid.offices import office

# Who usually holds a role, by level of the office: what sources say of some offices, not a rule (law.md section 5).
_POSITIONS = {
    (SUPERIOR, "ri"): "Sekretaris Jenderal",
    (PPID, "ri"): "Kepala Biro Partisipasi dan Hubungan Masyarakat",
    (PPID, "provinsi"): "Kepala Bagian SDM dan Partisipasi Hubungan Masyarakat",
}
_OTHERWISE = {
    SUPERIOR: "Sekretaris",
    PPID: "Kepala Subbagian Partisipasi Hubungan Masyarakat dan SDM",
    OFFICER: "Staf pelayanan informasi",
}
PROFILES = {  # invented, and said to be
    "32": Profile("Jalan Contoh Nomor 12, Bandung (alamat contoh)", "Senin–Jumat, 08.00–16.00 WIB", "(022) 555 0121"),
    "32.76": Profile(
        "Jalan Contoh Nomor 1, Depok (alamat contoh)", "Senin–Jumat, 08.00–16.00 WIB", "(021) 555 0132",
        "ppid.depok@example.com",
    ),
}  # fmt: skip
_ON_RECORD = "appointment-overlaps"


def appoint(gateway: Runtime, people: Iterable[DemoPerson]) -> None:
    """Let each Atasan PPID of the demonstration record the office's people; who is on record already stays as he is.

    Raises:
        Refused, Unavailable: the registry will not have it, or does not answer.
    """
    people = tuple(people)
    appointments = Appointments(Backends.of(gateway).clients["registry"])
    for atasan in (person for person in people if person.role == SUPERIOR):
        with gateway.acting(Context(atasan.office, atasan.actor, frozenset({SUPERIOR}))):
            for person in (person for person in people if person.office == atasan.office and person.role in _OTHERWISE):
                _record(appointments, person)


def _record(appointments: Appointments, person: DemoPerson) -> None:
    first = date(clock.now().year, 1, 1).isoformat()
    position = _POSITIONS.get((person.role, office(person.office).level), _OTHERWISE[person.role])
    try:
        appointments.record(
            {
                "role": person.role, "name": person.name, "position": position, "holder": person.actor,
                "decree_number": f"1/{first[:4]}", "decree_on": first, "since": first,
            }
        )  # fmt: skip
    except Refused as refused:
        if refused.code != _ON_RECORD:
            raise
