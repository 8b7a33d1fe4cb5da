"""Latin words: the tables behind them, and that the lists that measure them are apart from what they learned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.language.hindi import speak
from bulletin.language.hindi.english import derived, pronounced
from bulletin.language.hindi.latin import fall_back, known
from bulletin.language.hindi.letters import looks_indian
from bulletin.language.hindi.names import compound, indian
from bulletin.language.hindi.sounds import sounds_of, written
from bulletin.language.tables import words

LISTS = Path(__file__).parents[2] / "scripts" / "words"


def rows(name: str) -> list[list[str]]:
    lines = (LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("name", "size"), [("english.tsv", 500), ("names.tsv", 300)])
def test_no_word_of_a_list_that_measures_is_in_the_lexicon(name: str, size: int) -> None:
    listed = {row[0] for row in rows(name)}

    assert len({word.casefold() for word in listed}) == size
    assert sorted(word for word in listed if known(word) is not None) == []


def test_no_name_of_the_list_is_a_hindi_word_or_a_part_of_names() -> None:
    tables = {row[0] for table in ("hinglish", "name_elements") for row in words(f"hindi/words/{table}.tsv")}

    assert sorted({row[0].casefold() for row in rows("names.tsv")} & tables) == []


def test_each_spelling_of_a_list_is_devanagari() -> None:
    spellings = [
        spelling
        for name in ("english.tsv", "names.tsv")
        for row in rows(name)
        for spelling in row[1].split("||")
    ]

    assert [spelling for spelling in spellings if not sounds_of(spelling)] == []


@pytest.mark.parametrize("spoken", ["मार्केटिंग", "ज़िंदगी", "बजट", "ऑफ़िस", "कृष्णा", "हँसी", "शुरुआत"])
def test_sounds_are_written_as_they_were(spoken: str) -> None:
    assert written(sounds_of(spoken)) == spoken


def test_a_word_with_other_signs_has_no_sounds() -> None:
    assert sounds_of("दो शब्द") == []


def test_the_dictionary_has_first_and_last_words_and_no_others() -> None:
    assert [word for word in ("bookkeeper", "zucchini", "aardvark") if pronounced(word) is None] == []
    assert [word for word in ("", "qqqq", "zzzzzz", "bookkeepe") if pronounced(word) is not None] == []


def test_a_word_is_read_from_its_parts() -> None:
    assert derived("hotspots") == "हॉटस्पॉट्स"
    assert derived("megapixel") == "मेगापिक्सल"
    assert derived("qzx") is None


def test_a_name_is_read_from_its_parts() -> None:
    assert compound("rampur") == "रामपुर"
    assert compound("jaynarayan") == "जयनारायण"
    assert compound("qz") is None


def test_spelling_tells_an_indian_name_from_an_english_word() -> None:
    assert [
        name for name in ("bhagwanpur", "chhedilal", "dharmveer", "khushwant") if not looks_indian(name)
    ] == []
    assert [word for word in ("lovely", "shrinkage", "thoughtful", "pixel") if looks_indian(word)] == []


def test_any_letters_are_said_in_devanagari() -> None:
    for word in ("q", "zxq", "aaaaaaaa", "xyzzy", "Mxyzptlk", "ZZZZZZZZZ"):
        assert sounds_of(fall_back(word)), word
        assert sounds_of(indian(word.lower())) or word == "q", word


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("ICE SKATING RINK बनाया गया।", "आइस स्केटिंग रिंक बनाया गया।"),
        ("POCO और REDMI के फोन", "पोको और रेडमी के फोन"),
        ("Hotspots की सूची जारी हुई।", "हॉटस्पॉट्स की सूची जारी हुई।"),
        ("64Megapixel का कैमरा", "चौंसठ मेगापिक्सल का कैमरा"),
        ("XQR ने कहा", "एक्सक्यूआर ने कहा"),
        ("BJP की RINK में", "बीजेपी की आरआईएनके में"),
    ],
)
def test_capitals_are_letters_or_words_by_what_stands_beside_them(text: str, spoken: str) -> None:
    assert speak(text).text == spoken
