"""Signals: one that ends the process does so whatever the process is doing when it comes."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from types import FrameType

EXIT_CODES = {signal.SIGINT: 130, signal.SIGTERM: 143}
if hasattr(signal, "SIGHUP"):
    EXIT_CODES[signal.SIGHUP] = 129

AGAIN_SECONDS = 0.005
"""After which a signal that came at a bad moment is sent again."""

LOST_SECONDS = 0.5
"""After which it is checked that a signal is still being obeyed, and did not end in somebody's `except`."""

_ENDED = threading.Event()
"""Set once a `Stopped` has reached the top of the program."""


class Stopped(BaseException):
    """A signal asked this process to end. Not an Exception, so that nothing but the top of the program catches it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = signal.Signals(number)


def watch() -> None:
    """Have each signal of EXIT_CODES raise `Stopped` in the main thread; a second one ends the process at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        if _is_called_back(frame):
            _send_again(number)
            return
        signal.signal(number, signal.SIG_DFL)
        _make_sure(number)
        raise Stopped(number)

    def unraisable(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Stopped):
            signal.signal(what.exc_value.number, stop)
            _send_again(what.exc_value.number)
        else:
            sys.__unraisablehook__(what)

    for number in EXIT_CODES:
        with contextlib.suppress(ValueError, OSError):
            signal.signal(number, stop)
    sys.unraisablehook = unraisable


def reached_the_top() -> None:
    """Note that a `Stopped` has reached the top of the program, where it is obeyed."""
    _ENDED.set()


def _is_called_back(frame: FrameType | None) -> bool:
    """Whether libsndfile is calling Python for bytes: an exception raised there is printed and dropped."""
    while frame is not None:
        code = frame.f_code
        if code.co_name.startswith("vio_") and code.co_filename.endswith("soundfile.py"):
            return True
        frame = frame.f_back
    return False


def _send_again(number: int) -> None:
    """Send a signal again in a moment, when something else may be running."""

    def send() -> None:
        if sys.platform == "win32":
            signal.raise_signal(number)
        else:
            # To the main thread: this wakes it where it waits.
            signal.pthread_kill(threading.main_thread().ident or 0, number)

    again = threading.Timer(AGAIN_SECONDS, send)
    again.daemon = True
    again.start()


def _make_sure(number: int) -> None:
    """Raise `Stopped` in the main thread once more if, a moment from now, it is gone without having reached the top."""

    def look() -> None:
        main = threading.main_thread().ident or 0
        if not _ENDED.is_set() and not _is_on_its_way(main):
            import ctypes

            lost = type("Stopped", (Stopped,), {"__init__": lambda self: Stopped.__init__(self, number)})
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(main), ctypes.py_object(lost))

    later = threading.Timer(LOST_SECONDS, look)
    later.daemon = True
    later.start()


def _is_on_its_way(thread: int) -> bool:
    """Whether a `Stopped` is passing through a thread, whose clean-up may take its time."""
    found: object = sys._current_exceptions().get(thread)  # noqa: SLF001  (documented, for such uses)
    error = found[1] if isinstance(found, tuple) else found
    while isinstance(error, BaseException):
        if isinstance(error, Stopped):
            return True
        error = error.__context__
    return False
