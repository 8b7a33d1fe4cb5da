"""Hub: what happened, with ids, for every page that listens."""

from __future__ import annotations

import asyncio
import json
import threading
from collections import deque
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

KEPT = 1_000
"""Events; who was away for longer loads the page anew."""

LOOK_SECONDS = 0.1
BEAT_SECONDS = 15.0
"""After which a line is sent that says nothing, so that a connection that is gone is noticed."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event for pages."""

    number: int
    kind: str
    data: str
    """JSON."""


class Hub:
    """Takes events from any thread; gives them to every page in their order."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: deque[Happened] = deque(maxlen=KEPT)
        self._number = 0
        self._closed = False

    def tell(self, kind: str, data: Mapping[str, object]) -> None:
        """Something happened."""
        with self._lock:
            self._number += 1
            self._events.append(Happened(self._number, kind, json.dumps(data, ensure_ascii=False)))

    def since(self, number: int) -> list[Happened]:
        """The events after that number."""
        with self._lock:
            return [event for event in self._events if event.number > number]

    @property
    def last(self) -> int:
        """The number of the newest event."""
        return self._number

    def _has_missed(self, number: int) -> bool:
        """Whether events after that number are not kept any more, or the number is another start's."""
        with self._lock:
            oldest = self._events[0].number if self._events else self._number + 1
            return number > self._number or number < oldest - 1

    def close(self) -> None:
        """End every stream: the studio ends."""
        self._closed = True

    async def stream(self, after: int) -> AsyncIterator[str]:
        """The events after a number as a stream of server-sent events, until the studio ends."""
        quiet = 0.0
        yield "retry: 1000\n\n"
        if self._has_missed(after):
            # Of what is not known any more, the page shows how it ended, when it is loaded anew.
            after = self.last
            yield f"id: {after}\nevent: missed\ndata: {{}}\n\n"
        while not self._closed:
            events = self.since(after)
            for event in events:
                after = event.number
                yield f"id: {event.number}\nevent: {event.kind}\ndata: {event.data}\n\n"
            quiet = 0.0 if events else quiet + LOOK_SECONDS
            if quiet >= BEAT_SECONDS:
                quiet = 0.0
                yield ": still here\n\n"
            await asyncio.sleep(LOOK_SECONDS)
