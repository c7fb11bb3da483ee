"""Where a request stands, as its applicant sees it: the state table.

The register decides (services/registry); intake only shows. What the register tells moves a request on by this table.
"""

from collections.abc import Mapping
from enum import StrEnum

from chassis.errors import Never


class State(StrEnum):
    """Where a request stands, as its applicant sees it."""

    RECEIVED = "received"
    REGISTERED = "registered"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NOT_DOCUMENTED = "not_documented"


# What the register tells, from which state it can follow, and where it leads. A decision is told by its outcome.
DECISIONS = (State.GRANTED, State.PARTLY_GRANTED, State.REFUSED, State.NOT_HELD, State.NOT_DOCUMENTED)
TRANSITIONS: Mapping[str, tuple[State, State]] = {
    "registered": (State.RECEIVED, State.REGISTERED),
    **{outcome.value: (State.REGISTERED, outcome) for outcome in DECISIONS},
}


def follow(state: str, fact: str) -> State:
    """The state after the register told a fact (`registered`, or the outcome of a decision).

    Raises:
        Never: the table knows no such fact, or not from this state; the message needs a person.
    """
    source, target = TRANSITIONS.get(fact, (None, None))
    if target is None or state != source:
        raise Never(f"a request that is {state} cannot follow {fact!r}")
    return target
