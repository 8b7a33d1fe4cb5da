"""Texts: what the contract has engines speak, and how to measure their speech."""

from __future__ import annotations

from bulletin.schema.clip import Speech
from bulletin.sound.decode import Sound, clip_segment, samples_of

SENTENCE = "शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई।"
SENTENCES = (
    SENTENCE,
    "पहले दिन पैंतालीस हज़ार लोगों ने सफर किया।",
    "मेट्रो सुबह साढ़े छह बजे से चलेगी।",
    "न्यूनतम किराया पच्चीस रुपये है।",
    "बुजुर्गों को पचास प्रतिशत की छूट मिलेगी।",
    "क्या यात्रियों को इससे राहत मिलेगी?",
)
"""Spoken forms, as `bulletin.language` makes them: Hindi letters and marks, no digits, signs or Latin letters."""

SYNTAX = {
    "a phoneme in brackets": f"[[ə]] {SENTENCE}",
    "a break": f'{SENTENCE} <break time="10s"/>',
    "a tag that is not closed": f'<voice name="en" {SENTENCE}',
    "a leading option": f"-v {SENTENCE}",
    "a lone dash": f"- {SENTENCE}",
    "an entity": f"&amp; {SENTENCE}",
    "quotation marks and a backslash": f"\"'\\ {SENTENCE}",
    "braces and a percent sign": f"{{0}} %s $x {SENTENCE}",
}
"""Text that some program or service would interpret as markup or options; to an engine, all text is text."""

LONGEST_REQUEST = 1_000
"""Characters requested at once from an engine without a limit."""


def seconds(speech: Speech) -> float:
    """Return how long a speech claims to last."""
    return speech.length / speech.rate


def decoded(speech: Speech) -> Sound:
    """Return the samples of a speech, full scale ±1."""
    return samples_of(clip_segment(speech.sound, speech.encoding, speech.rate))
