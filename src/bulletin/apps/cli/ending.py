"""Ending: every way in which a command ends: its exit code, and what is said on the way out."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType

import click

from bulletin import __version__
from bulletin.errors import BulletinError

STOPPED_BY = {signal.SIGINT: 130, signal.SIGTERM: 143}
if hasattr(signal, "SIGHUP"):
    STOPPED_BY[signal.SIGHUP] = 129

SPEAKS_NOTHING = ("check", "script", "publish", "feed", "lexicon", "spoken", "station", "cache", "doctor")
"""Commands of which it would be strange to hear that what is spoken is kept."""

BUG = 70
DISK = 74
BROKEN_PIPE = 141

AGAIN_SECONDS = 0.005
"""After which a signal that came at a bad moment comes again."""

LOST_SECONDS = 0.5
"""After which it is looked whether a signal is still being obeyed, and did not end in somebody's `except`."""


class Stopped(BaseException):
    """A signal asked this process to end. Not an Exception, so that nothing but the ending catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = signal.Signals(number)


def run(command: click.Command) -> int:
    """Run `command` with this process's arguments; returns the exit code. Prints no traceback."""
    if sys.stdout is None:
        # Closed by whoever started us: what would be printed goes nowhere.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115  (for the process's life)
    try:
        _watch_signals()
        result = command.main(standalone_mode=False, prog_name="bulletin")
        sys.stdout.flush()
    except Stopped as stopped:
        return _stopped(stopped)
    except (KeyboardInterrupt, click.Abort):
        return _stopped(Stopped(signal.SIGINT))
    except click.ClickException as error:
        tell(_usage(error))
        return 2
    except BulletinError as error:
        tell(error)
        return error.code
    except SystemExit as ending:
        # click ends with 1 when a pipe it writes to is closed, and only then.
        return BROKEN_PIPE if ending.code == 1 else int(ending.code or 0)
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        _close_stdout()
        return BROKEN_PIPE
    except OSError as error:
        if error.filename is None and "stdout" in _frames(error):
            _close_stdout()
        tell(_disk(error))
        return DISK
    except Exception as error:  # noqa: BLE001  (the one place where nothing may pass)
        tell(_bug(error))
        return BUG
    return result if isinstance(result, int) else 0


def tell(error: BulletinError) -> None:
    """Print an error's three lines on standard error, and with --json one line for programs."""
    print(f"error: {_one_line(error.what)} [{error.error_id}]", file=sys.stderr)
    if error.source:
        print(f"  input: {_one_line(error.source)}", file=sys.stderr)
    if error.remedy:
        print(f"  next:  {_one_line(error.remedy)}", file=sys.stderr)
    if "--json" in sys.argv[1:]:
        import json

        line = {
            "type": "exit_error",
            "code": error.code if error.error_id != "usage" else 2,
            "id": error.error_id,
            "input": error.source,
            "retry": error.code == 75,
        }
        print(json.dumps(line, ensure_ascii=False), file=sys.stderr)


def _one_line(text: str) -> str:
    return "".join(
        sign if sign.isprintable() or sign in "\u200c\u200d" else repr(sign)[1:-1] for sign in text
    )


def _usage(error: click.ClickException) -> BulletinError:
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "bulletin"
    return BulletinError(
        " ".join(error.format_message().split()),
        error_id="usage",
        source=" ".join(["bulletin", *sys.argv[1:]]),
        remedy=f"See the options: {command} --help",
    )


def _watch_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> None:
        if _is_called_back(frame):
            _send_again(number)
            return
        # A second signal ends the process at once.
        signal.signal(number, signal.SIG_DFL)
        _make_sure(number)
        raise Stopped(number)

    def forgotten(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Stopped):
            signal.signal(what.exc_value.number, stop)
            _send_again(what.exc_value.number)
        else:
            sys.__unraisablehook__(what)

    for number in STOPPED_BY:
        with contextlib.suppress(ValueError, OSError):
            signal.signal(number, stop)
    sys.unraisablehook = forgotten
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Devanagari shows escapes; nothing fails for it.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _is_called_back(frame: FrameType | None) -> bool:
    """Whether libsndfile is asking Python for bytes: what is raised there is printed and forgotten, and it goes on."""
    while frame is not None:
        code = frame.f_code
        if code.co_name.startswith("vio_") and Path(code.co_filename).name == "soundfile.py":
            return True
        frame = frame.f_back
    return False


def _send_again(number: int) -> None:
    """Have a signal come again in a moment, when something else may be under way."""

    def send() -> None:
        if sys.platform == "win32":
            signal.raise_signal(number)
        else:
            # To the main thread, which may be waiting for something that this wakes it from.
            signal.pthread_kill(threading.main_thread().ident or 0, number)

    again = threading.Timer(AGAIN_SECONDS, send)
    again.daemon = True
    again.start()


def _make_sure(number: int) -> None:
    """Have the main thread stopped once more if, a moment from now, nothing of this stop is left in it."""

    def look() -> None:
        main = threading.main_thread().ident or 0
        if not _ENDED.is_set() and not _is_on_its_way(main):
            import ctypes

            lost = type("Stopped", (Stopped,), {"__init__": lambda self: Stopped.__init__(self, number)})
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(lost))

    later = threading.Timer(LOST_SECONDS, look)
    later.daemon = True
    later.start()


_ENDED = threading.Event()
"""Set once a stop has come to where it is obeyed."""


def _is_on_its_way(thread: int) -> bool:
    """Whether a stop is passing through a thread: what tidies up on its way takes its time."""
    found: object = sys._current_exceptions().get(thread)  # noqa: SLF001  (documented, for such uses)
    error = found[1] if isinstance(found, tuple) else found
    while isinstance(error, BaseException):
        if isinstance(error, Stopped):
            return True
        error = error.__context__
    return False


def _stopped(stopped: Stopped) -> int:
    _ENDED.set()
    name = "interrupted" if stopped.number == signal.SIGINT else f"ended by {stopped.number.name}"
    # Whoever listened may be gone already; the exit code still tells.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        ident = stopped.number.name[3:].lower()
        command = sys.argv[1:3]
        kept = "" if command[:1] and command[0] in SPEAKS_NOTHING else "; what is spoken is kept"
        print(f"stopped: {name}{kept}. [signal.{ident}]", file=sys.stderr)
        if command != ["feed", "serve"]:
            # To end it so is how a server is ended.
            print("  next:  Run the same command to go on.", file=sys.stderr)
        sys.stderr.flush()
    return STOPPED_BY[stopped.number]


def _frames(error: BaseException) -> str:
    import traceback

    return " ".join(frame.line or "" for frame in traceback.extract_tb(error.__traceback__))


def _disk(error: OSError) -> BulletinError:
    from bulletin.errors import DiskError

    return DiskError(
        f"the operating system refused: {error.strerror or error}.",
        error_id="disk.error",
        source=str(error.filename or "standard output"),
        remedy="Check the disk's space and the file's permissions, then run the same command again.",
    )


def _close_stdout() -> None:
    """Keep Python from complaining that standard output cannot be flushed."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception) -> BulletinError:
    import tempfile
    import traceback

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
