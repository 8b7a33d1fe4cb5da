"""Hearing: a sentence of a draft → how it will sound, from the cache where it was spoken before."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from bulletin.production.drafts.editing import nowhere, place_of
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.stories import script_of_story, station_of
from bulletin.production.saying import say_script
from bulletin.schema.script import Script


def hear(folder: StudioFolder, name: str, at: str) -> bytes:
    """The sentence at a place of a story as a WAV file, in the voice that reads it there, at the bulletin's loudness.

    Raises MissingInputError (66) for a story, InputError (65) for a sentence that there is not, and whatever engines raise.
    """
    script = script_of_story(folder, name)
    try:
        alone = _alone(script, *place_of(at))
    except IndexError:
        raise nowhere(at) from None
    station = replace(station_of(folder), jingles=False, bed=None, slot=None)
    with tempfile.TemporaryDirectory(prefix="bulletin-") as temporary:
        path = Path(temporary) / "heard.wav"
        for _ in say_script(alone, station, path):
            pass
        return path.read_bytes()


def _alone(script: Script, segment: int, sentence: int) -> Script:
    """A script of one sentence. Raises IndexError."""
    whole = script.segments[segment]
    said = whole.sentences[sentence]
    one = replace(whole, written=said.written, sentences=(said,))
    return replace(script, title=said.written, segments=(one,), left_out=())
