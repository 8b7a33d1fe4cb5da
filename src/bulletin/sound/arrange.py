"""Arrange: a script and its takes → the programme: what plays when. Numbers only, pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bulletin.schema.clip import Take
from bulletin.schema.programme import Chapter, Cue, Jingle, Programme
from bulletin.schema.script import Script, Segment
from bulletin.schema.units import (
    PROGRAMME_RATE,
    Decibels,
    Milliseconds,
    Samples,
    milliseconds_to_samples,
    samples_to_seconds,
)
from bulletin.sound.resample import resampled_length


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """The silences that are not the script's own, in milliseconds."""

    lead_in: Milliseconds
    after_intro: Milliseconds
    before_sting: Milliseconds
    after_sting: Milliseconds
    before_outro: Milliseconds
    lead_out: Milliseconds


@dataclass(slots=True)
class _Clock:
    """Where the programme has got to, and what is on it so far."""

    now: int = 0
    cues: list[Cue] = field(default_factory=list)
    chapters: list[tuple[int, str]] = field(default_factory=list)

    def rest(self, pause: Milliseconds) -> None:
        self.now += milliseconds_to_samples(pause)

    def play(self, cue: Cue) -> None:
        self.cues.append(cue)
        self.now = cue.end


def arrange(
    script: Script,
    takes: Sequence[Take],
    pauses: Mapping[str, Milliseconds],
    jingles: Mapping[Jingle, Samples],
    rests: Rests,
    gains: Mapping[str, Decibels],
) -> Programme:
    """The programme of `script`: intro, then its segments with a sting before each heading and story, outro.

    `takes` are in the script's order; `pauses` gives the pause after a take that is not the last of its
    sentence, by its clip's spoken text; `jingles` the length of each jingle there is, in samples at the
    programme's rate; `gains` those of each voice, by the name its segments give, and of `intro`, `sting` and `outro`.
    """
    clock = _Clock()
    clock.rest(rests.lead_in)
    clock.chapters.append((0, script.title))
    _jingle(clock, "intro", jingles, gains, after=rests.after_intro)
    before: Segment | None = None
    # By the takes: a segment that has none has nothing to say, and makes no section.
    for place, take in enumerate(takes):
        segment = script.segments[take.segment]
        if before and segment is not before and (segment.role == "heading" or segment.story != before.story):
            if "sting" in jingles:
                clock.rest(rests.before_sting)
            chapter_from = clock.now
            _jingle(clock, "sting", jingles, gains, after=rests.after_sting)
            clock.chapters.append((chapter_from, _one_line(segment)))
        following = takes[place + 1] if place + 1 < len(takes) else None
        _speak(clock, segment, take, following, pauses, gains[segment.voice])
        before = segment
    if "outro" in jingles:
        clock.rest(rests.before_outro)
    _jingle(clock, "outro", jingles, gains, after=Milliseconds(0))
    clock.rest(rests.lead_out)
    return Programme(
        cues=tuple(clock.cues), chapters=_chapters(clock.chapters, clock.now), length=Samples(clock.now)
    )


def _speak(
    clock: _Clock,
    segment: Segment,
    take: Take,
    following: Take | None,
    pauses: Mapping[str, Milliseconds],
    gain: Decibels,
) -> None:
    clock.play(
        Cue(
            start=Samples(clock.now),
            length=resampled_length(take.speech_length, take.clip.rate, PROGRAMME_RATE),
            clip=take.clip.key,
            trim_start=take.speech_start,
            trim_length=take.speech_length,
            gain=gain,
            segment=take.segment,
            sentence=take.sentence,
        )
    )
    if following is None or following.segment != take.segment:
        clock.rest(segment.pause_after)
    elif following.sentence != take.sentence:
        clock.rest(segment.sentences[take.sentence].pause_after)
    else:
        clock.rest(pauses[take.clip.spoken])


def _jingle(
    clock: _Clock,
    kind: Jingle,
    jingles: Mapping[Jingle, Samples],
    gains: Mapping[str, Decibels],
    *,
    after: Milliseconds,
) -> None:
    if kind in jingles:
        clock.play(Cue(start=Samples(clock.now), length=jingles[kind], jingle=kind, gain=gains[kind]))
        clock.rest(after)


def _one_line(segment: Segment) -> str:
    return " ".join(segment.written.split()).rstrip(":")


def _chapters(starts: list[tuple[int, str]], length: int) -> tuple[Chapter, ...]:
    ends = [start for start, _ in starts[1:]] + [length]
    return tuple(
        Chapter(start=samples_to_seconds(Samples(start)), end=samples_to_seconds(Samples(end)), title=title)
        for (start, title), end in zip(starts, ends, strict=True)
    )
