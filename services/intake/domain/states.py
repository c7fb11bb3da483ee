"""Where a request stands, as its applicant sees it: the state table.

The register decides (services/registry); intake only shows. What the register tells moves a request on by this table.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from chassis.errors import Never
from contracts.stages import DECIDED, Stage


class State(StrEnum):
    """Where a request stands, as its applicant sees it."""

    RECEIVED = "received"
    REGISTERED = "registered"
    VERIFYING = Stage.VERIFYING.value
    INCOMPLETE = Stage.INCOMPLETE.value
    PROCESSING = Stage.PROCESSING.value
    EXTENDED = Stage.EXTENDED.value
    GRANTED = Stage.GRANTED.value
    PARTLY_GRANTED = Stage.PARTLY_GRANTED.value
    REFUSED = Stage.REFUSED.value
    NOT_HELD = Stage.NOT_HELD.value
    NOT_DOCUMENTED = Stage.NOT_DOCUMENTED.value
    LAPSED = Stage.LAPSED.value
    WITHDRAWN = Stage.WITHDRAWN.value
    TRANSFERRED = Stage.TRANSFERRED.value
    SPLIT = Stage.SPLIT.value


class ApplicantAct(StrEnum):
    """What an applicant can do on the tracking page."""

    REPAIR = "repair"
    WITHDRAW = "withdraw"
    ANSWER = "answer"


# What the register tells, from which states it can follow, and where it leads (None: the state stays). A decision is
# told by its outcome, an act short of one by the stage it leads to, a question and its answer by themselves.
DECISIONS = tuple(State(stage) for stage in DECIDED)
_CHECKED = frozenset({State.REGISTERED, State.VERIFYING})
_WITH_OFFICE = _CHECKED | {State.PROCESSING, State.EXTENDED}
_OPEN = _WITH_OFFICE | {State.INCOMPLETE}
OPEN = _OPEN | {State.RECEIVED}  # the answer is still to come
_BACK = frozenset({State.TRANSFERRED})  # what was passed on in error is handed back and goes on as it stands
GOING_ON = (State.VERIFYING, State.PROCESSING, State.EXTENDED)  # what an office may take over from another one
TRANSITIONS: Mapping[str, tuple[frozenset[State], State | None]] = {
    "clarify": (_OPEN, None),
    "answer": (_OPEN, None),
    State.REGISTERED: (frozenset({State.RECEIVED}), State.REGISTERED),
    # From a lapse as well: a repair made in time that was longer under way than the register waited.
    State.VERIFYING: (frozenset({State.INCOMPLETE, State.LAPSED}) | _BACK, State.VERIFYING),
    # Again with a later day, after a decree on days off, or after a lapse: the letter came later than it was written.
    State.INCOMPLETE: (_CHECKED | {State.INCOMPLETE, State.LAPSED}, State.INCOMPLETE),
    # From what waits for its applicant as well: the office has what it needs.
    State.PROCESSING: (_CHECKED | {State.INCOMPLETE} | _BACK, State.PROCESSING),
    State.EXTENDED: (_CHECKED | {State.PROCESSING} | _BACK, State.EXTENDED),
    State.LAPSED: (frozenset({State.INCOMPLETE}), State.LAPSED),
    State.WITHDRAWN: (_OPEN, State.WITHDRAWN),
    State.TRANSFERRED: (_OPEN, State.TRANSFERRED),
    State.SPLIT: (_CHECKED | {State.PROCESSING}, State.SPLIT),
    **{outcome.value: (_WITH_OFFICE, outcome) for outcome in DECISIONS},
}
STAYING = frozenset(fact for fact, (_, target) in TRANSITIONS.items() if target is None)
# What the register tells that comes with a letter.
LETTERS = frozenset({State.INCOMPLETE, State.EXTENDED, State.TRANSFERRED, State.SPLIT, "clarify"})
# From where the applicant may act. Whether the register still can follow, the register says.
APPLICANT_ACTS: Mapping[ApplicantAct, frozenset[State]] = {
    ApplicantAct.REPAIR: frozenset({State.INCOMPLETE}),
    ApplicantAct.WITHDRAW: _OPEN,
    ApplicantAct.ANSWER: _OPEN,
}


def possible(state: str, steps: Iterable[str]) -> list[ApplicantAct]:
    """Return what the applicant may do now; an answer belongs to a question that has none yet.

    Args:
        state: where the request stands. steps: the kinds of what the register told, oldest first.
    """
    asked = [kind for kind in steps if kind in STAYING][-1:] == ["clarify"]
    return [
        act for act, states in APPLICANT_ACTS.items() if state in states and (asked or act is not ApplicantAct.ANSWER)
    ]


def recordable(state: str, steps: Iterable[str]) -> list[ApplicantAct]:
    """Return what the office may write down that its applicant did on another way than the tracking page.

    A repair that came in time also after the request lapsed: it was on an officer's desk (R-06). A withdrawal is
    written down at the register.
    """
    if state == State.LAPSED:
        return [ApplicantAct.REPAIR]
    return [act for act in possible(state, steps) if act != ApplicantAct.WITHDRAW]


def follow(state: str, fact: str) -> State:
    """Return the state after the register told a fact (`registered`, a stage, or the outcome of a decision).

    Raises:
        Never: the table knows no such fact, or not from this state; the message needs a person.
    """
    sources, target = TRANSITIONS.get(fact, (frozenset[State](), None))
    if state not in sources:
        raise Never(f"a request that is {state} cannot follow {fact!r}")
    return target or State(state)
