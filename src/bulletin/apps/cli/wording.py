"""Wording: events and a finished episode as lines that a person reads."""

from __future__ import annotations

from bulletin.errors import first_words
from bulletin.production.events import (
    AlsoMade,
    Event,
    FellBack,
    ScriptWritten,
    SlotMet,
    SlotPlanned,
    Stage,
    VoiceChosen,
    Waiting,
    Warned,
)
from bulletin.schema.episode import Episode, Slotted
from bulletin.schema.formats import FORMATS
from bulletin.schema.pace import slot_text
from bulletin.schema.script import Script

DOING: dict[Stage, str] = {
    "reading": "reading the article",
    "writing": "writing the script",
    "speaking": "speaking",
    "mixing": "mixing voice and jingles",
    "levelling": "measuring the loudness",
    "encoding": "encoding",
    "checking": "checking the finished file",
}


def summary_lines(episode: Episode) -> list[str]:
    """The last lines about an episode: what the fallback read, what was cut, its files, length and loudness."""
    minutes, seconds = divmod(round(episode.duration), 60)
    loudness = episode.loudness
    lines = fallback_lines(episode) if episode.voice_reason else []
    lines += [f"note: read by {section.voice}: {section.title}" for section in episode.fallback]
    if episode.fallback:
        lines.append("note: run the same command again later, and only these are asked for again")
    fallen = len(episode.fallback)
    others = f" ({counted(fallen, 'section')} by {episode.fallback[0].voice})" if fallen else ""
    done = "already up to date" if episode.unchanged else "done"
    done_line = (
        f"{done}: {minutes}:{seconds:02d} long, {_tenths(loudness.integrated_lufs)} LUFS, peak"
        f" {_tenths(loudness.true_peak_dbtp)} dBTP, {counted(len(episode.chapters), 'chapter')},"
        f" voice {episode.voice}{others}, {counted(episode.requests.made, 'piece')} spoken and"
        f" {episode.requests.from_cache} kept from before, in {episode.seconds['total']:.1f} s"
    )
    return [*lines, *cut_lines(episode), *files_lines(episode), done_line]


def lasting_lines(event: Event) -> list[str]:
    """The lines about an event that stay on the screen."""
    match event:
        case Waiting(path=path):
            return [f"waiting: another run is making {path.name}"]
        case ScriptWritten(script=script):
            return script_lines(script)
        case FellBack():
            return [fell_back_line(event)]
        case SlotPlanned(slot=slot):
            return planned_lines(slot)
        case SlotMet(slot=slot):
            return slot_lines(slot)
        case AlsoMade(path=path):
            return [f"also: {path}"]
        case Warned(what=what, warning_id=warning_id):
            return [f"warning: {what} [{warning_id}]"]
        case VoiceChosen(voice=voice, reason=reason) if reason:
            return [f"warning: {voice.partition(':')[0]} reads all of it, because {reason} [voice.second]"]
    return []


def script_lines(script: Script) -> list[str]:
    """What was found in the articles."""
    headings = sum(segment.role == "heading" for segment in script.segments)
    lines = [f"found: {script.title}"]
    stories = len({segment.story for segment in script.segments if segment.role == "headline"})
    reserves = sum(story.reserve for story in script.stories)
    spare = f" and {counted(reserves, 'reserve')}" if reserves else ""
    counts = f"{counted(stories - reserves, 'story', 'stories')}{spare}, " if stories > 1 else ""
    counts += f"{counted(len(script.segments), 'segment')}, {counted(headings, 'heading')}"
    if script.left_out:
        reasons = sorted({item.passage.reason for item in script.left_out})
        counts += f"; {counted(len(script.left_out), 'passage')} left out ({', '.join(reasons)})"
    return [*lines, f"script: {counts}"]


def fallback_lines(episode: Episode) -> list[str]:
    """Why the whole bulletin is read by another voice than the first choice, and how to get a better one."""
    reason = episode.voice_reason
    first = f"note: read by {episode.voice.partition(':')[0]} throughout, because {reason}"
    return [first, *better_lines(episode.voice, reason)]


def better_lines(voice: str, reason: str) -> list[str]:
    """How to get a better voice than the one that stands in, where that is what is missing."""
    from bulletin.production.voice.casting import UNUSABLE
    from bulletin.production.voice.choice import better_than

    better = better_than(voice) if reason.startswith(UNUSABLE) else ""
    return [f"note: a better voice without a network: {better}"] if better else []


def fell_back_line(event: FellBack) -> str:
    """Which part of the bulletin the fallback reads, and why."""
    return (
        f"warning: {event.sections} of {counted(event.of, 'section')} {'is' if event.sections == 1 else 'are'} read"
        f" by {event.voice}, because the chosen voice"
        f" could not: {event.reason} [voice.fallback]"
    )


def planned_lines(slot: Slotted) -> list[str]:
    """What is likely to go so that the slot is met; nothing where nothing is."""
    lines = [f"plan: leaves out the story: {first_words(title, 70)}" for title in slot.dropped]
    lines += [f"plan: adds the reserve: {first_words(title, 70)}" for title in slot.added]
    if slot.paragraphs:
        lines.append(
            f"plan: leaves out about {counted(slot.paragraphs, 'paragraph')} to fit {slot_text(slot.asked)}"
        )
    return lines


def slot_lines(slot: Slotted) -> list[str]:
    """How the bulletin was fitted to its slot, and a line for each passage that was left out."""
    levers = []
    if slot.dropped:
        levers.append(f"{counted(len(slot.dropped), 'story', 'stories')} left out")
    if slot.added:
        levers.append(f"{counted(len(slot.added), 'reserve')} read")
    if slot.paragraphs:
        levers.append(f"{counted(slot.paragraphs, 'paragraph')} left out from the end")
    if slot.pauses != 1:
        levers.append(f"pauses {_change(slot.pauses)} {'longer' if slot.pauses > 1 else 'shorter'}")
    if slot.rate != 1:
        levers.append(f"voice {_change(slot.rate)} {'faster' if slot.rate > 1 else 'slower'}")
    if slot.between:
        levers.append(
            f"silences between stories {abs(slot.between):.1f} s {'longer' if slot.between > 0 else 'shorter'} in all"
        )
    if slot.padding:
        levers.append(f"{slot.padding:.1f} s more before the end")
    how = ", ".join(levers) or "nothing had to be changed"
    lines = [f"slot: {slot_text(slot.asked)} instead of {slot_text(round(slot.natural, 1))}: {how}"]
    lines += [f"left out, a whole story: {first_words(title, 70)}" for title in slot.dropped]
    lines += [f"read from the reserve: {first_words(title, 70)}" for title in slot.added]
    return lines + [f"left out: {first_words(text, 70)}" for text in slot.left_out]


def cut_lines(episode: Episode) -> list[str]:
    """That something was cut for the slot, and where to read what; the lines about it have scrolled away by then."""
    slot = episode.slot
    if slot is None or not slot.left_out:
        return []
    record = episode.files.get("episode")
    where = f" and in {record.name}" if record is not None else ""
    return [
        f"cut: {counted(len(slot.left_out), 'passage')} to fit {slot_text(slot.asked)}, listed above{where}"
    ]


def files_lines(episode: Episode) -> list[str]:
    """The path of the sound file, and the suffixes of the files beside it, other sound first."""
    stem = episode.audio.with_suffix("").name
    others = sorted(episode.files.items(), key=lambda item: item[0] not in FORMATS)
    beside = [
        path.name[len(stem) :] if path.name.startswith(f"{stem}.") else path.name
        for _, path in others
        if path != episode.audio
    ]
    return [f"files: {episode.audio}" + (f"; beside it: {', '.join(beside)}" if beside else "")]


def doing(stage: Stage, form: str) -> str:
    """What a stage does; `form` is the format of the file it works on, if there are several."""
    if not form:
        return DOING[stage]
    return f"encoding {form}" if stage == "encoding" else f"checking the finished {form}"


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: 1 piece, 2 pieces."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def _tenths(value: float) -> str:
    """To a tenth, by way of the hundredths that the record keeps: the same as when it is read again."""
    return f"{round(value, 2):.1f}"


def _change(factor: float) -> str:
    return f"{abs(factor - 1):.1%}"
