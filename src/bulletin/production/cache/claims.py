"""Claims: a piece of work is done by one machine at a time: its owner makes an entry in the store, and renews it.

No clock is compared with another's. A claim counts up while its owner lives; whoever waits for it watches the count by
a clock of its own, and takes the work over once the count has stood still for `LEASE_SECONDS`, by making the claim of
the next number. Of several who try, the store lets one do it.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock, Thread

from bulletin.errors import BulletinError
from bulletin.production.cache.store import Store

RENEW_SECONDS = 2.0
"""How often an owner renews its claims."""

LEASE_SECONDS = 10.0
"""How long a count must stand still for its owner to be dead."""

FIRST_POLL_SECONDS = 0.05

LONGEST_POLL_SECONDS = 1.0


class Claim:
    """A claim of this process."""

    def __init__(self, store: Store, name: str, number: int, machine: str) -> None:
        self.number = number
        self.token = uuid.uuid4().hex
        self._store = store
        self._name = name
        self._count = 0
        self._who = {"machine": machine, "who": f"pid {os.getpid()} on {platform.node()}"}
        self._lock = Lock()
        self._renewed = now()
        self._over = False

    def made(self) -> bool:
        """Make it; False if somebody else was first."""
        path = _path(self._name, self.number)
        if self._store.create(path, self._content()):
            return True
        # The answer to a request that did it may have been lost, and the request sent again.
        return _Seen(self._store.read(path)).token == self.token

    def renew(self) -> None:
        """Count up."""
        with self._lock:
            if not self._over:
                self._count += 1
                self._store.replace(_path(self._name, self.number), self._content())
                self._renewed = now()

    def release(self) -> None:
        """Remove it, and those of dead owners before it: the last first, so that no number is missing in between."""
        with self._lock:
            self._over = True
            late = now() - self._renewed > LEASE_SECONDS / 2
            if late and self._store.read(_path(self._name, self.number + 1)) is not None:
                # This process was away for so long that the work was taken over; who did that removes all.
                return
            for number in range(self.number, 0, -1):
                self._store.remove(_path(self._name, number))

    def _content(self) -> bytes:
        return json.dumps({"token": self.token, "count": self._count, **self._who}).encode()


class _Seen:
    """Somebody's claim, as it was read."""

    def __init__(self, content: bytes | None) -> None:
        self.content = content
        try:
            facts = json.loads(content or b"{}")
        except ValueError:
            facts = {}
        # A claim on a disk without links is empty for a moment.
        found = facts if isinstance(facts, dict) else {}
        self.token, self.machine, self.who = (str(found.get(key, "")) for key in ("token", "machine", "who"))


class Claims:
    """All claims of this process in one store. Safe to use from several threads."""

    def __init__(self, store: Store, machine: str) -> None:
        self._store = store
        self._machine = machine
        self._claims: set[Claim] = set()
        self._lock = Lock()
        self._renewing: Thread | None = None
        self._wake = Event()

    @contextmanager
    def claimed(
        self, name: str, seconds: float, stop: Event | None = None, *, alone: bool = False
    ) -> Iterator[str]:
        """Hold a claim during the block. Go on without it after `seconds`, or once `stop` is set.

        `alone` says that no other process of this machine works at it: what one has claimed, it died over. Yields who
        still holds it, or "".
        """
        claim, busy = self._take(name, seconds, stop, alone=alone)
        try:
            yield busy
        finally:
            if claim is not None:
                with self._lock:
                    self._claims.discard(claim)
                # A store that fails now keeps a claim that nobody renews.
                with contextlib.suppress(BulletinError):
                    claim.release()

    def _take(
        self, name: str, seconds: float, stop: Event | None, *, alone: bool
    ) -> tuple[Claim | None, str]:
        until = time.monotonic() + seconds
        number, pause = 1, FIRST_POLL_SECONDS
        watched, since, slowest = b"", 0.0, 0.0
        while True:
            claim = Claim(self._store, name, number, self._machine)
            if claim.made():
                self._renew(claim)
                return claim, ""
            while True:
                asked = time.monotonic()
                number, seen = self._last(name)
                here = time.monotonic()
                slowest = max(slowest, here - asked)
                if seen.content is None:
                    break
                if seen.content != watched:
                    watched, since = seen.content, here
                # A slow store is slow for the owner as well.
                dead = here - since > LEASE_SECONDS + 2 * slowest
                if dead or (alone and seen.machine == self._machine):
                    break
                if here > until or (stop is not None and stop.is_set()):
                    return None, seen.who or "another machine"
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_POLL_SECONDS)
            number += seen.content is not None

    def _last(self, name: str) -> tuple[int, _Seen]:
        """The number of the last claim, and the claim; 1 and nothing if there is none."""
        number, seen = 1, _Seen(self._store.read(_path(name, 1)))
        while seen.content is not None:
            after = _Seen(self._store.read(_path(name, number + 1)))
            if after.content is None:
                break
            number, seen = number + 1, after
        return number, seen

    def _renew(self, claim: Claim) -> None:
        """Renew a claim from now on."""
        with self._lock:
            self._claims.add(claim)
            if self._renewing is None or not self._renewing.is_alive():
                self._renewing = Thread(target=self._go_on_renewing, name="claims", daemon=True)
                self._renewing.start()

    def _go_on_renewing(self) -> None:
        idle = 0
        while idle < 2:
            time.sleep(RENEW_SECONDS)
            with self._lock:
                claims = list(self._claims)
                idle = 0 if claims else idle + 1
                if idle >= 2:
                    self._renewing = None
            for claim in claims:
                with contextlib.suppress(BulletinError):
                    claim.renew()


def now() -> float:
    """Seconds since some moment, those of a machine's sleep included where it can tell."""
    uptime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if uptime is None else time.clock_gettime(uptime)


def _path(name: str, number: int) -> str:
    return f"{name}.{number}"
