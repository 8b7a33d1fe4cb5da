"""Tags: what a player shows. The home of mutagen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """What is known of a bulletin, in the words of a newsroom."""

    title: str
    station: str
    programme: str
    day: date
    language: str
    """ISO 639-2: `hin`."""
    genre: str
    written: str
    """The text as written, for reading along."""
    sources: tuple[str, ...]
    provenance: tuple[tuple[str, str], ...]
    """More facts by name: source hash, voice, version, disclosure."""


def tag_mp3(path: Path, tags: Tags) -> None:
    """Write ID3v2.3 tags (the version that most players read) to the front of `path`."""
    from mutagen.id3 import COMM, ID3, TALB, TCON, TDRC, TENC, TIT2, TLAN, TPE1, TXXX, USLT, WOAS

    id3 = ID3()
    utf8 = 3
    id3.add(TIT2(encoding=utf8, text=_clean(tags.title)))
    id3.add(TPE1(encoding=utf8, text=_clean(tags.station)))
    id3.add(TALB(encoding=utf8, text=_clean(tags.programme)))
    id3.add(TDRC(encoding=0, text=tags.day.isoformat()))
    id3.add(TLAN(encoding=utf8, text=tags.language))
    id3.add(TCON(encoding=utf8, text=_clean(tags.genre)))
    id3.add(USLT(encoding=utf8, lang=tags.language, desc="", text=_clean(tags.written)))
    id3.add(TENC(encoding=utf8, text="bulletin"))
    addresses = [source for source in tags.sources if source.startswith(("http://", "https://"))]
    if addresses:
        # The frame holds one address, in ASCII; all of them stand in the text below.
        id3.add(WOAS(url=quote(addresses[0], safe=":/?#[]@!$&'()*+,;=%~")))
    if tags.sources:
        id3.add(TXXX(encoding=utf8, desc="SOURCE", text=_clean("\n".join(tags.sources))))
    for name, value in tags.provenance:
        id3.add(TXXX(encoding=utf8, desc=name, text=_clean(value)))
        if name == "DISCLOSURE":
            id3.add(COMM(encoding=utf8, lang=tags.language, desc="", text=_clean(value)))
    id3.update_to_v23()
    id3.save(path, v1=0, v2_version=3)


def _clean(text: str) -> str:
    """Without the control characters that a tag may not hold; line ends stay."""
    spaced = "".join(" " if sign == "\t" or (sign.isspace() and sign >= "\xa0") else sign for sign in text)
    return "".join(sign for sign in spaced if sign == "\n" or sign.isprintable() or sign in "\u200c\u200d")
