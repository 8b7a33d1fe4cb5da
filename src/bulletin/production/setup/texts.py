"""Texts: a station file or lexicon → its text."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import ConfigurationError, InputError, MissingInputError
from bulletin.readers import read_source
from bulletin.readers.text.encoding import decode


def read_config(path: Path, error_id: str) -> str:
    """The text of the file. Raises MissingInputError (66) where there is none, ConfigurationError (78) for no text."""
    try:
        return decode(read_source(str(path)), str(path))
    except MissingInputError:
        raise
    except InputError as error:
        raise ConfigurationError(
            error.what, error_id=error_id, source=error.source, remedy=error.remedy
        ) from None
