"""Episodes for tests of publishing: records written by hand, with files beside them that hold anything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from bulletin.production.feeds.making import ShowOptions, new_feed

BASE = "https://example.org/podcast/"
TYPES = {
    "mp3": (".mp3", "audio/mpeg"), "m4a": (".m4a", "audio/mp4"), "vtt": (".vtt", "text/vtt"),
    "srt": (".srt", "application/x-subrip"), "txt": (".txt", "text/plain"), "html": (".html", "text/html"),
    "chapters": (".chapters.json", "application/json+chapters"), "cover": (".jpg", "image/jpeg"),
}  # fmt: skip


def episode(
    folder: Path,
    stem: str = "metro",
    title: str = "शहर में नई मेट्रो लाइन शुरू",
    *,
    audio: bytes = b"",
    kinds: tuple[str, ...] = ("mp3", "vtt", "srt", "txt", "html", "chapters", "cover"),
    **more: object,
) -> Path:
    """An episode named `stem` in `folder`; `more` are keys of its record, of which None takes one away."""
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str] = {}
    details: dict[str, dict[str, object]] = {}
    for kind in kinds:
        suffix, media_type = TYPES[kind]
        data = (audio or f"sound of {stem}".encode() * 40) if kind == "mp3" else f"{kind} of {stem}".encode()
        (folder / (stem + suffix)).write_bytes(data)
        files[kind] = stem + suffix
        details[kind] = {"bytes": len(data), "type": media_type, "sha256": hashlib.sha256(data).hexdigest()}
    document: dict[str, Any] = {
        "schema": "bulletin.episode/1",
        "title": title,
        "audio": files.get("mp3", ""),
        "files": files,
        "details": details,
        "duration": 61.4,
        "made_from": hashlib.sha256(stem.encode()).hexdigest()[:16],
        "made": "2026-11-26T06:00:00+05:30",
        "date": "2026-11-26",
        "language": "hi",
        "dek": "नई लाइन पर रोज़ 2 लाख लोग सफ़र करेंगे।",
        "reader": "मीरा",
        "disclosure": "यह बुलेटिन कृत्रिम आवाज़ में है।",
        "chapters": [
            {"start": 0.0, "end": 30.0, "title": "पहले दिन"},
            {"start": 30.2, "end": 61.4, "title": "किराया & समय"},
        ],
        "lines": [
            {
                "written": "मेट्रो शुरू हो गई।",
                "spoken": "मेट्रो शुरू हो गई।",
                "start": 0,
                "end": 2,
                "role": "body",
                "story": 0,
            }
        ],
        **more,
    }
    document = {key: value for key, value in document.items() if value is not None}
    path = folder / f"{stem}.episode.json"
    path.write_text(json.dumps(document, ensure_ascii=True), encoding="utf-8")
    return path


def cover(path: Path, size: tuple[int, int] = (1400, 1400), mode: str = "RGB") -> Path:
    """A picture of one colour."""
    from PIL import Image

    data = BytesIO()
    Image.new(mode, size).save(data, format="PNG" if path.suffix == ".png" else "JPEG")
    path.write_bytes(data.getvalue())
    return path


def feed(folder: Path, **more: Any) -> Path:
    """A new feed in `folder`, which knows its address unless told otherwise. Returns the folder."""
    told: Mapping[str, Any] = {
        "title": "समाचार",
        "link": "https://example.org/",
        "author": "रेडियो शहर",
        "category": "News > Daily News",
        "image": "https://example.org/podcast/cover.jpg",
        "email": "studio@example.org",
        "base_url": BASE,
        **more,
    }
    new_feed(folder, ShowOptions(**told), 5)
    return folder
