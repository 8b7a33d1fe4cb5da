"""Collection: what the public collection of piper voices offers, by its index. Pure.

The index (voices.json) is a JSON object by voice name; each voice's "files" gives the size and the MD5 of each
file by its path. https://huggingface.co/rhasspy/piper-voices
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bulletin.engines.online.downloads import Offered
from bulletin.engines.online.service import Service
from bulletin.engines.piper.catalogue import KNOWN
from bulletin.errors import ConfigurationError, ServiceAnswerError

ADDRESS = "https://huggingface.co/rhasspy/piper-voices/resolve/main"

COLLECTION = Service(
    name="the collection of piper voices",
    kept="What has come is kept.",
    nothing="nothing was fetched",
    renewed="Update bulletin, or fetch the voice's two files yourself and run: bulletin voices install FOLDER",
    variable="BULLETIN_PIPER_URL",
    example="https://example.org/voices",
)

INDEX = "voices.json"
LARGEST_INDEX = 8 * 1024 * 1024
"""Bytes; it has about 300 kB."""

LARGEST_FILE = 1024**3
"""Bytes; the largest voices have 120 MB."""

_HINDI = re.compile(r"(?P<locale>hi_IN)-(?P<speaker>[a-z0-9_]{1,40})-(?P<quality>x_low|low|medium|high)")
_MD5 = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A voice of the collection."""

    settings: Offered
    model: Offered
    card: str
    """The path of the file on the voice's origin and licence."""


def is_hindi_name(name: str) -> bool:
    """Whether this is the name of a Hindi voice of the collection, with or without the engine before it."""
    return _HINDI.fullmatch(name.removeprefix("piper:")) is not None


def hindi_name(name: str) -> str:
    """The name of a Hindi voice of the collection, given with or without the engine before it.

    Raises ConfigurationError (78) for any other name, so that none becomes a path or part of an address.
    """
    bare = name.removeprefix("piper:")
    if not _HINDI.fullmatch(bare):
        raise _unknown(name, KNOWN)
    return bare


def offer_of(index: bytes, name: str) -> Offer:
    """The files of the voice `name`.

    Raises ConfigurationError (78) if the collection has no such voice, ServiceAnswerError (76) if this is no index.
    """
    try:
        voices = json.loads(index)
    except ValueError:
        voices = None
    if not isinstance(voices, dict):
        raise _not_an_index("it is not a list of voices")
    if name not in voices:
        raise _unknown(name, (other for other in voices if _HINDI.fullmatch(other)))
    found = _HINDI.fullmatch(name)
    assert found is not None
    folder = f"hi/{found['locale']}/{found['speaker']}/{found['quality']}"
    files = voices[name].get("files") if isinstance(voices[name], dict) else None
    model = f"{folder}/{name}.onnx"
    return Offer(
        model=_offered(files, model),
        settings=_offered(files, f"{model}.json"),
        card=f"{folder}/MODEL_CARD",
    )


def _offered(files: Any, path: str) -> Offered:
    entry = files.get(path) if isinstance(files, dict) else None
    if isinstance(entry, dict):
        size, md5 = entry.get("size_bytes"), entry.get("md5_digest")
        if (
            isinstance(size, int)
            and 0 < size <= LARGEST_FILE
            and isinstance(md5, str)
            and _MD5.fullmatch(md5)
        ):
            return Offered(path=path, size=size, method="md5", checksum=md5)
    raise _not_an_index(f"it does not tell the size and the checksum of {path}")


def _unknown(name: str, others: Iterable[str]) -> ConfigurationError:
    names = sorted(others)
    close = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    meant = f"Did you mean {' or '.join(close)}? " if close else ""
    return ConfigurationError(
        f'the collection of piper voices has no Hindi voice "{name}".',
        error_id="voice.name",
        source=f"voices install {name}",
        remedy=f"{meant}It has: {', '.join(names) or 'none'}. Install one: bulletin voices install {(close or [*names, 'NAME'])[0]}",
    )


def _not_an_index(why: str) -> ServiceAnswerError:
    return ServiceAnswerError(
        f"the collection of piper voices answered with something else: {why}.",
        error_id="svc.index",
        source=INDEX,
        remedy="Run the same command again later; if it stays so, check BULLETIN_PIPER_URL and update bulletin.",
    )
