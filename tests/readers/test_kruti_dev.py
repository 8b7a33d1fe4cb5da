"""Text typed for Kruti Dev comes out as it was meant, letter for letter, or is refused."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.legacy.kruti_dev import from_kruti_dev, is_plain_hindi, unknown_signs
from bulletin.script import check_coverage, write_script
from tests.readers.kruti_dev_keys import typed

HERE = Path(__file__).parent
BY_HAND = [row.split("\t") for row in (HERE / "kruti_dev.txt").read_text("utf-8").split("\n") if row and row[0] != "#"]  # fmt: skip


def lines_of_articles() -> list[str]:
    """The lines of all articles that can be typed in Kruti Dev: no Latin letters, no signs that it lacks."""
    # The sign of ः is that of the colon too; which of them is meant is tried below.
    can = re.compile("[क-हऀ-ंअ-ऋए-औा-ौ0-9़्।,.?()“”‘’;:/! -]+")
    texts = (path.read_text("utf-8") for path in sorted((HERE / "articles").glob("*.txt")))
    return [line for text in texts for line in normalize("NFC", text).split("\n") if can.fullmatch(line)]


LINES = lines_of_articles()


def test_hundreds_of_lines_are_tried() -> None:
    assert len(LINES) > 600


def test_every_line_of_the_articles_comes_back_from_its_keys() -> None:
    wrong = [(line, from_kruti_dev(typed(line))) for line in LINES if from_kruti_dev(typed(line)) != line]

    assert wrong == []


@pytest.mark.parametrize(("keys", "shown"), BY_HAND, ids=[shown for _, shown in BY_HAND])
def test_what_a_typist_typed_is_what_the_font_shows(keys: str, shown: str) -> None:
    assert from_kruti_dev(keys) == normalize("NFC", shown)
    assert unknown_signs(from_kruti_dev(keys)) == ""


@pytest.mark.parametrize(
    ("keys", "shown"), [("vr%", "अतः"), ("nq%[k", "दुःख"), ("dgk%", "कहा:"), ("QksVks% ,tsalh", "फोटो: एजेंसी")]
)
def test_the_key_of_the_visarga_is_a_colon_at_the_end_of_most_words(keys: str, shown: str) -> None:
    assert from_kruti_dev(keys) == shown


def test_addresses_in_the_text_are_no_keys() -> None:
    assert from_kruti_dev("ns[ksa www.example.org ij") == "देखें www.example.org पर"


def test_a_sign_that_the_fonts_lack_is_named() -> None:
    assert unknown_signs(from_kruti_dev("fdlku § gS")) == "§"


PASTED = (HERE / "articles" / "88-farmers-kruti-dev.txt").read_text("utf-8")


def test_a_pasted_text_is_converted_and_says_so() -> None:
    article = read_article(PASTED.encode(), "x.txt")

    assert [(item.reason, item.text) for item in article.left_out] == [("font", "Kruti Dev")]
    check_coverage([article], write_script([article]))


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16", "utf-8-sig"])
def test_a_pasted_text_is_read_in_the_encodings_that_old_programs_save(encoding: str) -> None:
    text = PASTED + "çèkku us Øksèk vkSj lÙkk dh ckr dgh gSA\n"

    assert read_article(text.encode(encoding), "x.txt").text == read_article(text.encode(), "x.txt").text


def test_a_headline_that_was_typed_anew_stays_as_it_is() -> None:
    article = read_article(f"ISRO और किसानों को राहत\n\n{PASTED}".encode(), "x.txt")

    assert article.headline is not None
    assert article.headline.text == "ISRO और किसानों को राहत"


@pytest.mark.parametrize(
    "text",
    [
        PASTED + "\n§ ljdkj us dgk gSA\n",
        PASTED + "\nसरकार ने dgk fd gSA\n",
        "dks gS gSa esa dh qqss wwSS kkZZ ffqq qkqk sSsS qqkk wSwS ssqq ``ss qSqS",
    ],
    ids=["a sign unknown", "words between Devanagari", "no Hindi"],
)
def test_what_cannot_be_converted_beyond_doubt_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(text.encode(), "x.txt")

    assert (caught.value.code, caught.value.error_id) == (65, "text.legacy_font")
    assert "Convert it to Unicode" in (caught.value.remedy or "")


def test_every_article_is_plain_hindi_and_its_letters_in_disorder_are_not() -> None:
    for line in LINES:
        if len(line.split()) > 40:
            assert is_plain_hindi(line)
            assert not is_plain_hindi(line[::-1])


@given(st.text(st.sampled_from("dkf[kzZa+~'\"sSqwh%A vb,esa§é\n"), max_size=40))
def test_any_keys_are_converted_without_a_fault(keys: str) -> None:
    from_kruti_dev(keys)
