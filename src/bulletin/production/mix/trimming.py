"""Trimming: clips → the same in the script's order, with where the speech is in each, and how loud it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from bulletin.production.cache.clips import ClipCache
from bulletin.production.voice.speaking import Spoken
from bulletin.schema.clip import Speech, SpeechFound, TrimmedClip
from bulletin.sound.ahead import ahead
from bulletin.sound.decode import clip_segment, samples_of
from bulletin.sound.speech import find_speech


def voice_in(speech: Speech) -> SpeechFound:
    """Where the voice lies in a clip, by its samples."""
    segment = clip_segment(speech.sound, speech.encoding, speech.rate)
    return find_speech(samples_of(segment), speech.rate)


class Trimmer:
    """Finds where the speech lies in each clip, as clips are spoken; then returns all of them `trimmed`."""

    def __init__(self, cache: ClipCache) -> None:
        self._cache = cache
        self._found: dict[str, SpeechFound] = {}
        self.digests: dict[str, str] = {}
        """Of the sound of each clip that was looked at, by key."""

    def look(self, key: str, speech: Speech) -> None:
        """Note where the voice lies in the clip of `key`, and find it if need be. Safe in several threads."""
        self.digests[key] = speech.digest or hashlib.sha256(speech.sound).hexdigest()
        self._found[key] = speech.found or voice_in(speech)

    def found(self, key: str) -> SpeechFound:
        """Where the speech lies in a clip that is in the cache. Raises DiskError (74) if it is gone."""
        if key not in self._found:
            self.look(key, self._cache.fetch(key))
        return self._found[key]

    def look_all(self, keys: Iterable[str]) -> None:
        """Find the speech in clips that are in the cache, several at once. Raises DiskError (74) if one is gone."""
        left = dict.fromkeys(key for key in keys if key not in self._found)
        for _ in ahead(lambda key: self.look(key, self._cache.fetch(key)), left):
            pass

    def trimmed(self, spoken: Spoken) -> tuple[list[TrimmedClip], dict[str, list[float]]]:
        """One trimmed clip for each piece, in order, and the loudness energies of each voice (see `sound.speech`).

        Raises DiskError (74) if a clip is gone from the cache.
        """
        # Those that were in the cache already.
        self.look_all(piece.key for piece in spoken.pieces)
        trimmed: list[TrimmedClip] = []
        energies: dict[str, list[float]] = {}
        for piece in spoken.pieces:
            clip = spoken.clips[piece.key]
            where = self._found[clip.key]
            energies.setdefault(spoken.script.segments[piece.segment].voice, []).extend(where.energies)
            trimmed.append(
                TrimmedClip(
                    clip=clip,
                    segment=piece.segment,
                    sentence=piece.sentence,
                    speech_start=where.start,
                    speech_length=where.length,
                    kept_before=where.before,
                    kept_after=where.after,
                )
            )
        return trimmed, energies
