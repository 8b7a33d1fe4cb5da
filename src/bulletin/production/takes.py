"""Takes: the clips in the script's order, with where the speech lies in each and how loud it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Self

from bulletin.production.speaking import Piece
from bulletin.production.store import Store
from bulletin.schema.clip import Clip, Take
from bulletin.schema.script import Script
from bulletin.sound.ahead import CORES
from bulletin.sound.decode import clip_segment, samples_of
from bulletin.sound.speech import SpeechFound, find_speech


class Finding:
    """Finds the speech in clips, several at once, while others are still being spoken.

    Use it in a `with` block, tell of each clip as it comes, then ask for the `takes`.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(CORES, thread_name_prefix="takes")
        self._found: dict[str, Future[SpeechFound]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._threads.shutdown(cancel_futures=True)

    def begin(self, key: str) -> None:
        """Look at the clip of `key`, which is in the store."""
        if key not in self._found:
            self._found[key] = self._threads.submit(self._find, key)

    def takes(
        self, script: Script, asked: Sequence[Piece], clips: Mapping[str, Clip]
    ) -> tuple[list[Take], dict[str, list[float]]]:
        """One take for each piece, in order, and the loudness energies of each voice (see `sound.speech`).

        Raises DiskError (74) if a clip is gone from the store.
        """
        for piece in asked:
            self.begin(clips[piece.key].key)
        takes: list[Take] = []
        energies: dict[str, list[float]] = {}
        for piece in asked:
            clip = clips[piece.key]
            where = self._found[clip.key].result()
            energies.setdefault(script.segments[piece.segment].voice, []).extend(where.energies)
            takes.append(
                Take(
                    clip=clip,
                    segment=piece.segment,
                    sentence=piece.sentence,
                    speech_start=where.start,
                    speech_length=where.length,
                    kept_before=where.before,
                    kept_after=where.after,
                )
            )
        return takes, energies

    def _find(self, key: str) -> SpeechFound:
        speech = self._store.fetch(key)
        segment = clip_segment(speech.sound, speech.encoding, speech.rate)
        return find_speech(samples_of(segment), speech.rate)
