"""What plays in a part of a programme, in words that are the same wherever in a programme it stands."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.schema.programme import Cue, Programme
from bulletin.sound.ducking import REACH


def played(programme: Programme, sounds: Mapping[str, str], start: int, stop: int) -> str | None:
    """All that decides the samples of a reel from `start` to `stop`, between two silences.

    `sounds` has a digest of each clip by its key and of each jingle by its name. Two parts with the same words have the
    same samples. None where that cannot be said: where music plays under the voice, something reaches beyond the part, or
    a sound has no digest.
    """
    if programme.bed is not None:
        return None
    rows = [f"{stop - start} {programme.channels}"]
    for cue in programme.cues:
        if cue.end <= start or cue.start >= stop:
            continue
        sound = sounds.get(cue.clip if cue.jingle is None else cue.jingle)
        if sound is None or cue.start < start or cue.end > stop:
            return None
        shape = (
            cue.length,
            cue.trim_start,
            cue.trim_length,
            cue.stretched,
            cue.gain,
            cue.fade_in,
            cue.fade_out,
        )
        rows.append(f"{cue.start - start} {sound} {' '.join(map(repr, shape))}")
        if cue.ducked:
            rows.append(f"{cue.ducked!r} under {_speech_around(programme, cue, start)}")
    return "\n".join(rows)


def _speech_around(programme: Programme, cue: Cue, start: int) -> list[tuple[int, int]]:
    """The speech that turns a cue down, or up again after it."""
    return [
        (begun - start, ended - start)
        for begun, ended in programme.speech
        if begun < cue.end + REACH and ended > cue.start - REACH
    ]
