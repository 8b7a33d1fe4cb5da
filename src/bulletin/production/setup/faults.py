"""Faults: all that is wrong with a file of settings, told together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bulletin.errors import BulletinError, ConfigurationError


class Faults:
    """The faults of one file, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[BulletinError] = []

    @contextmanager
    def caught(self) -> Iterator[None]:
        """Note the fault that is raised within, and those that it has with it, in place of ending with it."""
        try:
            yield
        except ConfigurationError as error:
            self.found += [error, *error.others]
            error.others = ()

    def end(self) -> None:
        """Raise the first fault, with the others, if there are any."""
        if self.found:
            first, *others = self.found
            first.others = tuple(others)
            raise first
