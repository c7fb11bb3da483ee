"""State machines that are tables and nothing else: from each state to which others. Pure."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import TypeVar

State = TypeVar("State", bound=StrEnum)


class NoTransition(Exception):
    """The table does not know this step: a fault of ours."""


def stepping(table: Mapping[State, Collection[State]]) -> Callable[[State, State], State]:
    """How steps of a table are taken: from a state to a target, which comes back.

    The step raises NoTransition where the table has none from that state to that target.
    """

    def step(state: State, target: State) -> State:
        if target not in table[state]:
            raise NoTransition(f"{state} does not lead to {target}")
        return target

    return step
