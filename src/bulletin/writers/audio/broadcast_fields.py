"""Broadcast fields: the offsets of the values in `bext` and `cart`, for their writer and their reader.

`bext` is version 2 of EBU Tech 3285, `cart` is AES46-2002.
"""

from __future__ import annotations

import struct

VERSION_AT = 256 + 32 + 32 + 10 + 8 + 8
"""Bytes before the version of `bext`; from version 2 on it has levels."""

LEVELS_AT = VERSION_AT + 2 + 64
"""Bytes before the levels of `bext`."""

LEVELS = struct.Struct("<5h")
"""Loudness, its range, true peak, loudest 400 ms and 3 s: hundredths of LUFS, LU or dBTP."""

NOT_MEASURED = 0x7FFF
"""A level of `bext` that was not measured."""

TIMERS_AT = 4 + 7 * 64 + 2 * (10 + 8) + 3 * 64 + 4
"""Bytes before the timers of `cart`."""

TIMER = struct.Struct("<4sI")
"""The name of a mark, and its sample."""

TIMERS = 8
