"""Foreseen: clips in the cache are measured, others estimated, and a whole bulletin's length with them."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from bulletin.production.cache.clips import ClipCache
from bulletin.production.mix.foreseen import CHARACTERS_A_SECOND, ENOUGH, RATE, Foreseen
from bulletin.production.mix.mixing import Desk
from bulletin.production.mix.trimming import Trimmer
from bulletin.production.voice.cast import Casting, named
from bulletin.production.voice.judge import spoken
from bulletin.production.voice.pieces import SpeakingPlan, plan_speaking
from bulletin.readers import read_text
from bulletin.schema.manner import Manner
from bulletin.schema.station import Station
from bulletin.schema.units import samples_to_seconds
from bulletin.script import write_script
from bulletin.sound.ears import listen

EXAMPLES = Path(__file__).parents[2] / "examples" / "bulletin"

TEXT = "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया। इस पर बारह करोड़ रुपये खर्च हुए हैं।\n"


def plan_of(text: str, voice: str, manner: Manner | None = None) -> SpeakingPlan:
    cast = named(voice, manner or Manner())
    return plan_speaking(write_script([read_text(text.encode(), "a.txt")]), Casting(main=cast))


def speak_pieces(plan: SpeakingPlan, cache: ClipCache, count: int) -> None:
    with plan.main.engine.open(plan.main.voice, listen, patient=False) as session:
        for piece in plan.pieces[:count]:
            cache.put(piece.key, spoken(session, piece.text))


def test_a_clip_in_the_cache_is_measured_and_another_estimated(world: Path) -> None:
    cache = ClipCache(world / "clips")
    plan = plan_of(TEXT, "tone")
    speak_pieces(plan, cache, 1)
    trimmer = Trimmer(cache)
    foreseen = Foreseen(plan, cache, trimmer)
    clips, energies = foreseen.clips()

    assert foreseen.measured == 1
    first, second = clips[0], clips[1]
    assert first.speech_length == trimmer.found(plan.pieces[0].key).length
    assert first.clip.rate == cache.fetch(plan.pieces[0].key).rate
    assert (second.clip.rate, second.speech_length) == (
        RATE,
        round(len(plan.pieces[1].text) / CHARACTERS_A_SECOND * RATE),
    )
    assert energies["tone:hum"] == list(trimmer.found(plan.pieces[0].key).energies)


def test_the_speed_of_a_voice_is_that_of_its_clips_once_there_are_enough(world: Path) -> None:
    cache = ClipCache(world / "clips")
    plan = plan_of(
        TEXT * 1
        + "\n\n".join(
            f"यह खबर का अनुच्छेद {word} है, और इसमें सब कुछ लिखा है।"
            for word in ("एक", "दो", "तीन", "चार", "पाँच", "छह")
        ),
        "tone",
    )
    speak_pieces(plan, cache, len(plan.pieces) - 1)
    characters = sum(len(piece.text) for piece in plan.pieces[:-1])
    trimmer = Trimmer(cache)
    seconds = sum(trimmer.found(piece.key).length / cache.fetch(piece.key).rate for piece in plan.pieces[:-1])
    clips, _ = Foreseen(plan, cache, trimmer).clips()

    assert characters >= ENOUGH
    assert clips[-1].speech_length == round(len(plan.pieces[-1].text) / (characters / seconds) * RATE)


def test_a_faster_voice_is_estimated_faster(world: Path) -> None:
    cache = ClipCache(world / "clips")
    lengths = [
        sum(clip.speech_length for clip in Foreseen(plan, cache, Trimmer(cache)).clips()[0])
        for plan in (plan_of(TEXT, "espeak"), plan_of(TEXT, "espeak", Manner(rate=1.5)))
    ]
    assert lengths[1] == pytest.approx(lengths[0] / 1.5, rel=0.01)


def test_an_estimate_is_within_fifteen_hundredths_of_what_espeak_takes(world: Path) -> None:
    cache = ClipCache(world / "clips")
    plan = plan_of((EXAMPLES / "7-tara.txt").read_text(encoding="utf-8"), "espeak")
    lengths = []
    for _ in range(2):
        with ExitStack() as closing:
            desk = closing.enter_context(Desk(Station(jingles=False), cache))
            lengths.append(samples_to_seconds(desk.prospect(plan).programme.length))
        speak_pieces(plan, cache, len(plan.pieces))

    estimated, measured = lengths
    assert measured > 15
    assert estimated == pytest.approx(measured, rel=0.15)
    assert estimated != measured
