"""Refusals: why there is no page, each with its exit code, as errors of three lines. None shows a password."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.errors import (
    BulletinError,
    InputError,
    MissingInputError,
    RefusedError,
    ServiceAnswerError,
    TryLaterError,
    UnavailableError,
)
from bulletin.readers.doors.web_address import shown

_BY_HAND = (
    "Open it in a browser, copy the article's text into a text file, and give that: bulletin make article.txt"
)
_LOG_IN = "If this network asks for a log-in, open any web page in a browser, then run the command again."
_AGAIN_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Way:
    """How far a request has come: the address that was named, and how many redirects ago."""

    asked: str
    redirects: int = 0

    @property
    def told(self) -> str:
        """Whose address is meant, where it is not the one that was named."""
        return f", from redirect {self.redirects} of {shown(self.asked)}" if self.redirects else ""

    def _error(self, kind: type[BulletinError], what: str, error_id: str, remedy: str) -> BulletinError:
        return kind(what, error_id=f"url.{error_id}", source=shown(self.asked), remedy=remedy)

    def no_address(self) -> BulletinError:
        """What was named cannot be asked for."""
        return self._error(
            InputError,
            f"this is no address of a page{self.told}.",
            "address",
            "Copy it from a browser's address bar.",
        )

    def has_password(self) -> BulletinError:
        """It would stand in the record and in the notes of the episode."""
        remedy = f"Give it without, or: {_BY_HAND[0].lower()}{_BY_HAND[1:]}"
        return self._error(InputError, "this address has a name or password in it.", "password", remedy)

    def scheme(self, scheme: str) -> BulletinError:
        """Only the web is asked."""
        what = f"refused to open a {scheme}: address; only http and https are fetched{self.told}."
        return self._error(RefusedError, what, "scheme", "Give the path of a file, or an http address.")

    def downgrade(self, target: str) -> BulletinError:
        """What was asked for under TLS is not taken without it."""
        what = f"refused to go from https to http ({shown(target)[:100]}{self.told})."
        return self._error(RefusedError, what, "downgrade", f"Give that address itself, or: {_BY_HAND}")

    def private(self, host: str, authority: str) -> BulletinError:
        """It leads into this machine or its network."""
        what = f"refused to fetch a private address ({host}{self.told})."
        remedy = (
            f"If you trust it, allow it and run the command again: export BULLETIN_ALLOW_HOSTS={authority}"
        )
        return self._error(RefusedError, what, "private", remedy)

    def robots(self, address: str) -> BulletinError:
        """The site asks programs not to read it by a feed."""
        what = f"the site's robots.txt asks programs not to fetch {address}."
        return self._error(RefusedError, what, "robots", f"Give the page itself: bulletin make {address}")

    def redirects_end(self, most: int) -> BulletinError:
        """It leads on and on."""
        what = f"this address leads from page to page: more than {most} redirects."
        return self._error(ServiceAnswerError, what, "redirects", f"{_LOG_IN} Else: {_BY_HAND}")

    def unreachable(self, why: str) -> BulletinError:
        """No connection."""
        remedy = "Check the address and this machine's network, then run the same command again."
        return self._error(
            UnavailableError, f"the site cannot be reached: {why}{self.told}.", "unreachable", remedy
        )

    def certificate(self) -> BulletinError:
        """Nobody vouches for the site."""
        what = f"the site's certificate is not trusted, so nothing was fetched{self.told}."
        remedy = "Check the address and this machine's clock, then run the same command again."
        return self._error(UnavailableError, what, "certificate", remedy)

    def insecure(self) -> BulletinError:
        """TLS fails otherwise."""
        what = f"no secure connection to the site could be made{self.told}."
        return self._error(UnavailableError, what, "tls", _BY_HAND)

    def broken_off(self) -> BulletinError:
        """The page did not come whole."""
        what = f"the page did not come whole: the connection broke off{self.told}."
        return self._error(TryLaterError, what, "cut", "Run the same command again.")

    def too_slow(self, seconds: float) -> BulletinError:
        """Time is over."""
        what = f"the page did not come within {seconds:g} s{self.told}."
        return self._error(TryLaterError, what, "slow", f"Run the same command again later, or: {_BY_HAND}")

    def too_large(self, most: int) -> BulletinError:
        """More than any article."""
        what = f"the page is larger than {most / 1024**2:g} MB{self.told}."
        return self._error(InputError, what, "too_large", _BY_HAND)

    def not_it(self, what: str) -> BulletinError:
        """The answer is none."""
        return self._error(
            ServiceAnswerError, f"the site answered wrongly: {what}{self.told}.", "answer", _LOG_IN
        )

    def status(self, status: int, wait: float | None = None) -> BulletinError:
        """The meaning of an HTTP status that brings no page; `wait` is its Retry-After in seconds.

        66 for what is not there. 75 for what passes. 69 for 401, 403 and whatever else a site keeps to itself: the
        address is right and the article exists, only this program is not given it, as with a voice that refuses.
        """
        if status in (404, 410):
            gone = "is gone" if status == 410 else "is not there"
            remedy = "Check the address: open it in a browser."
            return self._error(
                MissingInputError, f"this page {gone} (HTTP {status}{self.told}).", "missing", remedy
            )
        if status in (408, 425, 429) or (status >= 500 and status not in (501, 505, 511)):
            what = "asks us to slow down" if status == 429 else "has no time for us"
            minutes = max(1, round((_AGAIN_SECONDS if wait is None else wait) / 60))
            remedy = (
                f"Run the same command again in about {minutes} {'minute' if minutes == 1 else 'minutes'}."
            )
            return self._error(TryLaterError, f"the site {what} (HTTP {status}{self.told}).", "busy", remedy)
        if status == 511 or status < 400:
            return self.not_it(f"HTTP {status}")
        if status == 402:
            why = "asks for a subscription"
        else:
            why = "asks for a log-in" if status == 401 else "does not give this page to programs"
        return self._error(
            UnavailableError, f"the site {why} (HTTP {status}{self.told}).", "refused", _BY_HAND
        )
