"""Ahead: work on samples for several cores at once, in order, and never further ahead than memory allows."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

CORES = min(4, os.cpu_count() or 1)
"""How many threads work at once: what takes time in them, numpy and libsndfile do without Python's lock."""


Item = TypeVar("Item")
Result = TypeVar("Result")


def ahead(
    work: Callable[[Item], Result], items: Iterable[Item], cores: int = CORES
) -> Generator[Result, None, None]:
    """What `work` gives for each item, in order; a few items are worked on before they are asked for.

    Raises what `work` raises, when it is that item's turn. Close it if it is not read to its end.
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
