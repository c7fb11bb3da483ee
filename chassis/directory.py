"""Which host is which office: each service's own copy of the national directory, fed by OfficeListed.

Offices are public knowledge, so this table has no row-level security. It is small (hundreds of rows) and read on
every call, so a process keeps answers for some seconds; an office that was just listed is never cached as unknown.
"""

from dataclasses import dataclass
from threading import Lock

from cachetools import TTLCache
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, Text, select, update
from sqlalchemy.dialects.postgresql import ARRAY, insert

from chassis.db import Database, connection, transaction
from chassis.errors import Never, UnknownOffice
from contracts.envelope import Envelope
from contracts.offices import OfficeListed, OfficeProfiled

OFFICE = Table(
    "office",
    MetaData(),
    Column("code", String, primary_key=True),
    Column("level", String, nullable=False),
    Column("name", String, nullable=False),
    Column("parent", String),
    Column("time_zone", String, nullable=False),
    Column("hosts", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("address", Text),
    Column("hours", Text),
    Column("telephone", Text),
    Column("mailbox", Text),
    Column("profile_version", Integer, nullable=False),
)
CACHE_SECONDS = 30  # how long a moved host label may still be answered by its old office


@dataclass(frozen=True, slots=True)
class Profile:
    """Where an office is reached; what nobody has entered is None. `hours` are the hours of service in words."""

    address: str | None = None
    hours: str | None = None
    telephone: str | None = None
    mailbox: str | None = None

    @property
    def line(self) -> str | None:
        """Address, telephone and mailbox on one line, as under a letterhead; None where none of them is known."""
        return " · ".join(part for part in (self.address, self.telephone, self.mailbox) if part) or None

    @property
    def dialled(self) -> str:
        """The telephone as a device dials it."""
        return "".join(sign for sign in self.telephone or "" if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class Office:
    """One office: `code` is the tenant key, `host` its public address label, `time_zone` an IANA name."""

    code: str
    level: str
    name: str
    parent: str | None
    time_zone: str
    host: str
    profile: Profile = Profile()


class Directory:
    """Looks offices up by host label or code in one service's database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = Lock()  # a TTLCache breaks when two threads meet in it, even reading: reading drops what expired
        self._cache: TTLCache[tuple[str, str], Office] = TTLCache(maxsize=4096, ttl=CACHE_SECONDS)

    def by_host(self, label: str) -> Office:
        """Return the active office that answers to a host label.

        Raises:
            UnknownOffice: no active office has it.
        """
        return self._find("host", label)

    def by_code(self, code: str) -> Office:
        """Return the office with a code.

        Raises:
            UnknownOffice: the directory does not hold it.
        """
        return self._find("code", code)

    def codes(self) -> list[str]:
        """Return the codes of all offices, active or not: what an office left behind is still kept."""
        with connection(self._database) as there:
            return list(there.scalars(select(OFFICE.c.code).order_by(OFFICE.c.code)))

    def _find(self, by: str, value: str) -> Office:
        with self._lock:
            known = self._cache.get((by, value))
        if known is None:
            known = self._read(by, value)  # outside the lock: one slow answer must not stop all others
            with self._lock:
                self._cache[(by, value)] = known
        return known

    def _read(self, by: str, value: str) -> Office:
        where = (OFFICE.c.hosts.contains([value]) & OFFICE.c.active) if by == "host" else OFFICE.c.code == value
        with connection(self._database) as there:
            row = there.execute(select(OFFICE).where(where)).one_or_none()
        if row is None:
            raise UnknownOffice
        profile = Profile(row.address, row.hours, row.telephone, row.mailbox)
        return Office(row.code, row.level, row.name, row.parent, row.time_zone, row.hosts[0], profile)


def record_office(message: Envelope[OfficeListed]) -> None:
    """Take over what the directory says, unless what is here is newer: every service's consumer of OfficeListed.

    Raises:
        Never: it was told in the name of another office.
    """
    said = message.data
    _own(message.tenant, said.code)
    values = {
        "level": said.level,
        "name": said.name,
        "parent": said.parent,
        "time_zone": said.time_zone,
        "hosts": list(said.hosts),
        "active": said.active,
        "version": message.aggregate_version,
    }
    statement = insert(OFFICE).values(code=said.code, **values)
    with transaction() as session:
        session.execute(
            statement.on_conflict_do_update(
                index_elements=["code"], set_=values, where=OFFICE.c.version < message.aggregate_version
            )
        )


def record_profile(message: Envelope[OfficeProfiled]) -> None:
    """Take over where an office is reached, unless what is here is newer: every service's consumer of OfficeProfiled.

    Raises:
        Never: it was told in the name of another office.
    """
    profile, version = message.data, message.aggregate_version
    _own(message.tenant, profile.code)
    values = {name: getattr(profile, name) for name in Profile.__dataclass_fields__}
    newer = (OFFICE.c.code == profile.code) & (OFFICE.c.profile_version < version)
    with transaction() as session:
        session.execute(update(OFFICE).where(newer).values(**values, profile_version=version))


def _own(tenant: str, code: str) -> None:
    """Refuse what is told of one office in the name of another."""
    if tenant != code:
        raise Never(f"{tenant} told of {code}")
