"""Published: an episode's record that was read → the one that lies in a feed's folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from bulletin.production.episode.fields import to_json
from bulletin.production.episode.record import EpisodeRecord, Publication


def published_bytes(
    record: EpisodeRecord,
    *,
    audio: str,
    files: Mapping[str, str],
    changed: Mapping[str, bytes],
    published: Publication,
) -> bytes:
    """A record that was read, as a feed's folder holds it: under new names, with files that were `changed` for these.

    All else that it held stays, keys of other versions among it.
    """
    document: dict[str, Any] = {**record.document, "audio": audio, "files": dict(files)}
    details = document.get("details")
    if isinstance(details, dict):
        document["details"] = kept = {kind: of for kind, of in details.items() if kind in files}
        for kind, data in changed.items():
            if isinstance(of := kept.get(kind), dict):
                kept[kind] = {**of, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    document["published"] = to_json(published)
    # A lone half of a character becomes its JSON escape.
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")
