"""A password that somebody chooses, typed twice: the questions, and what is wrong with the answers."""

from collections.abc import Iterable, Mapping

from gateway.auth import strength
from gateway.portal import fields
from gateway.portal.fields import Faults, Field

CHOSEN = (
    Field(name="new_password", kind="password", autocomplete="new-password", longest=strength.LONGEST),
    Field(name="password_again", kind="password", autocomplete="new-password", longest=strength.LONGEST),
)


def look(typed: Mapping[str, str], about: Iterable[str]) -> Faults:
    """Return why a password may not be chosen, by field; `about` is what guessers know of its owner."""
    faults = fields.look(typed, CHOSEN)
    first, again = (typed[field.name] for field in CHOSEN)
    if not faults and (weak := strength.weakness(first, about)):
        return {CHOSEN[0].name: weak}
    if not faults and first != again:
        return {CHOSEN[1].name: "password.differs"}
    return faults
