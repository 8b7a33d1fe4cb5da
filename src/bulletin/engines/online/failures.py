"""Failures: how one attempt at a request may fail so that another may succeed.

Their texts are a few plain words that end a sentence, never the text of a library's exception: that may hold a
proxy's password.
"""

from __future__ import annotations


class AttemptError(Exception):
    """An attempt failed; a later one may succeed."""


class BrokenOffError(AttemptError):
    """There was a connection, but no whole answer."""


class UnreachableError(AttemptError):
    """There was no connection."""


class BusyError(AttemptError):
    """The service turned the request away for now."""

    def __init__(self, status: int, asked: float | None = None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.asked = asked
        """Seconds the service asks to wait; None if it does not say."""


class UnfitError(Exception):
    """A whole answer that is not what was asked for. Its text completes "it answered with"."""

    def __init__(self, fault: str, *, changed: bool = False) -> None:
        super().__init__(fault)
        self.changed = changed
        """Whether the service seems to answer in another form than it used to."""
        self.times = 1
        """How often the service was asked."""

    @property
    def often(self) -> str:
        """`times` in words."""
        return "once" if self.times == 1 else f"{self.times} times"
