from __future__ import annotations

import numpy as np
import pytest

from bulletin.engines.espeak.engine import EspeakEngine
from bulletin.engines.espeak.parameters import parameters
from bulletin.engines.gtts.engine import GttsEngine
from bulletin.errors import ConfigurationError
from bulletin.schema.clip import Speech
from bulletin.schema.manner import NATURAL, Manner
from bulletin.sound.decode import listen

TEXT = "आज की मुख्य खबरें। शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई और पहले दिन हज़ारों लोगों ने सफर किया।"


def spoken(manner: Manner) -> Speech:
    with EspeakEngine().open("hi", listen, manner=manner, parallel=1) as session:
        return session.speak(TEXT)


def pitch(speech: Speech) -> float:
    """The median fundamental in hertz, by autocorrelation of 50 ms frames."""
    samples = np.frombuffer(speech.sound, "<i2").astype(float)
    frame = speech.rate // 20
    found = []
    for start in range(0, len(samples) - frame, frame):
        part = samples[start : start + frame] - samples[start : start + frame].mean()
        if np.sqrt((part**2).mean()) < 1000:
            continue
        likeness = np.correlate(part, part, "full")[frame - 1 :]
        low, high = speech.rate // 320, speech.rate // 45
        best = low + int(likeness[low:high].argmax())
        if likeness[best] > likeness[0] / 2:
            found.append(speech.rate / best)
    return float(np.median(found))


@pytest.mark.parametrize("rate", [0.6, 0.9, 0.96, 1.04, 1.25, 1.8])
def test_espeak_speaks_as_fast_as_it_is_asked_to(rate: float) -> None:
    natural, other = spoken(NATURAL), spoken(Manner(rate=rate))

    assert natural.length / other.length == pytest.approx(rate, rel=0.05)


@pytest.mark.parametrize("semitones", [-5, -2, 2, 5])
def test_espeak_speaks_as_high_as_it_is_asked_to(semitones: float) -> None:
    natural, other = spoken(NATURAL), spoken(Manner(pitch=semitones))

    assert 12 * np.log2(pitch(other) / pitch(natural)) == pytest.approx(semitones, abs=0.7)


def test_the_natural_manner_asks_espeak_for_nothing() -> None:
    assert parameters(NATURAL) == {}


def test_a_voice_with_one_manner_refuses_others_with_a_remedy() -> None:
    with pytest.raises(ConfigurationError) as caught:
        GttsEngine().check("hi", Manner(rate=1.1))

    assert (caught.value.error_id, "--voice espeak" in caught.value.remedy) == ("voice.manner", True)


@pytest.mark.parametrize(("rate", "height"), [(0.4, 0), (2.1, 0), (1, -7), (1, 7)])
def test_a_manner_beyond_any_voice_is_refused(rate: float, height: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        Manner(rate=rate, pitch=height)
