"""Encoding: the bytes of a text file → its text: UTF-8, or UTF-16 and UTF-32 as Windows' editors save them."""

from __future__ import annotations

import codecs

from bulletin.errors import InputError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_HIGH_BYTES = b"\x00\x09\x20"
"""The upper bytes in UTF-16 of Latin letters and digits, of Devanagari, and of dashes and quotation marks."""

LEAST_HIGH_BYTES = 0.9
"""Share of a text's UTF-16 units with such an upper byte: the rest is emoji and signs."""

FEWEST_UNITS = 8
"""UTF-16 units in a file without a byte-order mark that can be told."""

LOOKED_AT = 20_000
"""Bytes from the beginning by which UTF-16 without a byte-order mark is told."""


def decode(data: bytes, source: str) -> str:
    """The text of `data`, without its byte-order mark, with LF line ends.

    Raises InputError (65) if it is neither UTF-8 nor UTF-16, with the first wrong byte and a guess at the encoding.
    """
    data = as_utf8(data, source).removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
        line = data.count(b"\n", 0, at) + 1
        raise _wrong(
            source,
            f"the file is not UTF-8: byte 0x{data[at]:02X} at {at:,} (line {line}). {_guess(data)}",
            'Save it as "UTF-8" in the editor, or convert it, and try again.',
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def as_utf8(data: bytes, source: str) -> bytes:
    """`data` in UTF-8 if it is UTF-16 or UTF-32, told by its byte-order mark or its zeros; all else as it is.

    Raises InputError (65) if a byte-order mark is followed by what is not of its encoding.
    """
    name, marked = _wide(data)
    if not name:
        return data
    try:
        return data.decode(name).removeprefix("\ufeff").encode("utf-8")
    except UnicodeDecodeError as error:
        if not marked:
            return data
        raise _wrong(
            source,
            f"the file is {name[:6].upper()} by its byte-order mark, but damaged at byte {error.start:,} of {len(data):,}.",
            'Open the original in an editor, save it as "UTF-8", and give that.',
        ) from None


def _wide(data: bytes) -> tuple[str, bool]:
    """The codec of UTF-16 or UTF-32, or "", and whether a byte-order mark says so."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, True
    seen = data[:LOOKED_AT]
    units = len(seen) // 2
    if len(data) % 2 or units < FEWEST_UNITS or b"\0" not in seen:
        return "", False
    for name, high, low in (("utf-16-le", seen[1::2], seen[::2]), ("utf-16-be", seen[::2], seen[1::2])):
        # A zero as a lower byte is a letter that no Hindi text has.
        known = sum(map(high.count, _HIGH_BYTES))
        if 0 in high and 0 not in low and known >= LEAST_HIGH_BYTES * units:
            return name, False
    return "", False


def _guess(data: bytes) -> str:
    # In UTF-16 every other byte is the high one: 0x00 for ASCII, 0x09 for Devanagari.
    if any(sum(byte in (0, 9) for byte in data[side::2]) > len(data) // 3 for side in (0, 1)):
        return "It looks like damaged UTF-16."
    if sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in data) > len(data) // 100:
        return "It looks like no text at all."
    high = sum(byte >= 0xA0 for byte in data)
    if high > len(data) // 3:
        return "It looks like ISCII or a legacy Hindi font."
    return "It looks like Latin-1 or Windows-1252, or a file damaged in transfer."


def _wrong(source: str, what: str, remedy: str) -> InputError:
    return InputError(what, error_id="text.encoding", source=source, remedy=remedy)
