"""Questions to services that need nothing of each other are asked side by side: a page waits for the slowest alone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import TypeVar

Answered = TypeVar("Answered")

_THREADS = ThreadPoolExecutor(32, "aside")  # it starts none before the first question, so a fork before that is safe


def aside(question: Callable[[], Answered]) -> Callable[[], Answered]:
    """Ask in a thread of its own, in the office and as the actor in force here.

    A question must not ask another aside: with all threads taken by such, none would be answered.

    Returns:
        What waits for the answer and gives it, or raises what the question raised.
    """
    return _THREADS.submit(copy_context().run, question).result
