"""Growth: how much of a file is readable while one thread writes it and another reads it."""

from __future__ import annotations

import threading


def readable_as_it_grows(form: str, bit_rate: str) -> bool:
    """Whether a file of this format can be read while it is written: its size must be known from the beginning."""
    return form == "mp3" and not bit_rate.startswith("V")


class Growth:
    """The progress of a file that one thread writes and another reads."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._samples = 0
        self._ended = False
        self._given_up = False

    def told(self, samples: int) -> None:
        """Report that so many samples can be read."""
        with self._changed:
            self._samples = samples
            self._changed.notify_all()

    def ended(self, *, well: bool) -> None:
        """Report that the file is complete, or, if not `well`, that it never will be."""
        with self._changed:
            self._ended, self._given_up = True, not well
            self._changed.notify_all()

    def wait(self, samples: int) -> None:
        """Wait until so many samples can be read, or the file is complete. Raises EOFError if it never will be."""
        with self._changed:
            self._changed.wait_for(lambda: self._ended or self._samples >= samples)
            if self._given_up:
                raise EOFError
