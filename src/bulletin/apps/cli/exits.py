"""Exits: every way in which a command ends: its exit code, and what it prints last."""

from __future__ import annotations

import contextlib
import os
import signal
import sys

import click

from bulletin import __version__
from bulletin.apps.cli.usage import usage_sentence
from bulletin.apps.signals import EXIT_CODES, Stopped, reached_the_top, watch
from bulletin.errors import BulletinError, system_refused

SPEAKS_NOTHING = (
    "check",
    "script",
    "rundown",
    "publish",
    "feed",
    "lexicon",
    "spoken",
    "station",
    "cache",
    "doctor",
    "studio",
)
"""Commands that speak nothing: for others the last line says that finished speech is kept."""

BUG = 70
DISK = 74
BROKEN_PIPE = 141


def run(command: click.Command) -> int:
    """Run `command` with this process's arguments; returns the exit code. Prints no traceback."""
    if sys.stdout is None:
        # It was closed before the start: what would be printed goes nowhere.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123  (for the process's life; pathlib takes a while to load)
    try:
        watch()
        _show_any_letter()
        result = command.main(standalone_mode=False, prog_name="bulletin")
        sys.stdout.flush()
    except Stopped as stopped:
        return _stopped(stopped)
    except (KeyboardInterrupt, click.Abort):
        return _stopped(Stopped(signal.SIGINT))
    except click.ClickException as error:
        print_error(_usage(error))
        return 2
    except BulletinError as error:
        print_error(error)
        return error.code
    except SystemExit as ending:
        # click ends with 1 when a pipe it writes to is closed, and only then.
        return BROKEN_PIPE if ending.code == 1 else int(ending.code or 0)
    except BrokenPipeError:
        # The reader of our output went away.
        _close_stdout()
        return BROKEN_PIPE
    except OSError as error:
        if error.filename is None and "stdout" in _frames(error):
            _close_stdout()
        print_error(system_refused(error, "standard output"))
        return DISK
    except Exception as error:  # noqa: BLE001  (the one place where nothing may pass)
        print_error(_bug(error))
        return BUG
    return result if isinstance(result, int) else 0


def print_error(error: BulletinError) -> None:
    """Print an error's three lines on standard error, those of others with it, and with --json one line for programs."""
    from bulletin.apps.cli.terminal import is_plain, say

    for each in (error, *error.others):
        say(f"error: {_one_line(each.what)} [{each.error_id}]")
        if each.source:
            say(f"  input: {_one_line(each.source)}")
        if each.remedy:
            # "next:" stands under "input:" for the eye alone.
            say(f"  next:{' ' if is_plain() else '  '}{_one_line(each.remedy)}")
    if "--json" in sys.argv[1:]:
        import json

        line = {
            "type": "exit_error",
            "code": error.code if error.error_id != "usage" else 2,
            "id": error.error_id,
            "input": error.source,
            "retry": error.code == 75,
        }
        say(json.dumps(line, ensure_ascii=False))


def _one_line(text: str) -> str:
    return "".join(
        sign if sign.isprintable() or sign in "\u200c\u200d" else repr(sign)[1:-1] for sign in text
    )


def _usage(error: click.ClickException) -> BulletinError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "bulletin"
    return BulletinError(
        usage_sentence(error),
        error_id="usage",
        source=" ".join(["bulletin", *sys.argv[1:]]),
        remedy=f"See the options: {command} --help",
    )


def _show_any_letter() -> None:
    """Print escapes where a terminal cannot show Devanagari, in place of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _stopped(stopped: Stopped) -> int:
    from bulletin.apps.cli.terminal import is_plain, say

    reached_the_top()
    name = "interrupted" if stopped.number == signal.SIGINT else f"ended by {stopped.number.name}"
    # Standard error may be closed already; the exit code still says it.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        ident = stopped.number.name[3:].lower()
        command = sys.argv[1:3]
        kept = "" if command[:1] and command[0] in SPEAKS_NOTHING else "; what is spoken is kept"
        say(f"stopped: {name}{kept}. [signal.{ident}]")
        if command != ["feed", "serve"] and command[:1] != ["studio"]:
            # This is how a server is ended.
            say(f"  next:{' ' if is_plain() else '  '}Run the same command to go on.")
    return EXIT_CODES[stopped.number]


def _frames(error: BaseException) -> str:
    import traceback

    return " ".join(frame.line or "" for frame in traceback.extract_tb(error.__traceback__))


def _close_stdout() -> None:
    """Keep Python from complaining that standard output cannot be flushed."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> BulletinError:
    import tempfile
    import traceback
    from pathlib import Path

    from bulletin.errors import BugError

    report = Path(tempfile.gettempdir()) / f"bulletin-report-{os.getpid()}.txt"
    text = f"bulletin {__version__}, Python {sys.version}\n\n" + "".join(traceback.format_exception(error))
    with contextlib.suppress(OSError):
        report.write_text(text, encoding="utf-8", errors="backslashreplace")
    return BugError(
        f"bulletin itself failed ({type(error).__name__}); this is a bug.",
        error_id="internal",
        source=" ".join(sys.argv[1:]),
        remedy=f"Please report it with the file {report}",
    )
