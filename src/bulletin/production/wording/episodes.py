"""Episodes: a finished one as the last lines about it."""

from __future__ import annotations

from bulletin.production.wording.table import Language, Lines
from bulletin.schema.episode import RECORD, Episode
from bulletin.schema.formats import FORMATS
from bulletin.schema.pace import slot_text


def summary_lines(episode: Episode, language: Language = "en") -> list[str]:
    """The last lines about an episode: what the fallback read, what was cut, its files, length and loudness."""
    lines = Lines(language)
    found = fallback_lines(episode, language) if episode.voice_reason else []
    found += [lines("note.section", voice=section.voice, title=section.title) for section in episode.fallback]
    if episode.fallback:
        found.append(lines("note.again"))
    return [
        *found,
        *cut_lines(episode, language),
        *files_lines(episode, language),
        done_line(episode, language),
    ]


def done_line(episode: Episode, language: Language = "en") -> str:
    """That it is done: its length and loudness, by whom it is read, and how long it took."""
    lines = Lines(language)
    minutes, seconds = divmod(round(episode.duration), 60)
    others = ""
    if episode.fallback:
        sections = lines("section", n=len(episode.fallback))
        others = lines("others", sections=sections, voice=episode.fallback[0].voice)
    return lines(
        "summary",
        done=lines("unchanged" if episode.unchanged else "done"),
        length=f"{minutes}:{seconds:02d}",
        lufs=_tenths(episode.loudness.integrated_lufs),
        peak=_tenths(episode.loudness.true_peak_dbtp),
        chapters=_chapters(episode, lines),
        voice=episode.voice,
        others=others,
        made=episode.requests.made,
        pieces=lines("piece", n=episode.requests.made),
        kept=episode.requests.from_cache,
        seconds=f"{episode.seconds['total']:.1f}",
    )


def _chapters(episode: Episode, lines: Lines) -> str:
    """How many chapters a player shows, and how many sections are within them."""
    sections = sum(chapter.level > 0 for chapter in episode.chapters)
    chapters = lines("chapter", n=len(episode.chapters) - sections)
    if not sections:
        return chapters
    return lines("chapters.sections", chapters=chapters, sections=lines("section", n=sections))


def fallback_lines(episode: Episode, language: Language = "en") -> list[str]:
    """Why the whole bulletin is read by another voice than the first choice, and how to get a better one."""
    reason = episode.voice_reason
    first = Lines(language)("note.throughout", voice=episode.voice.partition(":")[0], reason=reason)
    return [first, *better_lines(episode.voice, reason, language)]


def better_lines(voice: str, reason: str, language: Language = "en") -> list[str]:
    """How to get a better voice than the one that stands in, where that is what is missing."""
    from bulletin.production.voice.casting import UNUSABLE
    from bulletin.production.voice.choice import better_than

    better = better_than(voice) if reason.startswith(UNUSABLE) else ""
    return [Lines(language)("note.better", better=better)] if better else []


def cut_lines(episode: Episode, language: Language = "en") -> list[str]:
    """That something was cut for the slot, and where to read what; the lines about it have scrolled away by then."""
    slot = episode.slot
    if slot is None or not slot.left_out:
        return []
    lines = Lines(language)
    passages = lines("passage", n=len(slot.left_out))
    record = episode.files.get(RECORD)
    if record is None:
        return [lines("cut", passages=passages, slot=slot_text(slot.asked))]
    return [lines("cut.record", passages=passages, slot=slot_text(slot.asked), record=record.name)]


def files_lines(episode: Episode, language: Language = "en") -> list[str]:
    """The path of the sound file, and the suffixes of the files beside it, other sound first."""
    stem = episode.audio.with_suffix("").name
    others = sorted(episode.files.items(), key=lambda item: item[0] not in FORMATS)
    beside = [
        path.name[len(stem) :] if path.name.startswith(f"{stem}.") else path.name
        for _, path in others
        if path != episode.audio
    ]
    name = "files.beside" if beside else "files"
    return [Lines(language)(name, audio=episode.audio, beside=", ".join(beside))]


def _tenths(value: float) -> str:
    """To a tenth, by way of the hundredths that the record keeps: the same as when it is read again."""
    return f"{round(value, 2):.1f}"
