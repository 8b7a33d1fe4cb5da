"""Progress: what is being done, and how much of it is done, as lines."""

from __future__ import annotations

from bulletin.production.events import Stage
from bulletin.production.wording.table import Language, Lines


def doing(stage: Stage, form: str, language: Language = "en") -> str:
    """What a stage does; `form` is the format of the file it works on, if there are several."""
    lines = Lines(language)
    return lines(f"{stage}.of", form=form) if form else lines(stage)


def stage_line(stage: Stage, steps: int, form: str, language: Language = "en") -> str:
    """The line about a stage that begins."""
    if stage != "speaking":
        return doing(stage, form, language)
    lines = Lines(language)
    return lines("speaking.of", pieces=lines("piece", n=steps))


def done_of(done: int, total: int, language: Language = "en") -> str:
    """How many steps of a stage are done."""
    return Lines(language)("done.of", done=done, total=total)


def spoken_line(done: int, total: int, kept: int, language: Language = "en") -> str:
    """How many pieces are spoken, and how many of them were kept from before."""
    return Lines(language)("spoken.kept" if kept else "spoken", done=done, total=total, kept=kept)


def voice_line(voice: str, language: Language = "en") -> str:
    """The line about the voice that speaks."""
    return Lines(language)("voice", voice=voice)
