"""Passwords as argon2id (RFC 9106; parameters of the OWASP minimum), a bounded number of hashes at once.

A hash takes 19 MiB and tens of milliseconds; without the bound, a flood of sign-ins would take the memory and the
cores that people who are already working need.
"""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from chassis.errors import Unavailable
from chassis.places import Places


class Busy(Unavailable):
    """Too many people are signing in at this moment."""

    seconds = 2


_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_AT_ONCE = Places(2, each=2, patience=2, refusal=Busy)  # a place is free again within milliseconds


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password, with its parameters and salt.

    Raises:
        Busy: see there.
    """
    with _AT_ONCE.one():
        return _HASHER.hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one behind a hash.

    `None` (no such account) takes the same time as a wrong password, so that names cannot be sounded out.

    Raises:
        Busy: see there.
    """
    with _AT_ONCE.one():
        try:
            return _HASHER.verify(kept or _nobody(), password) and kept is not None
        except VerificationError:
            return False


@cache
def _nobody() -> str:
    return _HASHER.hash("")
