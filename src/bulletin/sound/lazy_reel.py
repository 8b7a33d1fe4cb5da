"""A lazy reel: a programme whose passages are mixed when they are first read.

A passage is what plays between two silences. Of a bulletin in which one story changed, most passages are never read, as
their sound is copied from the finished file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from threading import Lock

from bulletin.schema.clip import Speech
from bulletin.schema.programme import Channels, Cue, Part, Programme, merged
from bulletin.sound.decode import Sound
from bulletin.sound.ducking import Ducking
from bulletin.sound.music import Music
from bulletin.sound.reel import Reel, unpickled
from bulletin.sound.render import play, voice


class LazyReel:
    """The samples that `render` makes of a programme without a bed, mixed onto `reel` passage by passage.

    `clip(key)` returns a clip's speech. Errors of both are raised by the `read` that needs them.
    """

    def __init__(
        self, programme: Programme, clip: Callable[[str], Speech], music: Mapping[Part, Music], reel: Reel
    ) -> None:
        if programme.bed is not None:
            raise ValueError("under a bed there is no silence")
        self.channels: Channels = reel.channels
        self.length: int = programme.length
        self._clip, self._music, self._reel = clip, music, reel
        self._ducking = Ducking(programme.speech)
        passages = merged(programme.cues)
        self._starts = [start for start, _ in passages]
        self._ends = [end for _, end in passages]
        self._cues: list[list[Cue]] = [[] for _ in passages]
        for cue in programme.cues:
            # In the programme's order: sums of three floats depend on it.
            self._cues[bisect_right(self._starts, cue.start) - 1].append(cue)
        self._turns = [Lock() for _ in passages]
        reel.close_at(self.length)

    def read(self, start: int, stop: int) -> Sound:
        """The samples between two places, as far as there are any. Several threads may read at once."""
        for passage in self._between(start, stop):
            with self._turns[passage]:
                self._mix(passage)
        return self._reel.read(start, stop)

    def is_silent(self, start: int, stop: int) -> bool:
        """Whether nothing plays between two places."""
        return not self._between(start, stop)

    def _between(self, start: int, stop: int) -> range:
        return range(bisect_right(self._ends, start), bisect_left(self._starts, stop))

    def _mix(self, passage: int) -> None:
        for cue in self._cues[passage]:
            if cue.jingle is not None:
                play(cue, self._music[cue.jingle], self._ducking, self._reel)
            else:
                self._reel.mix(cue.start, voice(cue, self._clip, self.channels))
        self._cues[passage] = []

    def __reduce__(self) -> tuple[Callable[[Channels, bytes], Reel], tuple[Channels, bytes]]:
        """Pickled, it carries all its samples, as a reel does."""
        return unpickled, (self.channels, self.read(0, self.length).tobytes())
