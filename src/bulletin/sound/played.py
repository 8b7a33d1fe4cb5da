"""What plays in a part of a programme, in words that are the same wherever in a programme it stands."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.schema.programme import Programme


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
        if sound is None or cue.ducked or cue.start < start or cue.end > stop:
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
    return "\n".join(rows)
