"""Tried: words that people try for a command → the command line that does it."""

from __future__ import annotations

TRIED: dict[str, str] = {
    "check --plot": "plot picture waveform graph draw image",
    "say --play": "play speak listen hear preview tts talk read",
    "make": "new create build generate produce render convert mix audio bulletin podcast",
    "rundown new": "init start plan order lineup line-up",
    "rundown check": "dry-run estimate length duration time",
    "script": "show text transcript view print preview-text words",
    "replace": "edit change correct fix update move drop add remove swap",
    "voices": "list voice speakers engines readers",
    "station new": "config configure setup settings preset profile",
    "station cover": "cover artwork art logo",
    "lexicon add": "word pronounce pronunciation dictionary glossary",
    "publish": "upload release post send deploy",
    "feed new": "rss podcast-feed channel",
    "feed withdraw": "unpublish delete retract withdraw rm",
    "feed serve": "serve server host",
    "export": "epub daisy book playlist ebook",
    "check": "verify validate audit inspect test info",
    "doctor": "diagnose health status version-check",
    "cache prune": "clean clear purge prune",
    "studio": "gui web ui app browser edit-page desk",
    "watch": "follow daemon monitor",
    "batch": "all bulk many mass",
}
"""By the command line, the words that are tried for it."""


def command_for(word: str) -> str | None:
    """The command line that a word is tried for; None for any other word."""
    word = word.strip().casefold().replace("_", "-")
    return next((line for line, words in TRIED.items() if word in words.split()), None)
