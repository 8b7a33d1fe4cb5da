"""Legacy: a bare text typed for a legacy font → its article in Unicode, if it can be converted beyond doubt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from bulletin.errors import InputError
from bulletin.readers.legacy.kruti_dev import is_plain_hindi, rows_from_kruti_dev
from bulletin.readers.text.encoding import decode
from bulletin.readers.text.reading import read_text
from bulletin.schema.article import Article, LeftOut

KRUTI_DEV = "Kruti Dev"


def converted_from(font: str, line: int) -> LeftOut:
    """The entry that says that text from `line` on was converted to Unicode."""
    return LeftOut(text=font, line=line, reason="font", rule="legacy-font")


def refused(font: str, why: str, source: str) -> InputError:
    """The error for a text in a font that is not converted."""
    return InputError(
        f"this is in a legacy font ({font}), not in Unicode, {why}.",
        error_id="text.legacy_font",
        source=source,
        remedy="Convert it to Unicode with a converter for its font, check it, and give that: bulletin make article.txt",
    )


def read_kruti_dev(data: bytes, source: str) -> Article:
    """The article in a text that looks typed for Kruti Dev or DevLys, converted.

    Raises InputError (65) unless what comes out is plainly Hindi, with every sign known.
    """
    text = _decoded(data, source)
    converted, unknown = rows_from_kruti_dev(text)
    if unknown:
        raise refused("Kruti Dev or DevLys", f'and "{unknown}" in it cannot be converted', source)
    if not is_plain_hindi(converted):
        raise refused("Kruti Dev or DevLys", "and converted as such it is no plain Hindi", source)
    article = read_text(converted.encode(), source)
    return replace(article, left_out=(converted_from(KRUTI_DEV, 1), *article.left_out))


def _decoded(data: bytes, source: str) -> str:
    """The text; a file that old programs saved is in Windows-1252, in which these fonts' signs are."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError):
            data = data.decode("cp1252").encode()
    return decode(data, source)
