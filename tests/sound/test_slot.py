from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bulletin.schema.pace import NATURAL_PACE, Pace, slot_of, slot_text
from bulletin.sound.slot import (
    FASTEST,
    LONGEST_PAUSES,
    SHORTEST_PAUSES,
    SLACK,
    SLOWEST,
    NoFitError,
    Plan,
    _last_within,
    fitted,
)
from tests.tiers import by_tier

SECOND = 44_100


@dataclass(frozen=True)
class Bulletin:
    """Paragraphs of so many seconds' speech and pauses, least important last, and what is never cut."""

    kept: tuple[float, float]
    paragraphs: tuple[tuple[float, float], ...] = ()
    music: float = 0.0

    def length(self, cuts: int, pace: Pace) -> int:
        heard = [self.kept, *self.paragraphs[: len(self.paragraphs) - cuts]]
        lengths = [
            round(speech * SECOND / pace.rate) + round(pauses * SECOND * pace.pauses)
            for speech, pauses in heard
        ]
        return round(self.music * SECOND) + sum(lengths) + pace.padding + pace.tail

    def plan(self, seconds: float, padding: float = 0.0) -> Plan:
        return self.exact_plan(round(seconds * SECOND), padding)

    def exact_plan(self, slot: int, padding: float = 0.0) -> Plan:
        return fitted(self.length, slot, cuts=len(self.paragraphs), padding=lambda _: round(padding * SECOND))


NEWS = Bulletin(kept=(60.0, 10.0), paragraphs=((30.0, 5.0), (20.0, 4.0), (10.0, 2.0)), music=9.0)
"""150 s; 137.0 to 165.5 s without cuts, 126.2 to 152.1 s without the last paragraph, …, 72.7 s at the least."""


class TestTheLeversAndTheirOrder:
    def test_a_bulletin_that_fits_is_left_as_it_is(self) -> None:
        assert NEWS.plan(150.0) == Plan(cuts=0, pace=NATURAL_PACE)

    def test_pauses_alone_make_it_a_little_shorter(self) -> None:
        plan = NEWS.plan(145.0)
        assert plan.cuts == 0
        assert plan.pace.pauses == pytest.approx(1 - 5 / 21, abs=1e-4)
        assert plan.pace.rate == 1

    def test_pauses_alone_make_it_a_little_longer(self) -> None:
        plan = NEWS.plan(155.0)
        assert plan.pace.pauses == pytest.approx(1 + 5 / 21, abs=1e-4)
        assert plan.pace.rate == 1

    def test_the_voice_is_faster_only_when_the_pauses_give_no_more(self) -> None:
        plan = NEWS.plan(138.0)
        assert plan.cuts == 0
        assert plan.pace.pauses == SHORTEST_PAUSES
        assert plan.pace.rate == pytest.approx(120 / (138 - 9 - 21 * 0.6), abs=1e-4)

    def test_the_voice_is_slower_only_when_the_pauses_give_no_more(self) -> None:
        plan = NEWS.plan(163.0)
        assert plan.pace.pauses == LONGEST_PAUSES
        assert plan.pace.rate == pytest.approx(120 / (163 - 9 - 21 * 1.5), abs=1e-4)

    def test_a_paragraph_goes_only_when_the_voice_gives_no_more(self) -> None:
        assert NEWS.plan(137.1).cuts == 0
        assert NEWS.plan(136.9).cuts == 1

    def test_what_is_left_after_a_cut_is_paced_anew(self) -> None:
        plan = NEWS.plan(136.9)
        # 138 s without the last paragraph, nearly the slot: pauses do the rest.
        assert plan.pace.rate == 1
        assert plan.pace.pauses == pytest.approx(1 - 1.1 / 19, abs=1e-4)

    def test_no_more_paragraphs_go_than_have_to(self) -> None:
        assert [NEWS.plan(seconds, padding=60).cuts for seconds in (137, 127, 105, 80)] == [0, 1, 2, 3]

    def test_music_comes_last(self) -> None:
        plan = NEWS.plan(175.0, padding=20.0)
        assert (plan.pace.pauses, plan.pace.rate) == (LONGEST_PAUSES, SLOWEST)
        assert plan.pace.padding == NEWS.length(0, plan.pace) - NEWS.length(0, Pace(pauses=1.5, rate=SLOWEST))
        assert plan.pace.padding > 0

    def test_a_moment_is_not_filled_with_music(self) -> None:
        longest = NEWS.length(0, Pace(pauses=LONGEST_PAUSES, rate=SLOWEST))
        plan = NEWS.exact_plan(longest + SLACK, padding=20.0)
        assert (plan.pace.padding, plan.pace.tail) == (0, SLACK)


class TestASlotThatCannotBeMet:
    def test_it_is_too_short_for_what_is_never_cut(self) -> None:
        with pytest.raises(NoFitError) as caught:
            NEWS.plan(60.0)
        shortest = NEWS.length(3, Pace(pauses=SHORTEST_PAUSES, rate=FASTEST))
        assert (caught.value.shorter, caught.value.longer) == (None, shortest)

    def test_it_is_too_long_for_all_there_is(self) -> None:
        with pytest.raises(NoFitError) as caught:
            NEWS.plan(200.0, padding=5.0)
        longest = NEWS.length(0, Pace(pauses=LONGEST_PAUSES, rate=SLOWEST)) + 5 * SECOND
        assert (caught.value.shorter, caught.value.longer) == (longest, None)

    def test_it_lies_between_two_cuts_of_a_long_paragraph(self) -> None:
        news = Bulletin(kept=(30.0, 3.0), paragraphs=((90.0, 9.0),))
        with pytest.raises(NoFitError) as caught:
            news.plan(80.0)
        below = news.length(1, Pace(pauses=LONGEST_PAUSES, rate=SLOWEST)) + SLACK
        above = news.length(0, Pace(pauses=SHORTEST_PAUSES, rate=FASTEST))
        assert (caught.value.shorter, caught.value.longer) == (below, above)


times = st.tuples(st.floats(0.5, 90), st.floats(0, 12))


@settings(max_examples=by_tier(50, 150), deadline=None)
@given(
    bulletin=st.builds(
        Bulletin, kept=times, paragraphs=st.lists(times, max_size=12).map(tuple), music=st.floats(0, 30)
    ),
    seconds=st.floats(0.1, 900),
    padding=st.floats(0, 30),
)
def test_every_slot_is_met_to_the_sample_or_told_with_one_that_is(
    bulletin: Bulletin, seconds: float, padding: float
) -> None:
    slot = round(seconds * SECOND)
    try:
        plan = bulletin.plan(seconds, padding)
    except NoFitError as error:
        nearest = [length for length in (error.shorter, error.longer) if length is not None]
        assert nearest
        for slot in nearest:
            plan = bulletin.exact_plan(slot, padding)
            assert bulletin.length(plan.cuts, plan.pace) == slot
        assert error.shorter is None or error.shorter < round(seconds * SECOND)
        assert error.longer is None or error.longer > round(seconds * SECOND)
        return
    assert bulletin.length(plan.cuts, plan.pace) == slot
    assert SHORTEST_PAUSES <= plan.pace.pauses <= LONGEST_PAUSES
    assert SLOWEST <= plan.pace.rate <= FASTEST
    assert 0 <= plan.pace.tail <= SLACK
    assert plan.pace.rate == 1 or plan.pace.pauses in (SHORTEST_PAUSES, LONGEST_PAUSES)
    assert not plan.pace.padding or (plan.pace.pauses, plan.pace.rate) == (LONGEST_PAUSES, SLOWEST)


class TestATimeAsItIsWritten:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [
            ("5:00", 300.0), ("0:59.5", 59.5), ("1:02:03", 3723.0), ("90:00", 5400.0), ("300", 300.0), ("300s", 300.0), ("5", 300.0), ("59", 3540.0), ("60", 60.0), ("5s", 5.0), ("5m", 300.0), ("5 min", 300.0),
            (" 300 s ", 300.0), ("12.25", 735.0), ("12.25 s", 12.25), ("५:००", 300.0), ("24:00:00", 86400.0),
        ],
    )  # fmt: skip
    def test_it_is_read(self, text: str, seconds: float) -> None:
        assert slot_of(text) == seconds

    @pytest.mark.parametrize(
        "text", ["", "five", "5:", ":30", "5:7", "5:60", "1:60:00", "1:2:3", "-5:00", "+30", "0:00", "0", "24:00:01",
                 "nan", "inf", "1e3", "5h", "5:00\n6:00", "99999"],
    )  # fmt: skip
    def test_nonsense_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"write 5:00|outside of"):
            slot_of(text)

    @given(thousandths=st.integers(1, 24 * 60 * 60 * 1000))
    def test_what_is_written_reads_back(self, thousandths: int) -> None:
        assert slot_of(slot_text(thousandths / 1000)) == pytest.approx(thousandths / 1000, abs=1e-9)


@settings(deadline=None)
@given(
    st.lists(st.integers(20, 2_000), min_size=1, max_size=60),
    st.sampled_from([(600_000, 1_000_000), (1_000_000, 1_500_000), (1_040_000, 960_000)]),
    st.floats(0, 1),
)
def test_where_a_length_passes_a_slot_is_found_in_a_few_steps(
    pauses: list[int], ends: tuple[int, int], part: float
) -> None:
    tried: list[int] = []

    def length(step: int) -> int:
        factor = step / 1_000_000 if ends[0] < ends[1] else 1_000_000 / step
        return sum(round(max(min(pause, 60), pause * factor) * 44.1) for pause in pauses)

    def over(step: int) -> int:
        tried.append(step)
        return length(step) - slot

    least, most = map(length, ends)
    slot = least + round(part * (most - least - 1))
    assume(least <= slot < most)
    found = _last_within((ends[0], least - slot), (ends[1], most - slot), over)

    onward = 1 if ends[0] < ends[1] else -1
    assert length(found) <= slot < length(found + onward)
    assert len(tried) <= 60
    assert all(min(ends) < step < max(ends) for step in tried)
