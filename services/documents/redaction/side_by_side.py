"""Work on the pages of a file, a few of them side by side."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

_AT_ONCE = min(4, os.cpu_count() or 1)  # pages in work; one more is ready
Page = TypeVar("Page")
Done = TypeVar("Done")


def mapped(work: Callable[[Page], Done], pages: Iterable[Page]) -> Iterator[Done]:
    """What work makes of each page, in their order; of many pages only a few are in memory at a time."""
    waiting = deque[Future[Done]]()
    with ThreadPoolExecutor(_AT_ONCE) as workers:
        for page in pages:
            waiting.append(workers.submit(work, page))
            if len(waiting) > _AT_ONCE:
                yield waiting.popleft().result()
        yield from (each.result() for each in waiting)
