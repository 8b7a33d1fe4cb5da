"""Covers: the picture of an episode, drawn in a thread of its own while the voice speaks."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import EngineError, OutputError
from bulletin.production.cache.covers import CoverCache
from bulletin.production.disk.commit import check_writable, write_whole
from bulletin.production.events import Warned
from bulletin.schema.script import Script
from bulletin.schema.station import Station

if TYPE_CHECKING:
    from PIL import Image

    from bulletin.writers.cover.design import Wanted

SMALLEST = 1400
"""Pixels a side: no cover is scaled below this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """One cover in two sizes, as JPEG."""

    beside: bytes
    """For directories and apps; 3,000 pixels a side if it is drawn here."""
    within: bytes
    """Half of that, embedded in the sound files."""


class Covering:
    """A cover that is being made."""

    def __init__(self, making: Future[Pictures] | None) -> None:
        self._making = making
        self.warning: Warned | None = None
        """Why there is none though one is wanted; set by `pictures`."""

    def pictures(self) -> Pictures | None:
        """Wait for the cover; None where none is wanted or none can be drawn here."""
        if self._making is None:
            return None
        try:
            return self._making.result()
        except Exception as error:  # noqa: BLE001  (a bulletin without its picture is better than none)
            what = f"no cover was drawn: {type(error).__name__}: {error}. See: bulletin doctor"
            self.warning = Warned(what, "cover.broken")
            return None


def cover_of(
    station: Station, script: Script, day: date, cover_cache: CoverCache, closing: ExitStack
) -> Covering:
    """Begin to make the cover of a script's episode; a user's own picture is checked at once.

    Raises InputError (65) for a picture that cannot be used, MissingInputError (66) where there is none.
    """
    if not station.cover.made:
        return Covering(None)
    if station.cover.file is not None:
        from bulletin.writers.cover.own import read_own

        done: Future[Pictures] = Future()
        done.set_result(_both(read_own(station.cover.file)))
        return Covering(done)
    workers = ThreadPoolExecutor(1, "cover")
    # A run that is stopped waits some tenths of a second for the cover, which may just be written to the cache.
    closing.callback(workers.shutdown, wait=True, cancel_futures=True)
    return Covering(workers.submit(_found_or_drawn, station, script.title, day, cover_cache))


def show_cover(station: Station, path: Path) -> Path:
    """Make the cover of a station's show for podcast directories, as a JPEG that replaces `path`.

    Raises OutputError (73) for another ending, InputError (65) for a picture of the station's that cannot be used,
    EngineError (69) where none can be drawn.
    """
    if path.suffix.lower() not in (".jpg", ".jpeg"):
        raise OutputError(
            f'a cover is a JPEG; it cannot end in "{path.suffix}".',
            error_id="output.format",
            source=str(path),
            remedy=f"Name it {path.with_suffix('.jpg') if path.name else path / 'cover.jpg'}",
        )
    check_writable(path.parent)
    write_whole(path, _of_show(station).beside)
    return path


def _of_show(station: Station) -> Pictures:
    if station.cover.file is not None:
        from bulletin.writers.cover.own import read_own

        return _both(read_own(station.cover.file))
    try:
        # The programme's name is the title here, so it is not repeated above it.
        return _drawn(_wanted(replace(station, programme=""), station.programme, None))
    except ImportError as error:
        raise EngineError(
            f"no cover can be drawn here: {error}.",
            error_id="cover.broken",
            source="the packages pillow and uharfbuzz",
            remedy="See what is missing: bulletin doctor",
        ) from None


def _wanted(station: Station, title: str, day: date | None) -> Wanted:
    from bulletin.writers.cover.design import Wanted

    return Wanted(
        station=station.name,
        programme=station.programme,
        title=title,
        day=day,
        ground=station.cover.ground,
        accent=station.cover.accent,
    )


def _found_or_drawn(station: Station, title: str, day: date, cover_cache: CoverCache) -> Pictures:
    wanted = _wanted(station, title, day)
    path = cover_cache.path(wanted)
    found = cover_cache.find(path)
    if found is not None and len(found) == 2:
        beside, within = found
        return Pictures(beside=beside, within=within)
    drawn = _drawn(wanted)
    cover_cache.keep(path, [drawn.beside, drawn.within])
    return drawn


def _drawn(wanted: Wanted) -> Pictures:
    """The same for the same words."""
    from bulletin.writers.cover.drawing import draw

    return _both(draw(wanted))


def _both(picture: Image.Image) -> Pictures:
    from bulletin.writers.cover.jpeg import MOST_BESIDE, MOST_WITHIN, jpeg

    # 1,500 is as much as apps show, and above the 1,400 that Apple requires.
    half = picture.reduce(2) if picture.width >= 2 * SMALLEST else picture
    return Pictures(beside=jpeg(picture, MOST_BESIDE), within=jpeg(half, MOST_WITHIN, packed=True))
