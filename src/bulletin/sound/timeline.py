"""Timeline: a script and its programme → the times of each sentence and word. Numbers only, pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from bulletin.schema.clip import Clip
from bulletin.schema.edition import TimedSentence, Word
from bulletin.schema.programme import Cue, Programme
from bulletin.schema.script import Script
from bulletin.schema.units import Samples, samples_to_seconds


def timed_sentences(
    script: Script, programme: Programme, clips: Mapping[str, Clip]
) -> tuple[TimedSentence, ...]:
    """Every spoken sentence in order of time; `clips` maps keys to clips.

    A sentence of several clips lasts from the first to the last.
    """
    spoken = sorted((cue for cue in programme.cues if cue.segment >= 0), key=lambda cue: cue.start)
    sentences: list[TimedSentence] = []
    for (number, place), group in groupby(spoken, key=lambda cue: (cue.segment, cue.sentence)):
        cues = list(group)
        segment = script.segments[number]
        sentence = segment.sentences[place]
        sentences.append(
            TimedSentence(
                start=samples_to_seconds(cues[0].start),
                end=samples_to_seconds(cues[-1].end),
                written=sentence.written,
                spoken=sentence.spoken,
                role=segment.role,
                story=segment.story,
                segment=number,
                reader=segment.reader,
                sentence=place,
                words=tuple(word for cue in cues for word in _words(cue, clips[cue.clip])),
            )
        )
    return tuple(sentences)


def _words(cue: Cue, clip: Clip) -> Iterator[Word]:
    """The words of a cue, each until the next begins, with times corrected for trimming and stretching."""
    if not clip.words or not cue.trim_length:
        return
    # The rates differ, and the clip may be time-stretched.
    scale = cue.length / cue.trim_length
    starts = [
        min(cue.end, max(cue.start, Samples(cue.start + round((word.at - cue.trim_start) * scale))))
        for word in clip.words
    ]
    for word, start, end in zip(clip.words, starts, [*starts[1:], cue.end], strict=True):
        text = clip.spoken[word.start : word.start + word.length]
        yield Word(start=samples_to_seconds(start), end=samples_to_seconds(max(start, end)), text=text)
