"""Speaking: a script → its clips, from the cache or from the engines, several at once, in the script's order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace

from bulletin.engines import Session
from bulletin.errors import BulletinError, EngineError, ServiceAnswerError, TryLaterError, first_words
from bulletin.language.pieces import pieces
from bulletin.production.cache.clips import ClipCache
from bulletin.production.events import FellBack, PieceSpoken
from bulletin.production.voice.casting import Cast, Casting, reason_of
from bulletin.production.voice.judge import spoken
from bulletin.schema.clip import Clip, Speech
from bulletin.schema.script import Script
from bulletin.sound.ears import listen

Heard = Callable[[str, Speech], None]
"""What is told of the key of a clip and its speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One request: a sentence, or a part of one that fits the engine's limit."""

    segment: int
    sentence: int
    text: str
    key: str
    """The key of its clip."""


def sections_of(script: Script) -> list[int]:
    """The number of the section that each segment belongs to."""
    return [number for number, section in enumerate(script.sections()) for _ in section.places]


class Speaking:
    """Has every piece spoken, each text once a voice. After `run`, `clips` has one clip a piece.

    With a `fallback`, sections of which the casted voice could not speak every piece are spoken by that
    voice instead, whole; what the casted voice did speak of them is kept for the next run.
    """

    def __init__(
        self,
        script: Script,
        casting: Casting,
        cache: ClipCache,
        *,
        parallel: int | None = None,
        fallback: Cast | None = None,
    ) -> None:
        self._cache = cache
        self._parallel = parallel
        self._fallback = fallback
        self._stop = threading.Event()
        self._meanwhile: Callable[[], None] = lambda: None
        self._heard: Heard = lambda *_: None
        self._casts: list[Cast] = [casting.of(segment) for segment in script.segments]
        self.script = script
        """With the voice of each segment."""
        self.asked: list[Piece] = []
        """Every piece, in the script's order."""
        self.clips: dict[str, Clip] = {}
        """By key."""
        self.fell_back: dict[int, str] = {}
        """Sections that the fallback speaks, and why."""
        self.made = 0
        self.from_cache = 0
        self._settle()

    def _settle(self) -> None:
        """Write the casts into the script, and cut it into pieces for them."""
        segments = zip(self.script.segments, self._casts, strict=True)
        self.script = replace(
            self.script, segments=tuple(replace(segment, voice=cast.name) for segment, cast in segments)
        )
        self.asked = [
            Piece(segment=number, sentence=place, text=text, key=cast.key(text))
            for number, (segment, cast) in enumerate(zip(self.script.segments, self._casts, strict=True))
            for place, sentence in enumerate(segment.sentences)
            for text in pieces(sentence.spoken, cast.engine.limit)
        ]

    def keys(self) -> set[str]:
        """The keys of all clips that this may need, the fallback's too."""
        found = {piece.key for piece in self.asked}
        if self._fallback is not None:
            for segment in self.script.segments:
                for sentence in segment.sentences:
                    parts = pieces(sentence.spoken, self._fallback.engine.limit)
                    found.update(self._fallback.key(text) for text in parts)
        return found

    @property
    def steps(self) -> int:
        """How many different pieces there are to speak."""
        return len({piece.key for piece in self.asked})

    def run(
        self, meanwhile: Callable[[], None] = lambda: None, heard: Heard = lambda *_: None
    ) -> Iterator[PieceSpoken | FellBack]:
        """Speak, telling of each piece as it is done; what is spoken now is `heard`, in the thread that had it spoken.

        Does something else `meanwhile`, once the first are under way. Raises what the engine raises, with the
        segment in its second line; what was spoken by then is kept.
        """
        failed: dict[int, str] = {}
        self._meanwhile, self._heard = meanwhile, heard
        yield from self._run_once(failed)
        if not failed or self._fallback is None:
            return
        sections = sections_of(self.script)
        for number, reason in sorted(failed.items()):
            self.fell_back.setdefault(sections[number], reason)
        self._casts = [
            self._fallback if section in self.fell_back else cast
            for section, cast in zip(sections, self._casts, strict=True)
        ]
        self._settle()
        yield FellBack(self._fallback.name, len(self.fell_back), sections[-1] + 1, failed[min(failed)])
        yield from self._run_once(None)

    def _run_once(self, failed: dict[int, str] | None) -> Iterator[PieceSpoken]:
        """Speak every piece that has no clip yet; segments that cannot be spoken go to `failed`, if given."""
        missing: dict[str, Piece] = {}
        total = self.steps
        for piece in self.asked:
            if piece.key in self.clips or piece.key in missing:
                continue
            speech = self._cache.get(piece.key)
            if speech is None or speech.makeshift:
                missing[piece.key] = piece
                continue
            self._keep(piece, speech)
            self.from_cache += 1
            yield self._spoken(piece, total, from_cache=True)
        for cast in dict.fromkeys(cast.name for cast in self._casts):
            mine = [piece for piece in missing.values() if self._casts[piece.segment].name == cast]
            if mine:
                yield from self._speak(mine, total, failed)

    def _speak(
        self, missing: Sequence[Piece], total: int, failed: dict[int, str] | None
    ) -> Iterator[PieceSpoken]:
        """Speak pieces of one cast."""
        cast = self._casts[missing[0].segment]
        may_fail = failed is not None and self._fallback is not None and cast.name != self._fallback.name
        try:
            session = cast.engine.open(cast.voice, listen, manner=cast.manner, parallel=self._parallel)
        except EngineError as error:
            if not may_fail or failed is None:
                raise
            self._fail(missing, reason_of(error), failed)
            return
        with session:
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
                                # It would not answer for the others either: what has not begun is not asked.
                                given_up += self._give_up(waiting)
                            self._fail(given_up, reason_of(error), failed)
                            continue
                        except BulletinError as error:
                            raise self._placed(error, piece) from None
                        self._keep(piece, speech)
                        self.made += made
                        self.from_cache += not made
                        yield self._spoken(piece, total, from_cache=not made)
            finally:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                self._stop = threading.Event()

    def _give_up(self, waiting: dict[Future[tuple[Speech, bool]], Piece]) -> list[Piece]:
        """Take back every piece that nobody has begun to speak."""
        cancelled = [future for future in waiting if future.cancel()]
        return [waiting.pop(future) for future in cancelled]

    def _fail(self, given_up: Sequence[Piece], reason: str, failed: dict[int, str]) -> None:
        texts = {piece.key for piece in given_up}
        for piece in self.asked:
            if piece.key in texts:
                failed.setdefault(piece.segment, reason)

    def _speak_one(self, session: Session, piece: Piece) -> tuple[Speech, bool]:
        """The speech of a piece, and whether it was made here: another run may have been making it."""
        stop = self._stop
        with self._cache.key_lock(piece.key, stop):
            if stop.is_set():
                raise RuntimeError("stopped")
            speech = self._cache.get(piece.key)
            if speech is not None and not speech.makeshift:
                return speech, False
            speech = spoken(session, piece.text)
            self._cache.put(piece.key, speech)
        self._heard(piece.key, speech)
        return speech, True

    def _keep(self, piece: Piece, speech: Speech) -> None:
        self.clips[piece.key] = Clip(
            key=piece.key, spoken=piece.text, rate=speech.rate, length=speech.length, words=speech.words
        )

    def _spoken(self, piece: Piece, total: int, *, from_cache: bool) -> PieceSpoken:
        segment = self.script.segments[piece.segment].id
        return PieceSpoken(segment=segment, done=len(self.clips), total=total, from_cache=from_cache)

    def _placed(self, error: BulletinError, piece: Piece) -> BulletinError:
        """The error with the place it happened at, and what is kept."""
        segment = self.script.segments[piece.segment]
        sentence = segment.sentences[piece.sentence]
        source = self.script.sources[segment.story]
        line = f" line {segment.line}" if segment.line else ""
        error.source = (
            f"{source}{line}, segment {piece.segment + 1} of {len(self.script.segments)}"
            f" {first_words(sentence.written)}"
        )
        kept = len(self.clips)
        if kept and "kept" not in error.remedy:
            error.remedy = f"{kept} of {self.steps} pieces are kept. {error.remedy}"
        return error
