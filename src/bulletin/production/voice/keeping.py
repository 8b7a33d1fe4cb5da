"""Keeping: sessions with voices that stay open from one bulletin to the next, in a process that makes many.

To start espeak-ng's processes takes as long as ten of its sentences, and to load a neural voice half a second. Only sessions
that say so themselves are kept (`lasting`): one with an online service has its deadlines for one bulletin.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from bulletin.engines import Session
from bulletin.production.voice.cast import Cast
from bulletin.sound.ears import listen

MOST = 4
"""Sessions that are open at once."""

PARALLEL = 4
"""Requests at once that one process alone makes of a voice at most, unless it is told otherwise."""

OUT_OF_REACH_SECONDS = 60.0
"""How long a voice that could not be reached is not asked for the next bulletin."""

_Key = tuple[str, str, object, int | None]


class _Kept:
    def __init__(self) -> None:
        self.share: int | None = None
        """How many processes like this one share the machine; None in a process that makes one bulletin."""
        self.sessions: OrderedDict[_Key, Session] = OrderedDict()
        self.out_of_reach: dict[str, tuple[float, str]] = {}


_kept = _Kept()


def keep_sessions(share: int) -> None:
    """From now on, keep sessions open; `share` processes do so on this machine, and ask voices for as much together as one."""
    _kept.share = share


@contextmanager
def opened(cast: Cast, parallel: int | None) -> Iterator[Session]:
    """A session with a voice for one bulletin, which is kept if that may be. Raises as `Engine.open` does."""
    share = _kept.share
    if share is None:
        with cast.engine.open(cast.voice, listen, manner=cast.manner, parallel=parallel) as session:
            yield session
        return
    parallel = parallel or (max(1, PARALLEL // share) if share > 1 else None)
    key: _Key = (cast.engine.name, cast.voice, cast.manner, parallel)
    session = (
        _kept.sessions.pop(key)
        if key in _kept.sessions
        else cast.engine.open(cast.voice, listen, manner=cast.manner, parallel=parallel)
    )
    if not getattr(session, "lasting", False):
        with session:
            yield session
        return
    session.__enter__()
    try:
        yield session
    finally:
        _kept.sessions[key] = session
        while len(_kept.sessions) > MOST:
            _, oldest = _kept.sessions.popitem(last=False)
            oldest.__exit__(None, None, None)


def note_out_of_reach(voice: str, reason: str) -> None:
    """Note that a voice cannot be reached just now, in a process that makes many bulletins."""
    if _kept.share is not None:
        _kept.out_of_reach[voice] = time.monotonic(), reason


def out_of_reach(voice: str) -> str:
    """Why a voice could not be reached a moment ago; "" if it is not known to be so."""
    since, reason = _kept.out_of_reach.get(voice, (0.0, ""))
    return reason if reason and time.monotonic() - since < OUT_OF_REACH_SECONDS else ""
