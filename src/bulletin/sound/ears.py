"""Ears: the `listen` function handed to engines. It imports the decoder only when it is called."""

from __future__ import annotations

from bulletin.schema.clip import Heard


def listen(sound: bytes) -> Heard:
    """Decode a whole stream; return its rate, length and peaks. Raises InputError (65) if it does not decode."""
    from bulletin.sound import decode

    return decode.listen(sound)
