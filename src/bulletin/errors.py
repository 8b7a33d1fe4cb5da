"""Everything that can go wrong by someone's doing, with its exit code.

The tree, with the exit code each ends in:

* BulletinError
  x InputError              65  what was given cannot be used
    - MissingInputError     66  it is not there, or may not be read
  x EngineError             69  a voice or tool is missing, or refuses for good
  x OutputError             73  the output cannot be made there
    - DiskError             74  the disk is full or failing
  x TryLaterError           75  the same command may succeed later; finished work is kept
  x ServiceAnswerError      76  a service answered, but not with what it should
  x RefusedError            77  a safety rule forbids it
  x ConfigurationError      78  a configuration, lexicon or voice name is wrong
  x BugError                70  bulletin itself is wrong

Anything else that escapes is a bug as well (70). Exit code 1 is never used.
"""

from __future__ import annotations

from typing import ClassVar


class BulletinError(Exception):
    """A failure that a person can understand and act on, told in three lines.

    `what` says what happened, with the number that matters; `error_id` is stable and for programs;
    `source` says which input (path, line or segment, first words); `remedy` is what to do next.
    """

    code: ClassVar[int] = 70

    def __init__(self, what: str, *, error_id: str, source: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.error_id = error_id
        self.source = source
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} [{self.error_id}]"


class InputError(BulletinError):
    """What was given cannot be used: empty, of the wrong encoding, not sound, not text."""

    code = 65


class MissingInputError(InputError):
    """The input is not there, is a folder, or may not be read."""

    code = 66


class EngineError(BulletinError):
    """A voice or tool is missing, cannot start, or refuses this text for good."""

    code = 69


class OutputError(BulletinError):
    """The output cannot be created where it was asked for."""

    code = 73


class DiskError(OutputError):
    """The disk is full or failing."""

    code = 74


class TryLaterError(BulletinError):
    """The same command may succeed later; what is finished is kept."""

    code = 75


class ServiceAnswerError(BulletinError):
    """A service answered, but not with what it should."""

    code = 76


class RefusedError(BulletinError):
    """A safety rule forbids it."""

    code = 77


class ConfigurationError(BulletinError):
    """A configuration, a lexicon or a name in it is wrong."""

    code = 78


class BugError(BulletinError):
    """A promise that bulletin makes to itself was broken."""

    code = 70


def first_words(text: str, limit: int = 40) -> str:
    """The beginning of `text` in quotation marks, for the second line of a message."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return f'"{text}"'
    cut = text[:limit].rsplit(" ", 1)[0] or text[:limit]
    return f'"{cut}…"'
