"""Errors: everything that a user, a service or the machine can cause, with exit codes.

The tree, with the exit code of each:

* BulletinError
  x InputError              65  the input cannot be used
    - MissingInputError     66  it does not exist, or may not be read
  x EngineError             69  a voice or tool is missing, or fails permanently
  x UnavailableError        69  a site cannot be reached, or does not give its page
  x OutputError             73  the output cannot be created there
    - DiskError             74  the disk is full or failing
  x TryLaterError           75  the same command may succeed later; finished work is kept
  x SharedError              75  what machines share does not answer; finished work is kept
  x ServiceAnswerError      76  a service gave an invalid answer
  x RefusedError            77  a safety rule forbids it
  x ConfigurationError      78  a configuration, a lexicon or a voice name is wrong
  x BugError                70  bulletin itself has a bug

Any other exception is a bug as well (70). Exit code 1 is never used.
"""

from __future__ import annotations

from typing import ClassVar


class BulletinError(Exception):
    """An error that a user can understand and act on, shown in three lines.

    `what` is what happened, with the number that matters; `error_id` is stable, for programs; `source` is the
    input (path, line or segment, first words); `remedy` is what to do next.
    """

    code: ClassVar[int] = 70

    def __init__(self, what: str, *, error_id: str, source: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.error_id = error_id
        self.source = source
        self.remedy = remedy
        self.others: tuple[BulletinError, ...] = ()
        """What else is wrong with the same file, to be told after it."""

    def __str__(self) -> str:
        return f"{self.what} [{self.error_id}]"


class InputError(BulletinError):
    """The input cannot be used: it is empty, in a wrong encoding, or neither sound nor text."""

    code = 65


class MissingInputError(InputError):
    """The input does not exist, is a folder, or may not be read."""

    code = 66


class EngineError(BulletinError):
    """A voice or tool is missing, cannot start, or fails on this text every time."""

    code = 69


class UnavailableError(BulletinError):
    """A site on the web cannot be reached or trusted, or does not give its page to a program."""

    code = 69


class OutputError(BulletinError):
    """The output cannot be created at the requested place."""

    code = 73


class DiskError(OutputError):
    """The disk is full or failing."""

    code = 74


def system_refused(error: OSError, source: str) -> DiskError:
    """The error for what the operating system refused to do, where nothing nearer to it has told why."""
    return DiskError(
        f"the operating system refused: {error.strerror or error}.",
        error_id="disk.error",
        source=str(error.filename or source),
        remedy="Check the disk's space and the file's permissions, then run the same command again.",
    )


class TryLaterError(BulletinError):
    """The same command may succeed later; finished work is kept."""

    code = 75


class SharedError(BulletinError):
    """What machines share (clips, turns at a service) does not answer; finished work is kept. No other voice helps."""

    code = 75


class ServiceAnswerError(BulletinError):
    """A service gave an invalid answer."""

    code = 76


class RefusedError(BulletinError):
    """A safety rule forbids this."""

    code = 77


class ConfigurationError(BulletinError):
    """A configuration, a lexicon or a voice name is wrong."""

    code = 78


class BugError(BulletinError):
    """An invariant of bulletin is broken."""

    code = 70


def first_words(text: str, limit: int = 40) -> str:
    """Return the beginning of `text` in quotation marks, for the second line of a message."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return f'"{text}"'
    cut = text[:limit].rsplit(" ", 1)[0] or text[:limit]
    return f'"{cut}…"'
