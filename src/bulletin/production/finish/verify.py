"""Verify: the encoded file, decoded again, against the programme."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Self

from bulletin.errors import BugError, InputError
from bulletin.production.finish.decoding import decoded
from bulletin.production.finish.growth import Growth
from bulletin.schema.episode import Loudness
from bulletin.schema.formats import FORMATS
from bulletin.schema.programme import Programme
from bulletin.schema.units import PROGRAMME_RATE, Hertz
from bulletin.sound.decode import Sound
from bulletin.sound.master import measure
from bulletin.sound.reading import stated_length
from bulletin.sound.wholeness import wrong_with

TOLERANCE_SECONDS = 0.05


class Verification:
    """Verifies one file; with `early` it begins while the file is still being written.

    Use it in a `with` block around the writing, pass its `growth` to the writer, then call `result`.
    """

    def __init__(
        self, form: str, file: Path, name: Path, programme: Programme, *, early: bool = False
    ) -> None:
        self.growth = Growth() if early else None
        self._asked = (form, file, name, programme)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="verify")
        self._early: Future[Loudness] | None = None

    def __enter__(self) -> Self:
        if self.growth is not None:
            self._early = self._thread.submit(verified, *self._asked, self.growth)
        return self

    def __exit__(self, *exception: object) -> None:
        if self.growth is not None:
            self.growth.ended(well=False)
        self._thread.shutdown()

    def result(self) -> Loudness:
        """The measured loudness, once the file is complete and one whole sound.

        Raises BugError (70) as `verified` does.
        """
        _, file, name, _ = self._asked
        if self.growth is not None:
            self.growth.ended(well=True)
        with file.open("rb") as opened:
            # Decoders end with the first of several sounds, and report nothing.
            fault = wrong_with(opened)
        measured = self._measured()
        if fault:
            raise _wrong(name, fault)
        return measured

    def _measured(self) -> Loudness:
        if self.growth is None or self._early is None:
            return verified(*self._asked)
        measured = self._early.result()
        # Every byte of the sound was read as it is now. Only the first frame was written again at the end, so
        # the length in it is read again.
        form, file, name, programme = self._asked
        try:
            rate, length = stated_length(file)
        except InputError as error:
            raise _wrong(name, error.what) from None
        _check_length(form, name, programme, rate, length)
        return measured


def verified(
    form: str, file: Path, name: Path, programme: Programme, growth: Growth | None = None
) -> Loudness:
    """Decode `file` whole, check its rate, length and channels against the programme, and measure it, in flat memory.

    A file that is still being written is read as it grows. `name` is the file's final name. Raises BugError (70)
    where they differ.
    """
    length = 0
    channels: int = programme.channels

    def counted(blocks: Iterator[Sound]) -> Iterator[Sound]:
        nonlocal length, channels
        for block in blocks:
            channels = block.ndim
            length += len(block)
            yield block

    try:
        found_rate, blocks = decoded(form, file, growth)
        measured = measure(found_rate, counted(blocks))
    except InputError as error:
        raise _wrong(name, error.what) from None
    _check_length(form, name, programme, found_rate, length)
    if channels != programme.channels:
        raise _wrong(name, f"it should have {programme.channels} channels, and has {channels}")
    return measured


def _check_length(form: str, name: Path, programme: Programme, found_rate: Hertz, length: int) -> None:
    rate, seconds = FORMATS[form].rate, programme.length / PROGRAMME_RATE
    if found_rate != rate or abs(length / rate - seconds) > TOLERANCE_SECONDS:
        raise _wrong(
            name,
            f"it should last {seconds:.3f} s at {rate} Hz, and lasts"
            f" {length / found_rate:.3f} s at {found_rate} Hz",
        )


def _wrong(name: Path, what: str) -> BugError:
    return BugError(
        f"the finished file is not what it should be: {what}.",
        error_id="output.wrong",
        source=f"{name} (not shown; an older file of that name is left as it was)",
        remedy="Please report this; run the command again with another --voice meanwhile.",
    )
