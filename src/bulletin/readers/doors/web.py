"""Web: the one door to the web. An address → a page, with all that is refused for safety.

Only http and https; only addresses of the public internet, or those in `BULLETIN_ALLOW_HOSTS`, looked up and checked at
every redirect; TLS verified; no proxy of the environment, which would look names up itself; no cookies and no passwords;
10 MB after unpacking and 30 s in all. `connecting` opens the connections.
"""

from __future__ import annotations

import functools
import re
import time
from collections.abc import Callable
from dataclasses import replace

from bulletin import __version__
from bulletin.readers.doors.connecting import Connect, Resolve, connect, resolve
from bulletin.readers.doors.exchange import Answer, exchanged
from bulletin.readers.doors.page import Page, Pages
from bulletin.readers.doors.refusals import Way
from bulletin.readers.doors.web_address import WebAddress, has_password, parsed

SECONDS = 30.0
LARGEST_PAGE = 10 * 1024 * 1024
MOST_REDIRECTS = 5

_REDIRECTS = (301, 302, 303, 307, 308)
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.5"
)

Before = Callable[[WebAddress], None]
"""Is called before each request, redirects too. May wait, and may raise."""


def ask_nothing(_: WebAddress) -> None:
    """The `Before` of those who need none."""


class Door:
    """Fetches pages. What is in `pages` is asked for with its ETag, and taken from there where it is still the same."""

    def __init__(
        self,
        pages: Pages | None = None,
        *,
        seconds: float = SECONDS,
        most: int = LARGEST_PAGE,
        resolve: Resolve = resolve,
        connect: Connect = connect,
    ) -> None:
        self._pages = pages
        self._seconds = seconds
        self._most = most
        self._resolve = resolve
        self._connect = connect

    def fetch(self, asked: str, before: Before = ask_nothing) -> Page:
        """The page at an address.

        Raises RefusedError (77) for what is not safe, MissingInputError (66) for what is not there, InputError (65) for
        what is no address or too large, UnavailableError (69), TryLaterError (75), ServiceAnswerError (76).
        """
        kept = self._pages.find(asked) if self._pages else None
        address, left = _address(Way(asked), asked), self._seconds
        for redirects in range(MOST_REDIRECTS + 1):
            way = Way(asked, redirects)
            if address.scheme not in ("http", "https"):
                raise way.scheme(address.scheme)
            before(address)
            began = time.monotonic()
            known = kept if kept and kept.address == str(address) else None
            answer = self._answer(address, known, way, left)
            left = max(0.001, left - (time.monotonic() - began))
            target = answer.headers.get("Location", "")
            if answer.status in _REDIRECTS and target:
                address = _followed(address, target, Way(asked, redirects + 1))
                continue
            if answer.status == 304 and known:
                return known
            if answer.status != 200:
                raise way.status(answer.status, answer.wait)
            return self._kept(asked, address, answer)
        raise Way(asked).redirects_end(MOST_REDIRECTS)

    def _answer(self, address: WebAddress, known: Page | None, way: Way, seconds: float) -> Answer:
        headers = {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip"}
        headers["Accept-Language"] = "hi,en;q=0.5"
        if known and known.etag:
            headers["If-None-Match"] = known.etag
        if known and known.modified:
            headers["If-Modified-Since"] = known.modified
        return exchanged(
            address,
            headers,
            way,
            seconds=seconds,
            most=self._most,
            resolve=self._resolve,
            connect=self._connect,
        )

    def _kept(self, asked: str, address: WebAddress, answer: Answer) -> Page:
        """The page of an answer, kept where the site will know it again and does not mind."""
        headers = answer.headers
        page = Page(
            address=str(address), data=answer.data, content_type=_line(headers.get("Content-Type", ""))
        )
        known = replace(
            page,
            etag=_line(headers.get("ETag", "")),
            modified=_line(headers.get("Last-Modified", "")),
        )
        mine = "no-store" not in headers.get("Cache-Control", "").lower()
        if self._pages and mine and (known.etag or known.modified):
            self._pages.keep(asked, known)
        return known


@functools.cache
def user_agent() -> str:
    """Who asks: the program, its version, and its address where the package's own metadata has one."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        links = metadata("bulletin").get_all("Project-URL") or []
    except PackageNotFoundError:
        links = []
    link = next((line.partition(",")[2].strip() for line in links), "")
    return f"bulletin/{__version__}" + (f" (+{link})" if link else "")


def _address(way: Way, asked: str) -> WebAddress:
    if has_password(asked):
        raise way.has_password()
    try:
        return parsed(asked)
    except ValueError:
        raise way.no_address() from None


def _followed(address: WebAddress, target: str, way: Way) -> WebAddress:
    """Where a redirect leads. Raises RefusedError (77) for one out of TLS."""
    try:
        # The library hands headers over as Latin-1; sites write UTF-8 there.
        found = parsed(target.encode("latin-1").decode("utf-8", "replace"), base=str(address))
    except ValueError:
        raise way.not_it("a redirect to no address") from None
    if address.scheme == "https" and found.scheme == "http":
        raise way.downgrade(str(found))
    return found


def _line(value: str) -> str:
    """A header without what could begin another."""
    return re.sub(r"[\x00-\x1f\x7f]", "", value).strip()
