"""Arrange: a script and its clips → the programme: what plays when. Numbers only, pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.schema.clip import TrimmedClip
from bulletin.schema.pace import Pace
from bulletin.schema.programme import Bed, Cue, Jingle, Programme
from bulletin.schema.script import Script, Segment
from bulletin.schema.units import (
    PROGRAMME_RATE,
    Decibels,
    Milliseconds,
    Samples,
    milliseconds_to_samples,
)
from bulletin.sound.chapters import chapters_of, first_title, is_next_headline, section_openings
from bulletin.sound.jingle_cues import ducked, lay_jingle, lay_outro
from bulletin.sound.playhead import Playhead
from bulletin.sound.resample import resampled_length
from bulletin.sound.stretch import stretched_length

SHORTEN_STEPS, LENGTHEN_STEPS = 6, 26
"""The most steps (26 ms) by which each silence between two sections is changed to keep the others as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rests:
    """The silences that the script does not set, in milliseconds."""

    lead_in: Milliseconds
    after_intro: Milliseconds
    before_sting: Milliseconds
    after_sting: Milliseconds
    around_earcon: Milliseconds = Milliseconds(0)
    before_outro: Milliseconds
    lead_out: Milliseconds
    """After the last word if there is no outro; an outro ends with the programme."""


class Arrangement:
    """A script and its clips, to be arranged `at` one pace or another: what does not depend on it is found once."""

    def __init__(
        self,
        script: Script,
        clips: Sequence[TrimmedClip],
        pauses: Mapping[str, Milliseconds],
        jingles: Mapping[Jingle, Samples],
        rests: Rests,
        gains: Mapping[str, Decibels],
        overlaps: Mapping[Jingle, Samples] | None = None,
        *,
        bed: bool = False,
    ) -> None:
        """Intro, then its segments with a sting before each heading and story, outro.

        Between two headlines, and two of the recap, is the earcon; a story may have a sound of its own in place of the sting.

        `clips` are in the script's order; `pauses` gives the pause after a clip that is not the last of its
        sentence, by its clip's spoken text; `jingles` the length of each jingle there is, in samples at the
        programme's rate; `gains` those of each voice, by the name its segments give, and of `intro`, `sting` and
        `outro`. Of `overlaps`, those of intro and sting are how long before their end the voice begins, that of the
        outro how long before the last word's end it begins; where there is none, `rests` part them.

        A pause is counted from where the voice itself ends to where it begins again: the near silence that is
        kept around each clip lies within it. At a `pace`, all rests are drawn out or together but those at the very
        beginning and end, and the speech too; its padding lies between the last word and the outro. If no `bed` plays
        there, it is rest, or where that would be too long the outro's own beginning.

        Of several stories, each segment's voice begins on a multiple of `STEP`, so that what follows a change stays as it was
        but for its place.
        """
        self._script, self._clips, self._pauses = script, clips, pauses
        self._jingles, self._rests, self._gains, self._bed = jingles, rests, gains, bed
        self._overlaps = overlaps or {}
        # By the clips: a segment that has none has nothing to say, and makes no section.
        heard = sorted({trimmed.segment for trimmed in clips})
        self._first_title = first_title(script, heard)
        self._openings = section_openings(script, heard, jingles)
        self._stepped = len({script.segments[place].story for place in heard}) > 1

    def at(self, pace: Pace) -> Programme:
        """The programme at a pace."""
        rests, jingles, gains, overlaps = self._rests, self._jingles, self._gains, self._overlaps
        playhead = Playhead(pace)
        playhead.rest(rests.lead_in)
        playhead.chapters.append((0, self._first_title, 0))
        lay_jingle(playhead, "intro", jingles, gains, overlaps, after=rests.after_intro)
        between = _spread(pace.between, len(self._openings))
        before: TrimmedClip | None = None
        for trimmed, following in zip(self._clips, [*self._clips[1:], None], strict=bool(self._clips)):
            if before is None or before.segment != trimmed.segment:
                self._open(playhead, before, trimmed, between)
            segment = self._script.segments[trimmed.segment]
            _speak(playhead, segment, trimmed, following, self._pauses, gains[segment.voice])
            before = trimmed
        if "outro" in jingles:
            overlap = overlaps.get("outro", Samples(0))
            lay_outro(playhead, jingles["outro"], gains["outro"], overlap, rests.before_outro, bed=self._bed)
        else:
            playhead.now += pace.padding
            playhead.rest(rests.lead_out)
        length = max([playhead.now, *(cue.end for cue in playhead.cues)]) + pace.tail
        return ducked(
            Programme(
                cues=tuple(playhead.cues),
                chapters=chapters_of(playhead.chapters, length),
                length=Samples(length),
            )
        )

    def _open(
        self, playhead: Playhead, before: TrimmedClip | None, first: TrimmedClip, between: Iterator[int]
    ) -> None:
        """What comes before the first clip of a segment."""
        rests, jingles = self._rests, self._jingles
        opening = self._openings.get(first.segment)
        if self._stepped and opening is None and before is not None:
            playhead.step_nearby()
        if opening is not None:
            if opening.sting in jingles:
                playhead.pause(rests.before_sting)
            if self._stepped:
                playhead.step(next(between))
            playhead.chapters.append((playhead.now, opening.title, opening.level))
            lay_jingle(playhead, opening.sting, jingles, self._gains, self._overlaps, after=rests.after_sting)
        elif before is not None and is_next_headline(
            self._script.segments[before.segment], self._script.segments[first.segment]
        ):
            if "earcon" in jingles:
                playhead.pause(rests.around_earcon)
            lay_jingle(playhead, "earcon", jingles, self._gains, self._overlaps, after=rests.around_earcon)


def most_between(script: Script, clips: Sequence[TrimmedClip]) -> tuple[int, int]:
    """The least and the most that `Pace.between` may be for a script; 0 and 0 where its sections are not on a grid."""
    segments = sorted({trimmed.segment for trimmed in clips})
    if len({script.segments[segment].story for segment in segments}) < 2:
        return 0, 0
    sections = len(section_openings(script, segments, ()))
    return -SHORTEN_STEPS * sections, LENGTHEN_STEPS * sections


def _spread(steps: int, places: int) -> Iterator[int]:
    """Steps spread over places as evenly as can be, the first ones having one more."""
    each, more = divmod(steps, places) if places else (0, 0)
    return (each + (place < more) for place in range(places))


def with_bed(
    programme: Programme,
    gain: Decibels,
    ducked: Decibels,
    before: Milliseconds,
    after: Milliseconds,
    padding: Samples = Samples(0),
) -> Programme:
    """The programme with music under the voice from `before` the first word until `after` the last, fading as long.

    Where nobody speaks it is turned to `gain`, under the voice `ducked` further down. It plays on for `padding`
    after the last word before it fades.
    """
    speech = programme.speech
    if not speech:
        return programme
    first, last = speech[0][0], speech[-1][1] + padding
    start = max(0, first - milliseconds_to_samples(before))
    end = min(programme.length, last + milliseconds_to_samples(after))
    bed = Bed(
        start=Samples(start),
        length=Samples(end - start),
        gain=gain,
        ducked=ducked,
        fade_in=Samples(first - start),
        fade_out=Samples(end - last),
    )
    return replace(programme, bed=bed)


def _speak(
    playhead: Playhead,
    segment: Segment,
    trimmed: TrimmedClip,
    following: TrimmedClip | None,
    pauses: Mapping[str, Milliseconds],
    gain: Decibels,
) -> None:
    rate = trimmed.clip.rate
    free = playhead.cues[-1].end if playhead.cues and playhead.cues[-1].jingle is None else 0
    own = trimmed.clip.stretch
    before, after = (stretched_length(kept, own) for kept in (trimmed.kept_before, trimmed.kept_after))
    start = max(free, playhead.now - before * PROGRAMME_RATE // rate)
    stretched = stretched_length(trimmed.speech_length, own * playhead.pace.rate)
    cue = Cue(
        start=Samples(start),
        length=resampled_length(stretched, rate, PROGRAMME_RATE),
        clip=trimmed.clip.key,
        trim_start=trimmed.speech_start,
        trim_length=trimmed.speech_length,
        stretched=stretched,
        gain=gain,
        segment=trimmed.segment,
        sentence=trimmed.sentence,
    )
    playhead.cues.append(cue)
    playhead.now = cue.end - after * PROGRAMME_RATE // rate
    if following is None or following.segment != trimmed.segment:
        playhead.pause(segment.pause_after)
    elif following.sentence != trimmed.sentence:
        playhead.pause(segment.sentences[trimmed.sentence].pause_after)
    else:
        playhead.pause(pauses[trimmed.clip.spoken])
