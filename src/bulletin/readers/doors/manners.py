"""Manners: pages that no person named one by one: within each site's robots.txt, and one request a second to a host."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.robotparser import RobotFileParser

from bulletin.errors import BulletinError
from bulletin.readers.doors.page import Page
from bulletin.readers.doors.refusals import Way
from bulletin.readers.doors.web import Door
from bulletin.readers.doors.web_address import WebAddress, parsed, shown

AGENT = "bulletin"
"""Our name in a robots.txt."""

BETWEEN_SECONDS = 1.0

_OPEN = ("url.missing", "url.refused")
"""Where the site has no robots.txt, or keeps it to itself, all may be fetched (RFC 9309, 2.3.1.3)."""


class Clock:
    """The machine's clock. Tests put another in its place."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    def pause(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Visits:
    """The visits of one run to the sites of a feed's entries."""

    def __init__(self, door: Door, clock: Clock | None = None) -> None:
        self._door = door
        self._clock = clock or Clock()
        self._last: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser | None] = {}

    def called_on(self, address: str) -> None:
        """A page of this site was fetched already: the feed."""
        self._last[parsed(address).host] = self._clock.now()

    def fetch(self, address: str) -> Page:
        """The page at an address, and wherever it leads. Raises as `Door.fetch`; RefusedError (77) if robots.txt says no."""
        return self._door.fetch(address, self._before(address))

    def _before(self, asked: str) -> Callable[[WebAddress], None]:
        def before(address: WebAddress) -> None:
            rules = self._rules_of(address.origin, asked)
            if rules is not None and not rules.can_fetch(AGENT, str(address)):
                raise Way(asked).robots(str(address))
            self._wait(address)

        return before

    def _rules_of(self, origin: str, asked: str) -> RobotFileParser | None:
        """The rules of a site, asked for once; None where there are none. Errors name the page that was `asked` for."""
        if origin not in self._rules:
            self._rules[origin] = self._fetched(origin, asked)
        return self._rules[origin]

    def _fetched(self, origin: str, asked: str) -> RobotFileParser | None:
        try:
            page = self._door.fetch(f"{origin}/robots.txt", self._wait)
        except BulletinError as error:
            if error.error_id in _OPEN:
                return None
            raise type(error)(
                error.what, error_id=error.error_id, source=shown(asked), remedy=error.remedy
            ) from None
        rules = RobotFileParser()
        rules.parse(page.data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
        return rules

    def _wait(self, address: WebAddress) -> None:
        """Wait for this host's next turn."""
        now = self._clock.now()
        turn = self._last.get(address.host, now - BETWEEN_SECONDS) + BETWEEN_SECONDS
        if turn > now:
            self._clock.pause(turn - now)
        self._last[address.host] = max(turn, now)
