"""Speaking: a script → its clips, from the store or from the engine, several at once, in the script's order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from bulletin.engines import Session
from bulletin.errors import BulletinError, first_words
from bulletin.language.pieces import pieces
from bulletin.production.casting import Cast
from bulletin.production.events import PieceSpoken
from bulletin.production.store import Store
from bulletin.schema.clip import Clip, Speech
from bulletin.schema.script import Script
from bulletin.sound.decode import listen


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One request: a sentence, or a part of one that fits the engine's limit."""

    segment: int
    sentence: int
    text: str


def pieces_of_script(script: Script, limit: int | None) -> list[Piece]:
    """Everything the script has to say, cut to the engine's limit, in order."""
    return [
        Piece(segment=number, sentence=place, text=text)
        for number, segment in enumerate(script.segments)
        for place, sentence in enumerate(segment.sentences)
        for text in pieces(sentence.spoken, limit)
    ]


class Speaking:
    """Has every piece spoken, each text once. After `run`, `clips` has one clip a piece."""

    def __init__(self, script: Script, asked: list[Piece], cast: Cast, store: Store) -> None:
        self._script = script
        self._asked = asked
        self._cast = cast
        self._store = store
        self._stop = threading.Event()
        self.clips: dict[str, Clip] = {}
        """By spoken text."""
        self.made = 0
        self.from_cache = 0

    def run(self) -> Iterator[PieceSpoken]:
        """Speak, telling of each piece as it is done.

        Raises what the engine raises, with the segment in its second line; what was spoken by then is kept.
        """
        first: dict[str, Piece] = {}
        for piece in self._asked:
            first.setdefault(piece.text, piece)
        total = len(first)
        missing: list[Piece] = []
        for piece in first.values():
            speech = self._store.get(self._cast.key(piece.text))
            if speech is None:
                missing.append(piece)
                continue
            self._keep(piece.text, speech)
            self.from_cache += 1
            yield self._spoken(piece, total, from_cache=True)
        if missing:
            yield from self._speak(missing, total)

    def _speak(self, missing: list[Piece], total: int) -> Iterator[PieceSpoken]:
        with self._cast.engine.open(self._cast.voice, listen) as session:
            pool = ThreadPoolExecutor(max_workers=session.parallel, thread_name_prefix="voice")
            try:
                waiting: dict[Future[Speech], Piece] = {
                    pool.submit(self._speak_one, session, piece): piece for piece in missing
                }
                while waiting:
                    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
                    for future in done:
                        piece = waiting.pop(future)
                        try:
                            speech = future.result()
                        except BulletinError as error:
                            raise self._placed(error, piece) from None
                        self._keep(piece.text, speech)
                        self.made += 1
                        yield self._spoken(piece, total, from_cache=False)
            finally:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)

    def _speak_one(self, session: Session, piece: Piece) -> Speech:
        if self._stop.is_set():
            raise RuntimeError("stopped")
        speech = session.speak(piece.text)
        self._store.put(self._cast.key(piece.text), speech)
        return speech

    def _keep(self, text: str, speech: Speech) -> None:
        self.clips[text] = Clip(
            key=self._cast.key(text), spoken=text, rate=speech.rate, length=speech.length, words=speech.words
        )

    def _spoken(self, piece: Piece, total: int, *, from_cache: bool) -> PieceSpoken:
        segment = self._script.segments[piece.segment].id
        return PieceSpoken(segment=segment, done=len(self.clips), total=total, from_cache=from_cache)

    def _placed(self, error: BulletinError, piece: Piece) -> BulletinError:
        """The error with the place it happened at, and what is kept."""
        segment = self._script.segments[piece.segment]
        sentence = segment.sentences[piece.sentence]
        source = self._script.sources[segment.story]
        line = f" line {segment.line}" if segment.line else ""
        error.source = (
            f"{source}{line}, segment {piece.segment + 1} of {len(self._script.segments)}"
            f" {first_words(sentence.written)}"
        )
        kept = len(self.clips)
        if kept and "kept" not in error.remedy:
            error.remedy = (
                f"{kept} of {len({one.text for one in self._asked})} pieces are kept. {error.remedy}"
            )
        return error
