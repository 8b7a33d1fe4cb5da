"""Properties of all texts, whatever their characters."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bulletin.language.characters import tidy
from bulletin.language.gate import BARRED, passes
from bulletin.language.hindi import rule_names, speak
from bulletin.language.hindi.abbreviations import UNMARKED
from bulletin.language.pieces import pieces
from tests.tiers import by_tier, chosen

NEWS = st.text(
    st.sampled_from(
        "अकखगचतदनपमरलवसहािीुेोैौ्ंँ़ःE0123456789१२५,.।|/:-–+*%₹$€°@#&()“”'\"?! ABCGINPRSTabcehmnorsx²½\u200d\u200c\u00a0"
    ),
    max_size=80,
)
LETTERS = st.text(
    st.characters(categories=["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nl", "No", "Sc", "Sm", "So"]),
    max_size=60,
)
ANYTHING = st.text(max_size=120) | NEWS | LETTERS


@pytest.fixture(autouse=True, scope="module")
def _loaded() -> None:
    """Load tables and rules before the first example: hypothesis gives each no more than 200 ms."""
    speak("Modi और Xyzzy ने मई 5, G-20, 5 km, ₹5, ½, Ⅳ, 𝐁, Путин, دل, 12:30, 3rd, II, डॉ. 60, 450 [1] -5")


def unspeakable(text: str) -> list[str]:
    """Return the characters of a spoken text that no engine may get: all but Devanagari, spaces and four marks."""
    return BARRED.findall(text)


@given(ANYTHING)
def test_only_what_passes_the_gate_reaches_an_engine(text: str) -> None:
    spoken = speak(text).text
    assert unspeakable(spoken) == []
    assert all(map(passes, pieces(spoken, 100)))


@given(ANYTHING)
@example("ða")
def test_what_is_spoken_is_spoken_the_same_again(text: str) -> None:
    once = speak(text).text
    # Letters of another script may spell what Hindi abbreviates without a mark: मो राम is मोहम्मद राम.
    assume(not any(UNMARKED.match(word) for word in once.split()))
    assert speak(once).text == once


@given(NEWS)
def test_every_change_has_its_place(text: str) -> None:
    for change in speak(text).changes:
        assert text[change.start : change.start + len(change.written)] == change.written


@given(NEWS)
def test_changes_stand_in_order_and_apart(text: str) -> None:
    end = 0
    for change in speak(text).changes:
        assert change.start >= end
        end = change.start + len(change.written)


@given(st.text(st.sampled_from("अकखगमरसहािीुे्ंँ "), max_size=60))
def test_plain_hindi_is_left_alone(text: str) -> None:
    # A sign without a base letter is no Hindi.
    plain = " ".join(unicodedata.normalize("NFC", " ".join("क" + word for word in text.split(" "))).split())
    # These two are abbreviations without any mark.
    assume(not {"किमी", "किग्रा"} & set(plain.split()))
    assert speak(plain).text == plain


# Planes 4 to 13 are empty: one of their blocks represents all.
BLOCKS = [*range(0, 0x41000, 4096), *range(0xE0000, sys.maxunicode + 1, 4096)]


@pytest.mark.parametrize("share", by_tier(range(1), range(4)))
def test_every_character_of_unicode_is_survived(share: int) -> None:
    for begin in BLOCKS[share::4]:
        letters = [*map(chr, range(begin, begin + 4096))]
        # Thousands of ideographs or syllables as one word take a tenth of the time.
        text = "".join(letters) if all(map(str.isalpha, letters)) else " ".join(letters)
        if all(unicodedata.category(letter) in ("Cn", "Co", "Zs") for letter in text):
            # Nothing is assigned there: tidying removes all of it before any rule.
            text = tidy(text).text
            assert text.strip() == ""
        assert unspeakable(speak(text).text) == []


@given(ANYTHING)
@example("दुःः")
@example("किरायाःः 25")
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    once = tidy(text).text
    assert tidy(once).text == once


@pytest.mark.parametrize("name", rule_names())
def test_without_any_one_rule_still_nothing_unspeakable_is_left(name: str) -> None:
    text = "डॉ. वी. के. सिंह: ₹3.5 लाख, 12%, 15/08/2024, 10:30 बजे, 2nd, G-20, 5 km, 1/2, XII, NATO, hello & #tag a@b.in"
    assert unspeakable(speak(text, without=frozenset([name])).text) == []


HOSTILE = {
    "no space": "क",
    "capitals": "A",
    "initials": "ए.",
    "quotes": "'a",
    "romans": "I ",
    "spaces": " ",
}
HOSTILE = chosen(HOSTILE, "initials", "capitals")


@pytest.mark.timeout(30)
@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_spoken_to_its_end(pattern: str) -> None:
    # A quadratic rule would take minutes; scripts/bench language measures how time grows.
    assert unspeakable(speak("क" + pattern * 24_000).text) == []
