"""Takes: the clips in the script's order, with where the speech lies in each and how loud it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bulletin.production.speaking import Piece
from bulletin.production.store import Store
from bulletin.schema.clip import Clip, Take
from bulletin.schema.script import Script
from bulletin.sound.ahead import ahead
from bulletin.sound.decode import clip_segment, samples_of
from bulletin.sound.speech import SpeechFound, find_speech


def find_takes(
    script: Script, asked: Sequence[Piece], clips: Mapping[str, Clip], store: Store
) -> tuple[list[Take], dict[str, list[float]]]:
    """One take for each piece, in order, and the loudness energies of each voice (see `sound.speech`)."""

    def find(key: str) -> SpeechFound:
        speech = store.fetch(key)
        segment = clip_segment(speech.sound, speech.encoding, speech.rate)
        return find_speech(samples_of(segment), speech.rate)

    keys = list(dict.fromkeys(clips[piece.key].key for piece in asked))
    found = dict(zip(keys, ahead(find, keys), strict=True))
    takes: list[Take] = []
    energies: dict[str, list[float]] = {}
    for piece in asked:
        clip = clips[piece.key]
        where = found[clip.key]
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
