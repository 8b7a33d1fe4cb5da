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
"""After which a signal that came at a bad moment is sent again, and once more each time while it is not heard.

Once is not enough: a signal that comes after Python last looked for one, but before the wait that it should end has
begun in the kernel, is seen only when that wait is over.
"""

WAIT_SECONDS = 1.0
"""How long a handler waits until nothing sends its signal any more."""

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
        _stop_sending()
        if _is_in_soundfile(frame):
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


def _is_in_soundfile(frame: FrameType | None) -> bool:
    """Whether soundfile is at work, where an exception does harm.

    Where libsndfile calls back for bytes, it is printed and dropped; between the closing of a file and the note that
    it is closed, it has the file closed twice, and the process is aborted.
    """
    while frame is not None:
        if frame.f_code.co_filename.endswith("soundfile.py"):
            return True
        frame = frame.f_back
    return False


class _Sending(threading.Thread):
    """Sends a signal to the main thread until its handler runs there."""

    def __init__(self, number: int) -> None:
        super().__init__(daemon=True)
        self.number = number
        self.heard = False
        self.sends = threading.Lock()

    def run(self) -> None:
        import time

        while not self.heard:
            time.sleep(AGAIN_SECONDS)
            # Not between a look and a signal: the handler may give the next signal its plain meaning, and does so
            # only when this lock is free.
            with self.sends:
                if not self.heard:
                    self._send()

    def _send(self) -> None:
        if sys.platform == "win32":
            signal.raise_signal(self.number)
        else:
            # To the main thread: this wakes it where it waits.
            signal.pthread_kill(threading.main_thread().ident or 0, self.number)


_sending: list[_Sending] = []
"""What sends signals again at this moment."""


def _send_again(number: int) -> None:
    """Send a signal again in a moment, when something else may be running."""
    again = _Sending(number)
    _sending.append(again)
    again.start()


def _stop_sending() -> None:
    """End what sends signals again; none comes from it after this."""
    while _sending:
        one = _sending[-1]
        one.heard = True
        # Bounded, because a signal from outside may have interrupted this very place; but not by little: on a busy machine
        # the other thread may wait long for its turn, and what it sends then would end the process as it stands.
        if one.sends.acquire(timeout=WAIT_SECONDS):
            one.sends.release()
        if one in _sending:
            _sending.remove(one)


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
