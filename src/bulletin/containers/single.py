"""Single: whether a file is one sound from its first byte to its last. Decoders play the first and report nothing more."""

from __future__ import annotations

from typing import BinaryIO

from bulletin.containers.flac_frames import ends_with_frame
from bulletin.containers.parts import Parts, parts_of
from bulletin.containers.window import Window


def beside_the_sound(file: BinaryIO, parts: Parts | None = None) -> str:
    """What a file has beside one sound, its tags and padding, in words; empty for nothing. Raises OSError.

    `parts` are those of the file, if they are known.
    """
    parts = parts_of(file) if parts is None else parts
    if len(parts.found) > 1:
        second = parts.found[1].start
        return f"{len(parts.found)} sounds are joined in it; a player may end at byte {second:,}, where the second begins"
    if parts.unexplained:
        return f"{parts.unexplained:,} bytes from byte {parts.place:,} on are neither sound nor a tag"
    part = next(iter(parts.found), None)
    if part is not None and part.kind == "flac" and not ends_with_frame(Window(file), part.stop):
        return f"something that is no sound stands before byte {part.stop:,}, behind the last frame"
    return ""
