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
    VERIFYING = "verifying"
    INCOMPLETE = "incomplete"
    PROCESSING = "processing"
    EXTENDED = "extended"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    NOT_HELD = "not_held"
    NOT_DOCUMENTED = "not_documented"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"


class ApplicantAct(StrEnum):
    """What an applicant can do on the tracking page."""

    REPAIR = "repair"
    WITHDRAW = "withdraw"


# What the register tells, from which states it can follow, and where it leads. A decision is told by its outcome, an
# act short of one by the stage it leads to.
DECISIONS = (State.GRANTED, State.PARTLY_GRANTED, State.REFUSED, State.NOT_HELD, State.NOT_DOCUMENTED)
_CHECKED = frozenset({State.REGISTERED, State.VERIFYING})
_WITH_OFFICE = _CHECKED | {State.PROCESSING, State.EXTENDED}
TRANSITIONS: Mapping[str, tuple[frozenset[State], State]] = {
    "registered": (frozenset({State.RECEIVED}), State.REGISTERED),
    "verifying": (frozenset({State.INCOMPLETE}), State.VERIFYING),
    "incomplete": (_CHECKED, State.INCOMPLETE),
    "processing": (_CHECKED, State.PROCESSING),
    "extended": (_CHECKED | {State.PROCESSING}, State.EXTENDED),
    "lapsed": (frozenset({State.INCOMPLETE}), State.LAPSED),
    "withdrawn": (_WITH_OFFICE | {State.INCOMPLETE}, State.WITHDRAWN),
    "transferred": (_WITH_OFFICE | {State.INCOMPLETE}, State.TRANSFERRED),
    **{outcome.value: (_WITH_OFFICE, outcome) for outcome in DECISIONS},
}
LETTERS = {State.INCOMPLETE, State.EXTENDED, State.TRANSFERRED}  # what the register tells that comes with a letter
# From where the applicant may act. Whether the register still can follow, the register says.
APPLICANT_ACTS: Mapping[ApplicantAct, frozenset[State]] = {
    ApplicantAct.REPAIR: frozenset({State.INCOMPLETE}),
    ApplicantAct.WITHDRAW: _WITH_OFFICE | {State.INCOMPLETE},
}


def follow(state: str, fact: str) -> State:
    """The state after the register told a fact (`registered`, a stage, or the outcome of a decision).

    Raises:
        Never: the table knows no such fact, or not from this state; the message needs a person.
    """
    sources, target = TRANSITIONS.get(fact, (frozenset(), None))
    if target is None or state not in sources:
        raise Never(f"a request that is {state} cannot follow {fact!r}")
    return target
