from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.writers.names import LONGEST, slug
from tests.tiers import by_tier


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("नमस्ते दुनिया", "namaste-duniya"),
        ("नई दिल्ली", "nai-dilli"),
        ("फ़िल्म और क़लम", "film-aur-qalam"),
        ("फ़िल्म", "film"),
        ("शहर में बारिश", "shahar-men-barish"),
        ("दुःख", "duhkh"),
        ("किम-पुतिन वार्ता", "kim-putin-varta"),
        ("₹25 में १२ किमी", "25-men-12-kimi"),
        ("Metro News: शहर", "metro-news-shahar"),
        ("Café Zürich", "cafe-zurich"),
        ("ＡＢＣ １２", "abc-12"),
        ("क्\u200dया", "kya"),
        ("½", "1-2"),
        ("1½ लाख", "1-1-2-lakh"),
        ("१½ लाख", "1-1-2-lakh"),
        ("10² किमी", "10-2-kimi"),
        ("①②", "1-2"),
        ("CO₂", "co2"),
        ("Ⅷ", "viii"),
    ],
)
def test_a_title_is_spelt_by_its_sounds(title: str, name: str) -> None:
    assert slug(title) == name


@pytest.mark.parametrize(
    "title",
    ["नई दिल्ली", "नई\u00a0दिल्ली", "नई\tदिल्ली", "नई—दिल्ली", "नई/दिल्ली", "नई\\दिल्ली", "नई।दिल्ली", "नई_दिल्ली"],
)
def test_whatever_stands_between_two_words_becomes_a_hyphen(title: str) -> None:
    assert slug(title) == "nai-dilli"


@pytest.mark.parametrize("title", ["", "   ", "..", ".", "/", "😀🎉", "।॥", "---", "\x00", "\ud800", "新闻"])
def test_a_title_without_a_letter_we_can_spell_is_called_bulletin(title: str) -> None:
    assert slug(title) == "bulletin"


@pytest.mark.parametrize("title", ["CON", "con", "NUL", "Com1", "LPT9", "aux.", " prn "])
def test_a_name_that_windows_keeps_for_itself_is_lengthened(title: str) -> None:
    assert slug(title).endswith("-bulletin")


@pytest.mark.parametrize(
    "title", ["../../etc/passwd", "..\\..\\windows", "/etc/passwd", "C:\\news", "~root", "$HOME"]
)
def test_a_title_cannot_lead_to_another_folder(title: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", slug(title))


def test_a_long_title_is_cut_between_two_words() -> None:
    name = slug("समाचार " * 1000)

    assert len(name) <= LONGEST
    assert set(name.split("-")) == {"samachar"}


@pytest.mark.parametrize("sign", ["क", "a", "😀", "/", "ksh"])
def test_ten_thousand_characters_without_a_space_are_cut_at_the_limit(sign: str) -> None:
    assert 0 < len(slug(sign * 10_000)) <= LONGEST


def test_two_spellings_of_the_same_letters_have_one_name() -> None:
    assert slug("क़लम") == slug("क\u093cलम")


@settings(deadline=None, max_examples=by_tier(50, 150))
@given(st.text(max_size=200) | st.text(st.characters(min_codepoint=0x900, max_codepoint=0x97F), max_size=200))
@example("ſ" * 90)
@example("½ⅷ㎏")
@example("con")
def test_a_name_is_always_short_plain_and_safe(title: str) -> None:
    name = slug(title)

    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= 90


@settings(deadline=None, max_examples=by_tier(20, 50))
@given(st.text(max_size=100))
def test_the_name_of_a_name_is_itself(title: str) -> None:
    assert slug(slug(title)) == slug(title)
