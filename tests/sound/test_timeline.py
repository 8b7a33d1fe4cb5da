from __future__ import annotations

import pytest

from bulletin.schema.clip import Clip, WordTime
from bulletin.schema.edition import TimedSentence
from bulletin.schema.programme import Cue, Programme
from bulletin.schema.script import Script, Segment, Sentence
from bulletin.schema.units import PROGRAMME_RATE, Hertz, Samples
from bulletin.sound.timeline import timed_sentences

SECOND = PROGRAMME_RATE


def line_of(cues: list[Cue], clips: list[Clip]) -> tuple[TimedSentence, ...]:
    sentences = (
        Sentence(written="₹5 दो।", spoken="पाँच रुपये दो।"),
        Sentence(written="ठीक है।", spoken="ठीक है।"),
    )
    segment = Segment(
        id="s0-0-body-1", role="body", story=0, written="₹5 दो। ठीक है।", voice="x:y", sentences=sentences
    )
    script = Script(title="क", language="hi", published=None, sources=("-",), segments=(segment,))
    programme = Programme(cues=tuple(cues), chapters=(), length=Samples(20 * SECOND))
    return timed_sentences(script, programme, {clip.key: clip for clip in clips})


def cue(key: str, start: float, length: float, sentence: int = 0, **more: int) -> Cue:
    return Cue(
        start=Samples(round(start * SECOND)),
        length=Samples(round(length * SECOND)),
        clip=key,
        segment=0,
        sentence=sentence,
        **{name: Samples(value) for name, value in more.items()},  # type: ignore[arg-type]
    )


def clip(key: str, spoken: str, *words: tuple[int, int, int]) -> Clip:
    times = tuple(WordTime(start=start, length=length, at=Samples(at)) for start, length, at in words)
    return Clip(key=key, spoken=spoken, rate=Hertz(10_000), length=Samples(30_000), words=times)


def test_a_line_lasts_from_its_first_clip_to_its_last_and_keeps_both_forms() -> None:
    cues = [cue("a", 1, 2), cue("b", 3.5, 1), cue("c", 6, 1, sentence=1)]
    lines = line_of(cues, [clip("a", "पाँच रुपये"), clip("b", "दो।"), clip("c", "ठीक है।")])

    assert [(line.start, line.end) for line in lines] == [(1, 4.5), (6, 7)]
    assert (lines[0].written, lines[0].spoken) == ("₹5 दो।", "पाँच रुपये दो।")


def test_jingles_are_no_lines() -> None:
    jingle = Cue(start=Samples(0), length=Samples(SECOND), jingle="intro")

    assert len(line_of([jingle, cue("a", 1, 2)], [clip("a", "पाँच")])) == 1


def test_words_are_heard_where_they_lie_behind_the_trimmed_silence() -> None:
    # The clip at 10 kHz plays from its sample 5,000 on for two seconds; its words begin at 0.6 and 1.5 s of it.
    one = clip("a", "पाँच रुपये", (0, 4, 6_000), (5, 5, 15_000))
    (line,) = line_of([cue("a", 1, 2, trim_start=5_000, trim_length=20_000)], [one])

    assert [word.text for word in line.words] == ["पाँच", "रुपये"]
    assert [word.start for word in line.words] == [pytest.approx(1.1), pytest.approx(2.0)]
    assert [word.end for word in line.words] == [pytest.approx(2.0), pytest.approx(3.0)]


def test_words_follow_a_clip_that_is_stretched() -> None:
    one = clip("a", "पाँच रुपये", (0, 4, 5_000), (5, 5, 15_000))
    (line,) = line_of([cue("a", 1, 4, trim_start=5_000, trim_length=20_000)], [one])

    assert [word.start for word in line.words] == [pytest.approx(1.0), pytest.approx(3.0)]


def test_a_word_in_the_silence_that_was_trimmed_stays_within_its_cue() -> None:
    one = clip("a", "पाँच रुपये", (0, 4, 0), (5, 5, 29_000))
    (line,) = line_of([cue("a", 1, 2, trim_start=5_000, trim_length=20_000)], [one])

    assert all(1 <= word.start <= word.end <= 3 for word in line.words)
