"""Phonemes: text → espeak-ng's phonemes in the letters of the IPA, for engines that begin with them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from bulletin.engines.espeak.installation import LANGUAGE, installed
from bulletin.engines.workers import DEATHS_A_REQUEST, WorkerDiedError, Workers, python_command
from bulletin.errors import EngineError

SECONDS_A_REQUEST = 5.0
SECONDS_A_WORD = 0.1


class Phonemes:
    """A worker process of espeak-ng's. Raises EngineError (69) if espeak-ng is not installed."""

    def __init__(self) -> None:
        found = installed()
        worker = Path(__file__).with_name("worker.py")
        self._workers = Workers(python_command(worker, str(found.library), str(found.data)), 1)

    def of(self, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text, words parted by spaces.

        Raises WorkerDiedError if a text kills the worker twice, EngineError (69) if it cannot be started.
        """
        request = json.dumps({"phonemes": list(texts), "voice": LANGUAGE}).encode()
        seconds = SECONDS_A_REQUEST + SECONDS_A_WORD * sum(len(text.split()) for text in texts)
        for attempt in range(1, DEATHS_A_REQUEST + 1):
            try:
                answer = self._workers.ask(request, seconds)
                break
            except WorkerDiedError:
                if attempt == DEATHS_A_REQUEST:
                    raise
            except OSError as error:
                raise EngineError(
                    f"espeak-ng's process cannot be started: {error.strerror or error}.",
                    error_id="engine.start",
                    source="espeak-ng worker",
                    remedy="Check the limits on processes and open files (ulimit -a), and run: bulletin doctor",
                ) from None
        header = json.loads(answer.partition(b"\n")[0])
        if "error" in header:
            raise EngineError(
                f"espeak-ng gave no phonemes: {header['error']}.",
                error_id="engine.load",
                source="espeak-ng worker",
                remedy="Install it again: pip install --force-reinstall espeakng-loader",
            )
        found: list[str] = header["phonemes"]
        return found

    def close(self) -> None:
        """End the worker process."""
        self._workers.close()
