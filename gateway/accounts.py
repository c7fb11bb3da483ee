"""Accounts of people who work for an office: what they are for, what may be done to one, and who may not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from chassis.directory import Office
from chassis.errors import Conflict, Forbidden
from gateway.commands import ADMIN, OFFICER, PPID, SUPERIOR
from gateway.models import State

# What an account is for, and the roles that it has: who runs the accounts works on no case.
ROLES: Mapping[str, tuple[str, ...]] = {
    OFFICER: (OFFICER,),
    PPID: (OFFICER, PPID),
    SUPERIOR: (SUPERIOR,),
    ADMIN: (ADMIN,),
}
# What an administrator does to an account; who was invited becomes active by the link alone.
STEPS: Mapping[State, frozenset[State]] = {
    State.INVITED: frozenset({State.LEFT}),
    State.ACTIVE: frozenset({State.SUSPENDED, State.LEFT}),
    State.SUSPENDED: frozenset({State.ACTIVE, State.LEFT}),
    State.LEFT: frozenset(),
}


class OwnAccount(Forbidden):
    """Nobody changes what they themselves may do, nor opens a second way to their own account."""

    code, title = "own-account", "Akun sendiri diubah oleh admin lain"


class LastAdministrator(Conflict):
    """Without the last administrator nobody of the office could invite another: the office above may."""

    code, title = "last-administrator", "Kantor ini tidak boleh kehilangan admin terakhirnya"


class Settled(Conflict):
    """Where the account stands does not allow it: somebody was quicker."""

    code, title = "account-settled", "Keadaan akun ini sudah berubah"


@dataclass(frozen=True, slots=True)
class Reach:
    """An office whose accounts somebody runs, their own or one directly below, and the roles they may give there."""

    office: Office
    above: bool

    @property
    def roles(self) -> tuple[str, ...]:
        """What an account may be made for."""
        return (ADMIN,) if self.above else tuple(ROLES)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who is to work for an office; `role` is what the account is for."""

    name: str
    username: str
    mailbox: str
    role: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works, or worked, for an office, as the administrator sees them.

    `invited` is whether a link is under way, `reachable` whether there is a mailbox to send one to, `phone`
    whether they sign in with a code.
    """

    id: UUID
    name: str
    username: str
    role: str
    state: State
    invited: bool
    reachable: bool
    phone: bool
    steps: frozenset[State]
