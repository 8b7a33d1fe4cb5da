"""Child: the process that makes one bulletin: an order on standard input, messages on standard output, a line each.

It works in the studio's folder. Standard input stays open as long as the process lives that wants the bulletin: when that
is gone, this one ends as well. What was spoken by then is in the cache, and no file is there under its final name.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TextIO

from bulletin.errors import BugError, BulletinError, DiskError, InputError, system_refused
from bulletin.production.disk.digest import digest_of
from bulletin.production.making.job import Order, order_of
from bulletin.production.making.telling import Message, Teller, failed, line
from bulletin.production.recipe import Recipe
from bulletin.production.wording.events import notice_line, warning_line

STOPPED = 143
SECONDS_TO_END = 2.0
"""How long cleaning up may take."""


class Stopped(BaseException):
    """This process is asked to end. Not an Exception, so that nothing on the way catches it."""


def main() -> int:
    """Make what is ordered; returns the process's exit code."""
    messages = _own_output()
    signal.signal(signal.SIGTERM, _stop)
    try:
        order = order_of(json.loads(sys.stdin.buffer.readline()))
        threading.Thread(target=_watch, daemon=True).start()
        for message in make(order):
            _send(messages, message)
    except Stopped:
        return STOPPED
    except BulletinError as error:
        _send(messages, failed(error))
        return error.code
    except OSError as error:
        _send(messages, failed(system_refused(error, "the making of a bulletin")))
        return DiskError.code
    except Exception as error:  # noqa: BLE001  (the one place where nothing may pass)
        _send(messages, failed(_bug(error)))
        return BugError.code
    return 0


def make(order: Order) -> Iterator[Message]:
    """Make what is ordered, in the folder that is worked in; yields messages. Raises BulletinError as `produce` does."""
    from bulletin.production.produce import produce

    said: list[Message] = []
    recipe = _recipe(order, said)
    yield from said
    teller = Teller()
    for event in produce(recipe):
        yield from teller.told(event)


def _recipe(order: Order, said: list[Message]) -> Recipe:
    def note(written: str, meaning: str, place: str) -> None:
        said.append(line(lambda language: [notice_line(written, meaning, place, language)]))

    def warn(what: str, warning_id: str) -> None:
        said.append(line(lambda language: [warning_line(what, warning_id, language)]))

    station = Path(order.station) if order.station else None
    if order.change is None:
        from bulletin.production.setup.settle import settle

        return settle(order.sources, order.settings, station, note)
    from bulletin.production.changing import changed

    _check_seen(order)
    return changed(
        Path(order.episode),
        order.change,
        station=station,
        settings=order.settings,
        text=order.correction,
        notice=warn,
    )


def _check_seen(order: Order) -> None:
    """Raise InputError (65) where the episode is another than when the change was ordered.

    Somebody may have changed it meanwhile; or this very change was made by a process that was killed before it told so.
    """
    with contextlib.suppress(FileNotFoundError):
        if order.seen and digest_of(Path(order.episode)) != order.seen:
            raise InputError(
                "the bulletin was changed after this was ordered.",
                error_id="making.changed",
                source=order.episode,
                remedy="Look at it as it is now, and order what is still to be changed.",
            )


def _own_output() -> TextIO:
    """Standard output for messages alone: what a library prints goes nowhere."""
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return own


def _send(messages: TextIO, message: Message) -> None:
    # Who reads them may be gone; then `_watch` ends this process.
    with contextlib.suppress(BrokenPipeError):
        messages.write(json.dumps(message, ensure_ascii=False) + "\n")
        messages.flush()


def _stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  (a handler's signature)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


def _watch() -> None:
    """End this process when standard input does."""
    with contextlib.suppress(OSError):
        while os.read(0, 1024):
            pass
    signal.raise_signal(signal.SIGTERM) if sys.platform == "win32" else os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_END)
    os._exit(STOPPED)


def _bug(error: Exception) -> BulletinError:
    return BugError(
        f"bulletin itself failed ({type(error).__name__}: {error}); this is a bug.",
        error_id="internal",
        source="the studio",
        remedy="Please report it with what was to be made.",
    )


if __name__ == "__main__":
    code = main()
    # At once: threads that wait for a slow service would hold it up.
    os._exit(code)
