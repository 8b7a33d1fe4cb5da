"""Ahead: map a function over items in a few threads, with results in order and few of them held in memory."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

CORES = min(4, os.cpu_count() or 1)
"""Threads at once. numpy, soxr and libsndfile release Python's lock while they work."""


Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Item], Result], items: Iterable[Item], cores: int = CORES
) -> Generator[Result, None, None]:
    """Yield `work(item)` for each item, in order; at most `cores + 2` items are started before their results are read.

    An exception of `work` is raised when that item's turn comes. Close the generator if you do not read it to its end.
    """
    coming = iter(items)
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(cores, thread_name_prefix="sound") as pool:
        try:
            waiting.extend(pool.submit(work, item) for item in islice(coming, cores + 1))
            while waiting:
                result = waiting.popleft().result()
                waiting.extend(pool.submit(work, item) for item in islice(coming, 1))
                yield result
        finally:
            for future in waiting:
                future.cancel()
