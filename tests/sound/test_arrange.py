from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.schema.clip import Clip, TrimmedClip
from bulletin.schema.pace import NATURAL_PACE, Pace
from bulletin.schema.programme import STEP, Cue, Jingle, Programme
from bulletin.schema.script import ROLES, Role, Script, Segment, Sentence
from bulletin.schema.units import PROGRAMME_RATE, Decibels, Hertz, Milliseconds, Samples
from bulletin.script import pauses
from bulletin.sound.arrange import (
    LENGTHEN_STEPS,
    SHORTEN_STEPS,
    Arrangement,
    Rests,
    with_bed,
)
from bulletin.sound.jingle_cues import LONGEST_SILENCE, OUTRO_CROSSFADE
from bulletin.sound.resample import resampled_length
from tests.tiers import by_tier

RESTS = Rests(
    lead_in=Milliseconds(100),
    after_intro=Milliseconds(250),
    before_sting=Milliseconds(310),
    after_sting=Milliseconds(200),
    before_outro=Milliseconds(300),
    lead_out=Milliseconds(270),
)
JINGLES: dict[Jingle, Samples] = {
    "intro": Samples(88_200),
    "sting": Samples(44_100),
    "outro": Samples(66_150),
}
GAINS = {
    "tone:hum": Decibels(-2.0),
    "intro": Decibels(1.0),
    "sting": Decibels(-3.0),
    "outro": Decibels(0.5),
}
BETWEEN_PIECES = Milliseconds(180)
RATE = Hertz(16_000)


def segment(role: Role, *sentences: str, story: int = 0, pause: int | None = None) -> Segment:
    """A segment with the pauses of the table; `|` in a sentence is where an engine's limit cuts it."""
    return Segment(
        id=f"{role}-{story}",
        role=role,
        story=story,
        written=" ".join(sentences).replace("|", ""),
        voice="tone:hum",
        sentences=tuple(
            Sentence(written=text, spoken=text, pause_after=pauses.pause_after_sentence(text))
            for text in sentences
        ),
        pause_after=pauses.AFTER_SEGMENT[role] if pause is None else Milliseconds(pause),
    )


def programme_of(
    *segments: Segment,
    jingles: dict[Jingle, Samples] | None = None,
    pace: Pace = NATURAL_PACE,
    bed: bool = False,
    overlaps: dict[Jingle, Samples] | None = None,
    kept: int = 0,
) -> Programme:
    script = Script(title="समाचार", language="hi", published=None, sources=("-",), segments=segments)
    clips = [
        TrimmedClip(
            clip=Clip(key=f"key of {piece}", spoken=piece, rate=RATE, length=Samples(9000)),
            segment=number,
            sentence=index,
            speech_start=Samples(500),
            speech_length=Samples(1601 + 100 * len(piece)),
            kept_before=Samples(kept),
            kept_after=Samples(2 * kept),
        )
        for number, part in enumerate(segments)
        for index, sentence in enumerate(part.sentences)
        for piece in sentence.spoken.split("|")
        if piece
    ]
    between = {trimmed.clip.spoken: BETWEEN_PIECES for trimmed in clips}
    music = JINGLES if jingles is None else jingles
    gains = {"earcon": Decibels(-4.0), **GAINS}
    return Arrangement(script, clips, between, music, RESTS, gains, overlaps, bed=bed).at(pace)


def order(programme: Programme) -> list[str]:
    """What plays, in order: jingles by their kind, speech by its segment's number."""
    return [cue.jingle or str(cue.segment) for cue in programme.cues]


def rest_between(one: Cue, other: Cue) -> float:
    """Milliseconds."""
    return (other.start - one.end) * 1000 / PROGRAMME_RATE


def rests(programme: Programme) -> list[float]:
    return [rest_between(one, other) for one, other in pairwise(programme.cues)]


def milliseconds(*expected: float) -> object:
    """Equal within a sample."""
    return pytest.approx(list(expected), abs=1000 / PROGRAMME_RATE)


HEADLINES = (
    segment("headlines", "पहली बड़ी खबर,|जो लंबी है।", story=1),
    segment("headlines", "दूसरी खबर।", story=2),
)
"""Two main headlines, the first of which an engine's limit cuts."""


def test_the_earcon_is_between_two_headlines_and_not_within_one() -> None:
    programme = programme_of(*HEADLINES, jingles={"earcon": Samples(8_820)})

    assert order(programme) == ["0", "0", "earcon", "1"]


NEWS = (
    segment("headline", "शीर्षक।"),
    segment("dek", "सार।"),
    segment("body", "पहला वाक्य।", "दूसरा वाक्य।"),
    segment("heading", "किराया"),
    segment("body", "तीसरा वाक्य।"),
)
SECOND_STORY = (segment("headline", "दूसरी खबर।", story=1), segment("body", "और कुछ।", story=1))


def test_a_bulletin_is_framed_by_intro_and_outro_with_a_sting_before_its_heading() -> None:
    assert order(programme_of(*NEWS)) == ["intro", "0", "1", "2", "2", "sting", "3", "4", "outro"]


def test_a_new_story_begins_with_a_sting() -> None:
    programme = programme_of(*NEWS[:2], *SECOND_STORY)

    assert order(programme) == ["intro", "0", "1", "sting", "2", "3", "outro"]


@pytest.mark.parametrize("role", ["headline", "heading", "body"])
def test_the_first_segment_has_no_sting_before_it(role: Role) -> None:
    assert order(programme_of(segment(role, "पहला।"))) == ["intro", "0", "outro"]


def test_a_story_that_begins_with_a_heading_has_one_sting() -> None:
    programme = programme_of(NEWS[0], segment("heading", "खेल", story=1))

    assert order(programme) == ["intro", "0", "sting", "1", "outro"]


def test_a_programme_without_jingles_is_speech_alone() -> None:
    assert order(programme_of(*NEWS, *SECOND_STORY, jingles={})) == ["0", "1", "2", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("missing", ["intro", "sting", "outro"])
def test_a_jingle_that_is_missing_takes_its_rest_with_it(missing: Jingle) -> None:
    whole = programme_of(*NEWS)
    without = programme_of(*NEWS, jingles={kind: JINGLES[kind] for kind in JINGLES if kind != missing})
    rest = {
        "intro": RESTS.after_intro,
        "sting": RESTS.before_sting + RESTS.after_sting,
        # A silence of its own leads out then.
        "outro": RESTS.before_outro - RESTS.lead_out,
    }[missing]

    assert whole.length - without.length == pytest.approx(
        JINGLES[missing] + rest * PROGRAMME_RATE / 1000, abs=2
    )


@pytest.mark.parametrize("role", ROLES)
def test_the_voice_rests_after_each_role_as_the_table_says(role: Role) -> None:
    programme = programme_of(segment(role, "पहला।"), segment("body", "दूसरा।"), jingles={})

    assert rests(programme) == milliseconds(pauses.AFTER_SEGMENT[role])


@pytest.mark.parametrize(
    ("sentence", "rest"), [("है।", 420), ("क्या है?", 480), ("वाह!", 450), ("और,", 220), ("किराया", 380)]
)
def test_the_voice_rests_after_a_sentence_by_its_last_mark(sentence: str, rest: int) -> None:
    programme = programme_of(segment("body", sentence, "आगे।"), jingles={})

    assert rests(programme) == milliseconds(rest)


def test_the_pieces_of_a_sentence_are_parted_by_their_own_short_rest() -> None:
    programme = programme_of(segment("body", "एक,|दो,|तीन।"), jingles={})

    assert rests(programme) == milliseconds(BETWEEN_PIECES, BETWEEN_PIECES)


def test_the_last_sentence_rests_as_its_segment_does() -> None:
    programme = programme_of(segment("body", "एक।", "दो।", pause=700), segment("body", "तीन।"), jingles={})

    assert rests(programme) == milliseconds(420, 700)


def test_jingles_are_set_off_by_their_own_rests() -> None:
    programme = programme_of(segment("body", "एक।"), segment("heading", "दो"))

    assert rests(programme) == milliseconds(
        RESTS.after_intro,
        pauses.AFTER_SEGMENT["body"] + RESTS.before_sting,
        RESTS.after_sting,
        pauses.AFTER_SEGMENT["heading"] + RESTS.before_outro,
    )


def test_silence_leads_in_and_out_where_no_jingle_frames_the_voice() -> None:
    programme = programme_of(*NEWS, jingles={})

    assert programme.cues[0].start == 4410
    # On top of the pause after the last segment.
    assert programme.length - programme.cues[-1].end == pytest.approx(0.870 * PROGRAMME_RATE, abs=2)


def test_the_outro_ends_with_the_programme() -> None:
    programme = programme_of(*NEWS)

    assert (programme.cues[-1].jingle, programme.cues[-1].end) == ("outro", programme.length)


def test_each_cue_plays_the_speech_of_its_take_and_nothing_else() -> None:
    (cue,) = programme_of(segment("body", "एक।"), jingles={}).cues

    assert (cue.clip, cue.trim_start, cue.trim_length) == ("key of एक।", 500, 1901)
    assert cue.length == pytest.approx(1901 * 44_100 / 16_000, abs=1)


def test_each_cue_has_the_gain_of_its_kind() -> None:
    assert {cue.jingle or "tone:hum": cue.gain for cue in programme_of(*NEWS).cues} == GAINS


def test_jingles_play_in_full() -> None:
    assert {cue.jingle: cue.length for cue in programme_of(*NEWS).cues if cue.jingle} == JINGLES


def test_chapters_are_named_by_stories_and_their_headings() -> None:
    programme = programme_of(*NEWS, *SECOND_STORY)

    assert [chapter.title for chapter in programme.chapters] == ["शीर्षक।", "किराया", "दूसरी खबर।"]


def test_two_headings_in_a_row_begin_one_chapter_with_one_sting() -> None:
    programme = programme_of(
        segment("headline", "एक।"),
        segment("heading", "देश:"),
        segment("heading", "दिल्ली में बारिश"),
        segment("body", "दो।"),
    )

    assert [chapter.title for chapter in programme.chapters] == ["समाचार", "देश: दिल्ली में बारिश"]
    assert [cue.jingle for cue in programme.cues if cue.jingle] == ["intro", "sting", "outro"]


def test_a_chapter_begins_with_its_sting() -> None:
    programme = programme_of(*NEWS, *SECOND_STORY)
    stings = [cue.start / PROGRAMME_RATE for cue in programme.cues if cue.jingle == "sting"]

    assert [chapter.start for chapter in programme.chapters[1:]] == stings


def test_without_stings_a_chapter_begins_with_its_first_word() -> None:
    programme = programme_of(*NEWS, jingles={})
    heading = next(cue for cue in programme.cues if cue.segment == 3)

    assert programme.chapters[1].start == heading.start / PROGRAMME_RATE


def test_a_chapter_title_is_one_line_without_its_colon() -> None:
    programme = programme_of(NEWS[0], segment("heading", "किराया\nऔर  समय:"))

    assert programme.chapters[1].title == "किराया और समय"


def test_a_segment_with_nothing_to_say_takes_no_time() -> None:
    silent = programme_of(NEWS[0], segment("body", ""), NEWS[2])

    assert silent.length == programme_of(NEWS[0], NEWS[2]).length


@pytest.mark.parametrize("silent", [(), ("",)])
@pytest.mark.parametrize("role", ["heading", "headline"])
def test_a_heading_with_nothing_to_say_has_no_sting_and_no_chapter(
    role: Role, silent: tuple[str, ...]
) -> None:
    programme = programme_of(NEWS[0], segment(role, *silent), NEWS[2])
    without = programme_of(NEWS[0], NEWS[2])

    assert [cue.jingle for cue in programme.cues] == [cue.jingle for cue in without.cues]
    assert programme.chapters == without.chapters
    assert programme.length == without.length


def test_a_story_begins_where_it_is_first_heard() -> None:
    silent = segment("headline", "", story=1)
    programme = programme_of(NEWS[0], silent, segment("body", "और कुछ।", story=1))

    assert order(programme) == ["intro", "0", "sting", "2", "outro"]
    assert [chapter.title for chapter in programme.chapters] == ["शीर्षक।", "और कुछ।"]


@pytest.mark.parametrize("role", ["heading", "body"])
def test_what_is_heard_first_has_no_sting_before_it(role: Role) -> None:
    programme = programme_of(segment("headline", ""), segment(role, "पहला।"))

    assert order(programme) == ["intro", "1", "outro"]


def test_a_script_with_nothing_to_say_is_intro_and_outro() -> None:
    assert order(programme_of()) == ["intro", "outro"]


def test_at_a_pace_every_pause_is_longer_by_the_same_factor() -> None:
    natural, slower = programme_of(*NEWS), programme_of(*NEWS, pace=Pace(pauses=1.5))

    assert rests(slower) == milliseconds(*(1.5 * rest for rest in rests(natural)))
    assert slower.cues[0].start == natural.cues[0].start
    assert slower.cues[-1].end == slower.length


def test_no_pause_becomes_shorter_than_pieces_need_to_stay_apart() -> None:
    one = segment("body", "एक,|दो।")
    (before, after) = programme_of(one, jingles={}, pace=Pace(pauses=0.1)).cues

    assert rest_between(before, after) == pytest.approx(60, abs=0.1)


def test_a_faster_voice_takes_less_time_for_the_same_speech() -> None:
    natural = programme_of(*NEWS, jingles={})
    faster = programme_of(*NEWS, jingles={}, pace=Pace(rate=1.04))

    for one, other in zip(natural.cues, faster.cues, strict=True):
        assert (one.trim_start, one.trim_length, one.stretched) == (500, other.trim_length, one.trim_length)
        assert other.stretched == pytest.approx(one.trim_length / 1.04, abs=0.5)
        assert other.length == resampled_length(other.stretched, RATE, PROGRAMME_RATE)
    assert rests(natural) == milliseconds(*rests(faster))


def test_what_numbers_left_over_is_silence_at_the_end() -> None:
    paced = programme_of(*NEWS, pace=Pace(tail=Samples(321)))

    assert paced.length == programme_of(*NEWS).length + 321
    assert paced.chapters[-1].end == paced.length / PROGRAMME_RATE
    assert paced.rests[-1] == (paced.length - 321, paced.length)


def test_a_short_wait_stands_before_the_outro() -> None:
    natural, paced = programme_of(*NEWS), programme_of(*NEWS, pace=Pace(padding=LONGEST_SILENCE))

    assert order(paced) == order(natural)
    assert rests(paced)[-1] == pytest.approx(rests(natural)[-1] + 2000, abs=0.1)
    assert paced.length == natural.length + LONGEST_SILENCE


def test_a_longer_wait_is_filled_by_the_outros_beginning() -> None:
    natural = programme_of(*NEWS)
    paced = programme_of(*NEWS, pace=Pace(padding=Samples(LONGEST_SILENCE + 1)))
    *_, filling, outro = paced.cues

    assert order(paced) == [*order(natural), "outro"]
    assert filling.start == natural.cues[-1].start
    assert filling.end - outro.start == filling.fade_out == OUTRO_CROSSFADE
    assert (outro.length, outro.end) == (JINGLES["outro"], paced.length)
    assert paced.length == natural.length + LONGEST_SILENCE + 1


def test_a_bed_fills_a_wait_by_playing_on() -> None:
    wait = Samples(10 * PROGRAMME_RATE)
    paced = programme_of(*NEWS, pace=Pace(padding=wait), bed=True)
    last = [cue for cue in paced.cues if cue.jingle is None][-1]
    programme = with_bed(paced, Decibels(-8), Decibels(12), Milliseconds(1500), Milliseconds(500), wait)

    assert order(paced) == order(programme_of(*NEWS))
    assert programme.bed is not None
    assert programme.bed.end == last.end + wait + programme.bed.fade_out
    assert programme.bed.fade_out == PROGRAMME_RATE // 2


def test_without_an_outro_a_bed_plays_on_to_the_end() -> None:
    wait = Samples(10 * PROGRAMME_RATE)
    paced = programme_of(*NEWS, jingles={}, pace=Pace(padding=wait), bed=True)

    assert paced.length == programme_of(*NEWS, jingles={}).length + wait


segments = st.builds(
    lambda role, sentences, story: segment(role, *sentences, story=story),
    st.sampled_from(ROLES),
    st.lists(st.sampled_from(["है।", "क्या?", "एक,|दो।", "", "किराया"]), max_size=3),
    st.integers(0, 2),
)
scripts = st.lists(segments, max_size=8).map(lambda found: sorted(found, key=lambda part: part.story))
jingle_sets = st.sets(st.sampled_from(tuple(JINGLES)))


@settings(deadline=None, max_examples=by_tier(20, 60))
@given(scripts, jingle_sets)
def test_no_two_cues_ever_overlap(parts: list[Segment], kinds: set[Jingle]) -> None:
    programme = programme_of(*parts, jingles={kind: JINGLES[kind] for kind in kinds})

    assert all(one.end <= other.start for one, other in pairwise(programme.cues))
    assert all(0 <= cue.start < cue.end <= programme.length for cue in programme.cues)


@settings(deadline=None, max_examples=by_tier(20, 60))
@given(scripts, jingle_sets)
def test_chapters_follow_one_another_from_the_first_sample_to_the_last(
    parts: list[Segment], kinds: set[Jingle]
) -> None:
    programme = programme_of(*parts, jingles={kind: JINGLES[kind] for kind in kinds})

    assert programme.chapters[0].start == 0
    assert programme.chapters[-1].end == programme.length / PROGRAMME_RATE
    assert all(one.end == other.start for one, other in pairwise(programme.chapters))


STORIES = (
    segment("headline", "एक।"),
    segment("body", "पहली खबर।"),
    segment("headline", "दो।", story=1),
    segment("heading", "बीच में।", story=1),
    segment("body", "दूसरी खबर है।", story=1),
    segment("headline", "तीन।", story=2),
)


def test_sections_of_several_stories_begin_on_the_grid_of_frames() -> None:
    several, one = programme_of(*STORIES), programme_of(*STORIES[:2], segment("heading", "बीच में।"))

    assert [round(each.start * PROGRAMME_RATE) % STEP for each in several.chapters[1:]] == [0, 0, 0]
    assert round(one.chapters[1].start * PROGRAMME_RATE) % STEP != 0


@settings(deadline=None, max_examples=30)
@given(st.integers(-SHORTEN_STEPS * 3, LENGTHEN_STEPS * 3))
def test_silences_between_sections_take_up_steps_and_nothing_else_moves(steps: int) -> None:
    natural, changed = programme_of(*STORIES), programme_of(*STORIES, pace=Pace(between=steps))
    shifts = [(other.start - one.start) / STEP for one, other in zip(natural.cues, changed.cues, strict=True)]

    assert changed.length - natural.length == steps * STEP
    assert all(shift == round(shift) for shift in shifts)
    assert {shift for cue, shift in zip(natural.cues, shifts, strict=True) if cue.segment in (0, 1)} == {0}
    assert all(one.end <= other.start for one, other in pairwise(changed.cues))


all_overlaps = st.dictionaries(
    st.sampled_from(tuple(JINGLES)), st.integers(0, 200_000).map(lambda length: Samples(length))
)


@settings(deadline=None, max_examples=by_tier(30, 100))
@given(scripts, jingle_sets, all_overlaps, st.integers(0, 800))
def test_however_jingles_overlap_no_two_voices_do_and_nothing_lies_outside(
    parts: list[Segment], kinds: set[Jingle], overlaps: dict[Jingle, Samples], kept: int
) -> None:
    jingles = {kind: JINGLES[kind] for kind in kinds}
    programme = programme_of(*parts, jingles=jingles, overlaps=overlaps, kept=kept)
    chapters = programme.chapters

    assert all(one.end <= other.start for one, other in pairwise(spoken_in(programme)))
    assert all(one.start <= other.start for one, other in pairwise(programme.cues))
    assert all(0 <= cue.start < cue.end <= programme.length for cue in programme.cues)
    assert chapters[0].start == 0
    assert chapters[-1].end == programme.length / PROGRAMME_RATE
    assert all(one.start <= one.end == other.start for one, other in pairwise(chapters))


def spoken_in(programme: Programme) -> list[Cue]:
    return [cue for cue in programme.cues if cue.jingle is None]


@pytest.mark.parametrize("kept", [100, 400])
def test_what_is_kept_around_a_voice_lies_within_the_pauses(kept: int) -> None:
    one, other = spoken_in(programme_of(NEWS[0], NEWS[1], jingles={}, kept=kept))
    pause = pauses.AFTER_SEGMENT["headline"]

    # 16 kHz: `kept` before each voice, twice as much after it.
    assert rest_between(one, other) == pytest.approx(pause - 3 * kept / 16, abs=0.1)


def test_only_a_jingle_that_plays_while_somebody_speaks_is_turned_down_for_it() -> None:
    programme = programme_of(*NEWS, overlaps={"intro": Samples(20_000)})

    assert {cue.jingle: cue.ducked > 0 for cue in programme.cues if cue.jingle} == {
        "intro": True,
        "sting": False,
        "outro": False,
    }
