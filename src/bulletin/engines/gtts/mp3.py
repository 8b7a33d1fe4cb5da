"""MP3: whether an answer is one whole stream of frames. Pure; nothing is decoded.

A decoder takes a stream that was cut for a shorter one and reports nothing, so the frames are counted here.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

from bulletin.containers.frames import Frame, frames_from, may_follow
from bulletin.containers.id3 import end_of_tags
from bulletin.containers.window import Window


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream's frames, and what is wrong with their row; an empty string if nothing is."""

    frames: tuple[Frame, ...]
    fault: str = ""

    @property
    def samples(self) -> int:
        """Samples per channel that it should decode to, with those that an encoder marks as its own delay."""
        return sum(frame.header.samples for frame in self.frames)


def stream(sound: bytes) -> Stream:
    """The layer III frames of `sound`: in one row, from the start (or an ID3 tag) to the end (or another tag)."""
    data = Window(io.BytesIO(sound))
    frames: list[Frame] = []
    end = end_of_tags(data)
    for frame in frames_from(data, end):
        if frame.header.layer != 3:
            break
        if frame.stop > len(sound):
            return Stream(tuple(frames), "sound that is cut off in the middle")
        frames.append(frame)
        end = frame.stop
    if not frames:
        return Stream((), "sound that is no MP3")
    if not may_follow(data, end):
        # Part of a header, or what follows after a hole.
        return Stream(tuple(frames), "sound that is cut off or has a hole in it")
    return Stream(tuple(frames))
