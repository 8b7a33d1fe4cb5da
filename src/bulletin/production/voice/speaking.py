"""Speaking: a plan → the clips of all its pieces, from the cache or from the engines, several at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import ExitStack
from dataclasses import dataclass, field

from bulletin.engines import Session
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError, first_words
from bulletin.production.cache.clips import ClipCache
from bulletin.production.events import FellBack, PieceSpoken
from bulletin.production.voice.casting import reason_of
from bulletin.production.voice.judge import spoken
from bulletin.production.voice.keeping import opened
from bulletin.production.voice.pieces import Piece, SpeakingPlan
from bulletin.schema.clip import Clip, Speech
from bulletin.schema.episode import Requests
from bulletin.schema.script import Script

Listen = Callable[[Speech], Speech]
"""Is called with a new clip before it is kept; returns it with where the voice lies in it."""

Heard = Callable[[str, Speech], None]
"""Is called with the key of a new clip and its speech."""

Failed = dict[int, str]
"""Why each segment could not be spoken, by its index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What speaking returns: the script as it was spoken, and a clip for each piece of it."""

    script: Script
    """With the voice that speaks each segment."""
    voice: str
    """The bulletin's own voice, `engine:name`."""
    reason: str = ""
    """Why that is not the first choice, if it is not."""
    pieces: tuple[Piece, ...]
    """Every piece, in the script's order."""
    clips: Mapping[str, Clip]
    """By key; the sound itself is in the cache."""
    fell_back: Mapping[int, str] = field(default_factory=dict)
    """Why the fallback voice speaks a section: by the section's index in `script.sections()`."""
    requests: Requests


def speak(
    plan: SpeakingPlan,
    cache: ClipCache,
    *,
    parallel: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
    listen: Listen = lambda speech: speech,
    heard: Heard = lambda *_: None,
) -> Generator[PieceSpoken | FellBack, None, Spoken]:
    """Speak every piece, each text once a voice; yields an event a piece.

    Calls `meanwhile` once the first requests are under way, and for each new clip, in the thread that had it spoken,
    `listen` and then `heard`. Sections with a piece that their voice could not speak are spoken by the plan's fallback instead, whole;
    what their own voice did speak stays in the cache for the next run. Raises what the engine raises, with the segment
    in its second line; what was spoken by then is cached.
    """
    return (yield from _Speaker(plan, cache, parallel, meanwhile, listen, heard).run())


class _Speaker:
    """The state of `speak` while it runs."""

    def __init__(
        self,
        plan: SpeakingPlan,
        cache: ClipCache,
        parallel: int | None,
        meanwhile: Callable[[], None],
        listen: Listen,
        heard: Heard,
    ) -> None:
        self._plan = plan
        self._cache = cache
        self._parallel = parallel
        self._meanwhile = meanwhile
        self._listen = listen
        self._heard = heard
        self._stop = threading.Event()
        self._clips: dict[str, Clip] = {}
        self._made = 0
        self._from_cache = 0

    def run(self) -> Generator[PieceSpoken | FellBack, None, Spoken]:
        failed: Failed = {}
        fell_back: dict[int, str] = {}
        yield from self._run_once(failed)
        fallback = self._plan.fallback
        if failed and fallback is not None:
            sections = self._plan.script.sections()
            casts = list(self._plan.casts)
            for number, section in enumerate(sections):
                reason = next((failed[place] for place in section.places if place in failed), None)
                if reason is not None:
                    fell_back[number] = reason
                    for place in section.places:
                        casts[place] = fallback
            self._plan = self._plan.recast(tuple(casts))
            yield FellBack(fallback.name, len(fell_back), len(sections), failed[min(failed)])
            yield from self._run_once(None)
        return Spoken(
            script=self._plan.script,
            voice=self._plan.main.name,
            reason=self._plan.main.reason,
            pieces=self._plan.pieces,
            clips=self._clips,
            fell_back=fell_back,
            requests=Requests(made=self._made, from_cache=self._from_cache),
        )

    def _run_once(self, failed: Failed | None) -> Iterator[PieceSpoken]:
        """Speak every piece that has no clip yet; segments that cannot be spoken go to `failed`, if given."""
        missing: dict[str, Piece] = {}
        total = self._plan.steps
        for piece in self._plan.pieces:
            if piece.key in self._clips or piece.key in missing:
                continue
            speech = self._cache.recall(piece.key)
            if speech is None or speech.makeshift:
                missing[piece.key] = piece
                continue
            self._keep(piece, speech)
            self._from_cache += 1
            yield self._event(piece, total, from_cache=True)
        for cast in dict.fromkeys(cast.name for cast in self._plan.casts):
            mine = [piece for piece in missing.values() if self._plan.casts[piece.segment].name == cast]
            if mine:
                yield from self._speak(mine, total, failed)

    def _speak(self, missing: Sequence[Piece], total: int, failed: Failed | None) -> Iterator[PieceSpoken]:
        """Speak pieces of one voice."""
        cast, fallback = self._plan.casts[missing[0].segment], self._plan.fallback
        may_fail = failed is not None and fallback is not None and cast.name != fallback.name
        with ExitStack() as closing:
            try:
                session = closing.enter_context(opened(cast, self._parallel))
            except EngineError as error:
                if not may_fail or failed is None:
                    raise
                self._fail(missing, reason_of(error), failed)
                return
            callers = getattr(session, "callers", session.parallel)
            pool = ThreadPoolExecutor(max_workers=callers, thread_name_prefix="voice")
            try:
                waiting = {pool.submit(self._speak_one, session, piece): piece for piece in missing}
                self._meanwhile()
                while waiting:
                    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        piece = waiting.pop(future)
                        try:
                            speech, made = future.result()
                        except (TryLaterError, ServiceAnswerError, EngineError) as error:
                            if not may_fail or failed is None:
                                raise self._placed(error, piece) from None
                            given_up = [piece]
                            if isinstance(error, TryLaterError):
                                # The service would not answer for the others either: do not send what is queued.
                                given_up += _cancelled(waiting)
                            self._fail(given_up, reason_of(error), failed)
                            continue
                        except BulletinError as error:
                            raise self._placed(error, piece) from None
                        self._keep(piece, speech)
                        self._made += made
                        self._from_cache += not made
                        yield self._event(piece, total, from_cache=not made)
            finally:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                self._stop = threading.Event()

    def _fail(self, given_up: Sequence[Piece], reason: str, failed: Failed) -> None:
        keys = {piece.key for piece in given_up}
        for piece in self._plan.pieces:
            if piece.key in keys:
                failed.setdefault(piece.segment, reason)

    def _speak_one(self, session: Session, piece: Piece) -> tuple[Speech, bool]:
        """The speech of a piece, and whether it was made here: another run may have made it meanwhile."""
        stop = self._stop
        with self._cache.key_lock(piece.key, stop):
            if stop.is_set():
                raise RuntimeError("stopped")
            speech = self._cache.get(piece.key)
            if speech is not None and not speech.makeshift:
                return speech, False
            speech = self._cache.put(piece.key, self._listen(spoken(session, piece.text)))
        self._heard(piece.key, speech)
        return speech, True

    def _keep(self, piece: Piece, speech: Speech) -> None:
        self._clips[piece.key] = Clip(
            key=piece.key,
            spoken=piece.text,
            rate=speech.rate,
            length=speech.length,
            words=speech.words,
            stretch=self._plan.casts[piece.segment].stretch,
        )

    def _event(self, piece: Piece, total: int, *, from_cache: bool) -> PieceSpoken:
        segment = self._plan.script.segments[piece.segment].id
        return PieceSpoken(segment=segment, done=len(self._clips), total=total, from_cache=from_cache)

    def _placed(self, error: BulletinError, piece: Piece) -> BulletinError:
        """The error with the place it happened at, and how much is cached."""
        script = self._plan.script
        segment = script.segments[piece.segment]
        sentence = segment.sentences[piece.sentence]
        source = script.sources[segment.story]
        line = f" line {segment.line}" if segment.line else ""
        error.source = (
            f"{source}{line}, segment {piece.segment + 1} of {len(script.segments)}"
            f" {first_words(sentence.written)}"
        )
        kept = len(self._clips)
        if kept and "kept" not in error.remedy:
            error.remedy = f"{kept} of {self._plan.steps} pieces are kept. {error.remedy}"
        return error


def _cancelled(waiting: dict[Future[tuple[Speech, bool]], Piece]) -> list[Piece]:
    """Cancel every request that has not begun; returns their pieces."""
    cancelled = [future for future in waiting if future.cancel()]
    return [waiting.pop(future) for future in cancelled]
