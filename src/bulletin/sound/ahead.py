"""Ahead: work in a few threads before its results are asked for: in order, and few of them held in memory."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from queue import SimpleQueue
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


def prefetched(items: Iterator[Item], most: int = 2) -> Generator[Item, None, None]:
    """Yield the items of an iterator that another thread reads, at most so many before they are asked for.

    An exception of the iterator is raised when its turn comes. The thread ends with the items, or with the one that it
    reads while the generator is closed.
    """
    free = threading.Semaphore(most)
    ready: SimpleQueue[tuple[Item] | None] = SimpleQueue()
    closed = threading.Event()

    def read() -> None:
        try:
            for item in items:
                ready.put((item,))
                free.acquire()
                if closed.is_set():
                    return
        finally:
            ready.put(None)

    free.acquire()
    with ThreadPoolExecutor(1, thread_name_prefix="sound") as pool:
        reading = pool.submit(read)
        try:
            while (item := ready.get()) is not None:
                free.release()
                yield item[0]
            reading.result()
        finally:
            closed.set()
            free.release()
