"""Ears: what engines are handed to judge encoded sound by. It loads the decoder when there is something to hear."""

from __future__ import annotations

from bulletin.schema.clip import Heard


def listen(sound: bytes) -> Heard:
    """Decode a whole stream and say what is in it. Raises InputError (65) if it does not decode."""
    from bulletin.sound import decode

    return decode.listen(sound)
