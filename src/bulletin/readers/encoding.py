"""Encoding: the bytes of a text file → its text. Only UTF-8 is read."""

from __future__ import annotations

import codecs

from bulletin.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))


def decode(data: bytes, source: str) -> str:
    """The text of `data`, without its byte-order mark, with LF line ends.

    Raises InputError (65) if it is not UTF-8, with the first wrong byte and a guess at the encoding.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            if name == "utf-8":
                data = data[len(bom) :]
                break
            raise _wrong(
                source, "the file is UTF-16, not UTF-8.", 'Save it as "UTF-8" in the editor and try again.'
            )
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


def _guess(data: bytes) -> str:
    # In UTF-16 every other byte is the high one: 0x00 for ASCII, 0x09 for Devanagari.
    if any(sum(byte in (0, 9) for byte in data[side::2]) > len(data) // 3 for side in (0, 1)):
        return "It looks like UTF-16."
    if sum(byte < 0x20 and byte not in b"\t\n\r\f" for byte in data) > len(data) // 100:
        return "It looks like no text at all."
    high = sum(byte >= 0xA0 for byte in data)
    if high > len(data) // 3:
        return "It looks like ISCII or a legacy Hindi font."
    return "It looks like Latin-1 or Windows-1252, or a file damaged in transfer."


def _wrong(source: str, what: str, remedy: str) -> InputError:
    return InputError(what, error_id="text.encoding", source=source, remedy=remedy)
