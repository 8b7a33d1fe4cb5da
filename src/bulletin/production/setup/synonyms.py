"""Synonyms: words that people try for an option or a key → what it is called here. For every command and the station file."""

from __future__ import annotations

from collections.abc import Iterable

SYNONYMS: dict[str, str] = {
    "rate": "speed tempo pace velocity speaking-rate speech-rate fast faster slow slower",
    "pitch": "tone height semitones",
    "loudness": "volume lufs level gain target-loudness normalize normalise",
    "slot": "duration length time minutes seconds target-length max-length how-long",
    "bed": "music background background-music bgm backing underlay",
    "bed-level": "music-level music-volume bed-volume bed-gain background-level background-volume",
    "output": "out outfile output-file destination dest target to save save-as file filename",
    "language": "lang locale",
    "voice": "speaker engine tts narrator",
    "main": "voice speaker engine tts narrator",
    "reader": "newsreader anchor presenter host",
    "parallel": "jobs threads workers concurrency requests",
    "fallback": "backup-voice second-voice alternative",
    "format": "type codec filetype output-format",
    "formats": "format type codec filetype output-format",
    "bit-rate": "bitrate kbps quality",
    "lexicon": "dictionary words pronunciation pronunciations glossary",
    "without": "skip exclude disable",
    "cover": "image picture art artwork cover-art thumbnail",
    "image": "cover picture art artwork logo",
    "no-cover": "no-image no-picture no-artwork",
    "no-jingles": "no-music no-intro no-outro no-sting no-stings",
    "channels": "stereo mono",
    "intro": "opening-music opener",
    "outro": "closing-music ending",
    "sting": "separator transition-sound jingle",
    "headlines": "summary main-points highlights",
    "readers": "reader newsreader newsreaders anchors presenters",
    "recap": "repeat headlines-again",
    "opening": "greeting welcome introduction",
    "closing": "goodbye sign-off signoff farewell",
    "name": "station station-name title",
    "programme": "program show show-name",
    "station": "config settings preset profile",
    "again": "force overwrite rebuild redo no-cache fresh",
    "force": "overwrite replace again yes",
    "plain": "quiet no-color no-colour text no-progress",
    "json": "as-json machine-readable",
    "track": "episode number episode-number",
    "airs-from": "start starts not-before valid-from",
    "airs-until": "end ends expires expiry not-after valid-until",
    "title": "name show-name",
    "link": "url website homepage site",
    "author": "owner creator publisher",
    "email": "mail owner-email",
    "category": "genre",
    "genre": "category",
    "description": "summary about",
    "base-url": "url address root-url",
    "copyright": "rights license licence",
    "limit": "max maximum keep most",
    "folder": "output directory dir output-dir",
    "ground": "background colour color background-color background-colour",
    "accent": "foreground second-colour",
    "sound": "audio music mix",
    "lines": "announcements texts",
    "voices": "speech tts",
}
"""By the word that is right, the words that are tried for it. A word may stand for several; what there is decides."""


def meant(tried: str, valid: Iterable[str]) -> str | None:
    """The one of `valid` that a word other than its own is tried for; None if it is no known word for any of them.

    Dashes before a word do not count, and `_` counts as `-`.
    """
    word = _plain(tried)
    return next((name for name in valid if word in SYNONYMS.get(_plain(name), "").split()), None)


def _plain(name: str) -> str:
    return name.lstrip("-").replace("_", "-").casefold()
