"""Doctor: try each part of the pipeline on this machine."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

from bulletin.engines import find_engine, find_engines
from bulletin.engines.listing import voices_of
from bulletin.errors import BulletinError, EngineError
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.cache.store import open_store, shared_address
from bulletin.production.disk.commit import check_writable
from bulletin.production.episode.outputs import DEFAULT_FOLDER
from bulletin.production.setup.sites import sites_on_this_machine
from bulletin.production.voice.choice import choice
from bulletin.production.voice.judge import spoken
from bulletin.production.voice.sample import SAMPLE_TEXT
from bulletin.schema.programme import PARTS
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.sound.decode import clip_segment, listen
from bulletin.sound.jingles import load_music

ONLINE_AGAIN = "Try again when the network is back; until then use --voice espeak."

ENOUGH_SPACE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One part of the pipeline: whether it works, what was seen, and the remedy."""

    part: str
    works: bool
    needed: bool
    """Whether no bulletin can be made without it."""
    what: str
    remedy: str = ""


def diagnose() -> Iterator[Diagnosis]:
    """Try every part; one diagnosis each. Asks the online voice for one short sentence."""
    yield _python()
    espeak = _tried("voice espeak", True, partial(_voice, "espeak"))
    yield espeak
    gtts = _tried("voice gtts", False, partial(_voice, "gtts"))
    yield gtts
    yield from _extras()
    if espeak.works or gtts.works:
        yield _tried("voice auto", False, partial(_auto, reached=gtts.works))
    yield _tried("jingles", True, _jingles)
    yield _tried("mp3", True, _mp3)
    yield _tried("cover", False, _cover)
    yield _tried("sites", True, sites_on_this_machine)
    yield _tried("kept clips", True, _cache)
    yield _tried("output folder", True, _output)


def _tried(part: str, needed: bool, attempt: Callable[[], str]) -> Diagnosis:
    try:
        return Diagnosis(part=part, works=True, needed=needed, what=attempt())
    except BulletinError as error:
        # The error's own remedy says to run the command again, which would not help here.
        remedy = error.remedy if error.code != 75 else ONLINE_AGAIN
        return Diagnosis(part=part, works=False, needed=needed, what=error.what, remedy=remedy)
    except Exception as error:  # noqa: BLE001  (a broken installation may fail in any way)
        return Diagnosis(
            part=part,
            works=False,
            needed=needed,
            what=f"{type(error).__name__}: {error}",
            remedy="Install bulletin again: pip install --force-reinstall bulletin",
        )


def _python() -> Diagnosis:
    version = sys.version.split()[0]
    return Diagnosis(
        part="python",
        works=sys.version_info >= (3, 11),
        needed=True,
        what=f"Python {version}, bulletin {metadata.version('bulletin')}",
        remedy="" if sys.version_info >= (3, 11) else "Install Python 3.11 or newer.",
    )


def _voice(name: str) -> str:
    engine = find_engine(name)
    with engine.open(engine.check(""), listen, patient=False) as session:
        speech = spoken(session, SAMPLE_TEXT)
    segment = clip_segment(speech.sound, speech.encoding, speech.rate)
    return f"{engine.title}, version {engine.version(engine.default_voice)}, spoke a line of {len(segment) / 1000:.1f} s"


def _auto(*, reached: bool) -> str:
    """What `auto` takes here now, as `bulletin voices` says it."""
    chosen = choice()
    now = chosen.online if reached else chosen.offline
    more = f"; a better one without a network: {chosen.better}" if chosen.better else ""
    return f"recommended: auto takes {now}{f' now, without a network {chosen.offline}' if reached else ' now'}{more}"


def _extras() -> Iterator[Diagnosis]:
    """The voices of extras and plug-ins that are installed; one that is not is no fault."""
    for name, engine in find_engines():
        if name in ("espeak", "gtts", "tone"):
            continue
        if isinstance(engine, EngineError):
            yield Diagnosis(
                part=f"voice {name}", works=False, needed=False, what=engine.what, remedy=engine.remedy
            )
        elif any(
            voice.works is not False and voice.name == engine.default_voice
            for voice in voices_of(name, engine)
        ):
            yield _tried(f"voice {name}", False, partial(_voice, name))


def _jingles() -> str:
    with ExitStack() as closing:
        found = load_music({}, PARTS, closing)
        return ", ".join(f"{part} {music.length / PROGRAMME_RATE:.1f} s" for part, music in found.items())


def _mp3() -> str:
    return f"LAME by lameenc {metadata.version('lameenc')}, tags by mutagen {metadata.version('mutagen')}"


def _cover() -> str:
    from datetime import date

    from bulletin.writers.cover.design import Wanted
    from bulletin.writers.cover.drawing import draw

    wanted = Wanted(station="आकाश", programme="समाचार", title=SAMPLE_TEXT, day=date(2026, 1, 26))
    side = draw(wanted, 300).width
    found = ", ".join(f"{name} {metadata.version(name)}" for name in ("pillow", "uharfbuzz"))
    return f"{side} by {side} pixels drawn with {found}"


def _cache() -> str:
    cache = ClipCache(cache_folder())
    check_writable(cache.folder)
    address = shared_address()
    shared = f", shared in {open_store(address).address}" if address else ""
    return f"in {cache.folder}, {_free(cache.folder)}{shared}"


def _output() -> str:
    folder = DEFAULT_FOLDER.resolve()
    # Leave no folder behind: if it is missing, check the one that it would be made in.
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    check_writable(folder)
    return f"{folder}, {_free(folder)}"


def _free(folder: Path) -> str:
    free = shutil.disk_usage(folder).free
    return f"{free / 1024**3:.1f} GB free" + ("" if free > ENOUGH_SPACE else " (low)")
