"""Worker: one neural voice in a process of its own, because libraries that speak can kill the process they run in.

Run as a script by `session`. It reads requests from standard input and writes answers to standard output, each a
length (4 bytes, little-endian) and that many bytes. A request is JSON: what the engine's own module takes, or nothing
to have the voice loaded. An answer is a line of JSON (sample rate and peak, and what else the module tells; or an
error, and whether it lies in the "package", the "voice" or the "text"), then 16-bit little-endian mono samples.

The engine's module has an object `VOICE` with the methods of `Voice`. The voice is loaded once. When its standard
input ends, the process ends at once, even during a request: then its parent is gone.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO, Protocol

LONGEST_SECONDS = 400.0
"""For one request. The other side gives up sooner; if it is gone, no hanging process stays."""


class Voice(Protocol):
    """A voice in this process. Its methods are called in this order, by one thread; each may raise anything."""

    def packages(self) -> None:
        """Import what the voice needs."""

    def load(self, told: dict[str, Any]) -> None:
        """Load the voice from what `session` was told of it: paths, threads."""

    def answer(self, request: dict[str, Any]) -> tuple[dict[str, Any], Any]:
        """The header of an answer, and its samples as an array of floats, full scale ±1."""


def main(module: str, told: str, folders: list[str]) -> None:
    """Answer requests with the voice of `module` until standard input ends. `told` is JSON for its `load`.

    `folders` have the packages: this process does not search all places that bulletin's own does.
    """
    sys.path += [folder for folder in folders if folder not in sys.path]
    # Keep what a library prints out of the answers.
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    voice: Voice | None = None
    while True:
        request = requests.get()
        # Ends the process from outside of Python: a library that hangs may not let Python's threads run.
        faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
        part = "package" if voice is None else "text"
        sound = b""
        try:
            if voice is None:
                loading = _import(module)
                part = "voice"
                loading.load(json.loads(told))
                voice = loading
                part = "text"
            header, sound = _answer(voice, json.loads(request))
        except Exception as error:  # noqa: BLE001  (libraries fail in any way; the other side needs an answer)
            header = {"error": f"{type(error).__name__}: {error}"[:300], "part": part}
        faulthandler.cancel_dump_traceback_later()
        answer = json.dumps(header).encode() + b"\n" + sound
        sink.write(len(answer).to_bytes(4, "little") + answer)
        sink.flush()


def _receive(source: BinaryIO, requests: SimpleQueue[bytes]) -> None:
    while request := _read(source):
        requests.put(request)
    os._exit(0)


def _read(source: BinaryIO) -> bytes:
    size = source.read(4)
    return source.read(int.from_bytes(size, "little")) if len(size) == 4 else b""


def _import(module: str) -> Voice:
    # Some packages ask for the current folder when they are imported, which may be gone by now.
    os.chdir(Path(__file__).parent)
    voice: Voice = importlib.import_module(module).VOICE
    voice.packages()
    return voice


def _answer(voice: Voice, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    import numpy as np

    if not request:
        return {}, b""
    header, samples = voice.answer(request)
    if not np.isfinite(samples).all():
        return {"error": "samples that are not numbers", "part": "text"}, b""
    header["peak"] = float(np.abs(samples).max()) if len(samples) else 0.0
    return header, np.round(samples * 32767).astype("<i2").tobytes()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
