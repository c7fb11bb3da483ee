"""What can be done to the directory and to accounts: one function per use case."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from chassis import audit, outbox
from chassis.context import Context, current
from chassis.db import platform_transaction, transaction
from chassis.directory import Profile
from chassis.errors import NotFound
from chassis.service import runtime
from contracts.clients import ClientListed
from contracts.offices import OfficeListed, OfficeProfiled
from gateway import config
from gateway.auth.passwords import hash_password
from gateway.models import ApiClient, ListedOffice, Staff, State

SELF = "service:gateway"
OFFICER, PPID, SUPERIOR, ADMIN = "officer", "ppid", "superior", "admin"


class Listing(Protocol):
    """An office as a list of offices names it; `label` is its host label below the base domain."""

    @property
    def code(self) -> str: ...  # noqa: D102 - the fields of the packaged list
    @property
    def level(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def region_name(self) -> str: ...  # noqa: D102
    @property
    def parent(self) -> str | None: ...  # noqa: D102
    @property
    def time_zone(self) -> str: ...  # noqa: D102
    @property
    def label(self) -> str: ...  # noqa: D102
    @property
    def aliases(self) -> tuple[str, ...]: ...  # noqa: D102


class NotHere(Exception):
    """Demonstration accounts do not exist in production."""


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An office with the accounts `petugas.`, `ppid.`, `atasan.` and `admin.<short>`, and the API client
    `demo-<short>`.
    """

    code: str
    short: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with a demonstration account, the office, and the role that the account is for."""

    office: str
    role: str
    name: str
    actor: str


DEMO = (DemoOffice("00", "ri"), DemoOffice("32", "jabar"), DemoOffice("32.76", "depok"))
_DEMO_PEOPLE = (
    (OFFICER, "petugas", "Petugas contoh", [OFFICER]),
    (PPID, "ppid", "PPID contoh", [OFFICER, PPID]),
    (SUPERIOR, "atasan", "Atasan PPID contoh", [SUPERIOR]),
    (ADMIN, "admin", "Admin contoh", [ADMIN]),
)


def list_offices(offices: Iterable[Listing]) -> int:
    """Take a list of offices into the directory and tell the services of each that is new or changed.

    Parents come before their children. Host labels that somebody edited since stay as they are. An office that the
    list no longer names is left alone. To be called within `Runtime.acting` of any office.

    Returns:
        How many offices were new or changed.
    """
    with platform_transaction() as session:
        known = {row.code: row for row in session.scalars(select(ListedOffice))}
    changed = [office for office in offices if not _same(known.get(office.code), office)]
    for office in changed:
        with runtime().acting(Context(office.code, SELF, frozenset({SELF}))):
            _list(office)
    return len(changed)


def profile_offices(profiles: Mapping[str, Profile]) -> int:
    """Enter where offices are reached, by code, and tell the services of each profile that is new or changed.

    To be called within `Runtime.acting` of any office, once the offices are listed.

    Returns:
        How many profiles were new or changed.
    """
    with platform_transaction() as session:
        known = {row.code: _profile(row) for row in session.scalars(select(ListedOffice))}
    changed = [code for code, profile in profiles.items() if known[code] != profile]
    for code in changed:
        with runtime().acting(Context(code, SELF, frozenset({SELF}))):
            _enter(code, profiles[code])
    return len(changed)


def add_demo_staff(password: str) -> list[DemoPerson]:
    """Create the demonstration accounts, all with one password, or give the existing ones this password.

    Raises:
        NotHere: this is production.
    """
    if not config.demo_allowed(runtime().settings):
        raise NotHere
    hashed = hash_password(password)
    people: list[DemoPerson] = []
    for office in DEMO:
        with runtime().acting(Context(office.code, SELF, frozenset({SELF}))), transaction():
            for role, short, name, roles in _DEMO_PEOPLE:
                staff_id = _add_staff(f"{short}.{office.short}", name, roles, hashed)
                people.append(DemoPerson(office.code, role, name, f"staff:{staff_id}"))
            _add_client(f"demo-{office.short}", password)
    return people


def list_client(client_id: str, *, active: bool) -> bool:
    """Suspend an API client of the office in force, or admit it again, and tell the services.

    Returns:
        Whether this changed anything.

    Raises:
        NotFound: the office has no such client.
    """
    with transaction() as session:
        client = _client(session, client_id)
        if client is None:
            raise NotFound
        if client.active is active:
            return False
        client.active = active
        _tell(client)
        audit.record("client.admitted" if active else "client.suspended", client_id)
    return True


def hash_secret(secret: str) -> bytes:
    """Return the kept form of an API client's secret: made by us, long and random, so a plain hash cannot be guessed
    back.
    """
    return hashlib.sha256(secret.encode()).digest()


def _same(known: ListedOffice | None, said: Listing) -> bool:
    return known is not None and (
        (known.level, known.name, known.region_name, known.parent, known.time_zone, tuple(known.aliases))
        == (said.level, said.name, said.region_name, said.parent, said.time_zone, tuple(said.aliases))
    )


def _list(said: Listing) -> None:
    with transaction() as session:
        office = session.get(ListedOffice, said.code, with_for_update=True)
        if office is None:
            office = ListedOffice(code=said.code, hosts=[said.label], active=True, version=0)
            session.add(office)
        office.level, office.name, office.region_name = said.level, said.name, said.region_name
        office.parent, office.time_zone, office.aliases = said.parent, said.time_zone, list(said.aliases)
        office.version += 1
        outbox.publish(
            OfficeListed(
                code=office.code,
                level=office.level,
                name=office.name,
                parent=office.parent,
                time_zone=office.time_zone,
                hosts=tuple(office.hosts),
                active=office.active,
            ),
            version=office.version,
        )


def _enter(code: str, profile: Profile) -> None:
    with transaction() as session:
        office = session.get_one(ListedOffice, code, with_for_update=True)
        for name, value in asdict(profile).items():
            setattr(office, name, value)
        office.version += 1
        office.profile_version = office.version
        outbox.publish(OfficeProfiled(code=code, **asdict(profile)), version=office.version)


def _profile(office: ListedOffice) -> Profile:
    return Profile(office.address, office.hours, office.telephone, office.mailbox)


def _add_staff(username: str, name: str, roles: list[str], password_hash: str) -> UUID:
    with transaction() as session:
        staff = session.scalar(select(Staff).where(Staff.username == username))
        if staff is None:
            staff = Staff(id=uuid4(), username=username, demo=True)
            session.add(staff)
        staff.name, staff.roles, staff.password_hash, staff.state = name, roles, password_hash, State.ACTIVE
        session.flush()
        audit.record("staff.demo_added", staff.id, roles=roles)
        return staff.id


def _add_client(client_id: str, secret: str) -> None:
    with transaction() as session:
        client = _client(session, client_id)
        if client is None:
            roles = [OFFICER, PPID]
            client = ApiClient(id=client_id, name="Klien contoh", roles=roles, demo=True, active=True, version=0)
            session.add(client)
        client.secret_hash = hash_secret(secret)
        if client.version == 0:
            _tell(client)


def _client(session: Session, client_id: str) -> ApiClient | None:
    return session.get(ApiClient, {"tenant": current().tenant, "id": client_id}, with_for_update=True)


def _tell(client: ApiClient) -> None:
    client.version += 1
    outbox.publish(ClientListed(client_id=client.id, active=client.active), version=client.version)
