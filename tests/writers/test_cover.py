"""The cover that is drawn: its design, and what is seen on it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from bulletin.writers.cover.colours import PAIRS, RING_STRENGTHS, colours_of, contrast, mixed
from bulletin.writers.cover.design import MARGIN, ROOM, Wanted, bars_of
from bulletin.writers.cover.drawing import SIDE, draw
from bulletin.writers.cover.headline import HEADLINE_HEIGHT, HEADLINE_TOP, LEADING, SIZES, headline_of
from bulletin.writers.cover.jpeg import MOST_BESIDE, MOST_WITHIN, jpeg
from bulletin.writers.lettering.fitting import width
from bulletin.writers.letters import columns
from tests.writers.editions import DIRTY, HARD

WANTED = Wanted(
    station="आकाश FM",
    programme="शाम के समाचार",
    title="नई मेट्रो लाइन शुरू, किराया ₹25 से",
    day=date(2026, 3, 5),
)
SMALL = 600
"""Pixels: enough to see where things are."""

TITLES = {
    "a word": "बारिश",
    "usual": "पुतिन बोले- उत्तर कोरिया के साथ सैन्य सहयोग संभव, अमेरिका चिंतित",
    "mixed scripts": "GST परिषद की 56वीं बैठक: ₹2,500 तक के जूतों पर Tax घटा, iPhone महंगा",
    "Latin only": "Parliament monsoon session begins today",
    "nothing": "",
    **HARD,
    **{name: dirty for name, (dirty, _) in DIRTY.items()},
}


def half_em(text: str) -> float:
    """A font in which every letter is half as wide as it is high."""
    return columns(text) / 2


def seen(wanted: Wanted, side: int = SMALL) -> NDArray[np.int16]:
    return np.asarray(draw(wanted, side), np.int16)


def of_colour(picture: NDArray[np.int16], colour: str) -> NDArray[np.bool_]:
    """Where a picture has this colour, as good as."""
    wanted = np.array(list(bytes.fromhex(colour[1:])), np.int16)
    found: NDArray[np.bool_] = (np.abs(picture - wanted) <= 12).all(axis=2)
    return found


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair[0])
def test_text_and_accent_stand_out_from_every_ground_and_its_rings(pair: tuple[str, str]) -> None:
    ground, accent = pair
    nearest = mixed(ground, "#ffffff", max(RING_STRENGTHS))

    assert contrast(ground, "#ffffff") >= 12
    assert contrast(ground, accent) >= 7
    assert min(contrast(nearest, "#ffffff"), contrast(nearest, accent)) >= 4.5


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_grounds_are_told_apart() -> None:
    assert all(one[0] != other[0] for one, other in combinations(PAIRS, 2))


def test_a_station_keeps_its_colours() -> None:
    assert colours_of("आकाश FM") == colours_of("आकाश FM")
    assert len({colours_of(f"रेडियो {number}").ground for number in range(100)}) == len(PAIRS)


@pytest.mark.parametrize(
    ("ground", "ink"), [("#ffffff", "#14141a"), ("#ffd400", "#14141a"), ("#000000", "#ffffff")]
)
def test_text_is_dark_on_a_light_ground_of_the_stations_own(ground: str, ink: str) -> None:
    assert colours_of("आकाश FM", ground).ink == ink


def test_an_accent_that_would_not_be_seen_is_the_ink() -> None:
    assert colours_of("आकाश FM", "#ffffff").accent == "#14141a"
    assert colours_of("आकाश FM", "#ffffff", "#eeeeee").accent == "#eeeeee"


WORDS = st.lists(st.text("कखगतनरab1", min_size=1, max_size=14), min_size=1, max_size=40).map(" ".join)


@settings(deadline=None)
@given(WORDS)
def test_every_row_of_a_headline_fits_and_so_do_all_of_them(title: str) -> None:
    headline = headline_of(title, half_em)

    assert headline.size in SIZES
    assert len(headline.rows) * LEADING * headline.size <= HEADLINE_HEIGHT
    assert max(half_em(row) for row in headline.rows) * headline.size <= ROOM + 1e-9


@settings(deadline=None)
@given(WORDS)
def test_a_headline_has_all_its_words_or_ends_in_an_ellipsis(title: str) -> None:
    shown = " ".join(headline_of(title, half_em).rows)

    assert shown == title or (shown.endswith("…") and title.startswith(shown[:-1]))


def test_a_short_headline_is_larger_than_a_long_one() -> None:
    sizes = [headline_of(title, half_em).size for title in ("बारिश", TITLES["usual"], TITLES["very long"])]

    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 3
    assert sizes[-1] == min(SIZES)


LONG = (
    "मुख्यमंत्री ने विधानसभा में कहा कि राज्य के सभी जिलों में अगले वित्त वर्ष से किसानों को सिंचाई के लिए मुफ्त बिजली दी जाएगी और इसके लिए"
    " बजट में बारह हजार करोड़ रुपये का प्रावधान किया गया है जबकि विपक्ष ने इसे चुनावी घोषणा बताते हुए सदन से बहिर्गमन किया और सरकार"
)
"""A headline of 260 characters."""


@pytest.mark.parametrize("characters", [60, 120, 170, 200, 230, 260])
def test_a_headline_of_a_long_sentence_is_there_whole(characters: int) -> None:
    title = LONG[:characters].rpartition(" ")[0]
    rows = headline_of(title, lambda text: width(text, 1.0, "Bold")).rows

    assert " ".join(rows) == title


def test_rows_are_broken_between_phrases() -> None:
    rows = headline_of("नेता ने कहा कि सरकार किसानों के साथ है और रहेगी", half_em).rows

    assert [row.split()[0] for row in rows] == ["नेता", "किसानों", "और"]


def test_words_that_cannot_be_drawn_are_left_out_of_the_headline() -> None:
    headline = headline_of(
        "क 😀 ख", lambda text: float(sum(sign in "अकख " for sign in text) if text != "😀" else 0)
    )

    assert headline.rows == ("क ख",)


def test_a_word_wider_than_a_row_is_left_for_the_pen_to_cut() -> None:
    assert headline_of("क" * 500, half_em).rows == ("क" * 500,)


def test_bars_are_of_the_text_and_within_their_band() -> None:
    assert bars_of("क") == bars_of("क") != bars_of("ख")
    assert all(0.1 < height <= 1 for height in bars_of("क"))


def test_a_cover_is_a_square_of_3000_pixels_in_rgb_below_500_kb() -> None:
    picture = draw(WANTED)
    data = jpeg(picture, MOST_BESIDE)

    assert (picture.size, picture.mode) == ((SIDE, SIDE), "RGB")
    assert SIDE == 3000
    assert len(data) <= 500_000
    assert Image.open(io.BytesIO(data)).format == "JPEG"


def test_the_cover_within_a_sound_file_is_below_200_kb() -> None:
    half = draw(WANTED).reduce(2)

    assert half.size == (1500, 1500)
    assert len(jpeg(half, MOST_WITHIN, packed=True)) <= 200_000


def test_codes_of_its_own_make_a_picture_smaller_and_no_other() -> None:
    picture = draw(WANTED, SMALL)
    usual, packed = jpeg(picture, MOST_BESIDE), jpeg(picture, MOST_BESIDE, packed=True)

    assert len(packed) < len(usual)
    assert Image.open(io.BytesIO(packed)).tobytes() == Image.open(io.BytesIO(usual)).tobytes()


def test_a_picture_of_noise_fits_all_the_same() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (1400, 1400, 3), dtype=np.uint8)

    assert len(jpeg(Image.fromarray(noise), MOST_WITHIN)) <= MOST_WITHIN


def test_the_same_words_give_the_same_picture() -> None:
    assert draw(WANTED, SMALL).tobytes() == draw(WANTED, SMALL).tobytes()


PLAIN = replace(WANTED, ground="#0b2545", accent="#f4b942")


@pytest.mark.parametrize(
    ("other", "top", "bottom"),
    [
        pytest.param(replace(PLAIN, station="कुछ और"), 0.09, 0.19, id="station"),
        pytest.param(replace(PLAIN, programme="कुछ और"), 0.19, 0.26, id="programme"),
        pytest.param(replace(PLAIN, title="कुछ और"), 0.27, 0.74, id="title"),
    ],
)
def test_each_text_is_seen_at_its_place(other: Wanted, top: float, bottom: float) -> None:
    # The bars, further down, are of the same words.
    changed = (seen(PLAIN) != seen(other)).any(axis=(1, 2))[: int(0.75 * SMALL)]
    rows = np.flatnonzero(changed) / SMALL

    assert top <= rows[0] < rows[-1] <= bottom


def test_the_day_is_seen() -> None:
    foot = slice(int(0.89 * SMALL), None)

    assert (seen(WANTED)[foot] != seen(replace(WANTED, day=date(2026, 3, 6)))[foot]).any()


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_nothing_is_drawn_beyond_the_margins(title: str) -> None:
    picture = seen(replace(WANTED, title=title, station=title or "क", programme=title))
    ink = of_colour(picture, "#ffffff") | of_colour(picture, colours_of(title or "क").accent)
    rows, columns_ = np.nonzero(ink)

    # A letter's stroke may stand a hair before its origin.
    assert columns_.min() >= (MARGIN - 0.01) * SMALL
    assert columns_.max() <= (1 - MARGIN + 0.005) * SMALL
    assert rows.min() >= 0.07 * SMALL
    assert rows.max() <= 0.96 * SMALL


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_the_headline_is_the_largest_thing_that_is_read(title: str) -> None:
    picture = seen(replace(WANTED, title=title))
    headline = of_colour(picture, "#ffffff")[
        int(HEADLINE_TOP * SMALL) : int((HEADLINE_TOP + HEADLINE_HEIGHT) * SMALL)
    ]

    # The smallest letters are 7.5 % of the side, so some row has strokes over at least 4 %.
    assert headline.any(axis=1).sum() >= 0.04 * SMALL


@pytest.mark.parametrize("title", ["😀🎉", "日本", "\u200f", ""])
def test_where_nothing_of_the_headline_can_be_drawn_the_programme_stands_there(title: str) -> None:
    assert (seen(replace(WANTED, title=title)) == seen(replace(WANTED, title=WANTED.programme))).all()


def test_a_sign_that_no_font_has_leaves_no_box() -> None:
    head = slice(0, int(0.18 * SMALL))
    plain = replace(WANTED, ground="#0b2545", accent="#f4b942")

    assert (seen(replace(plain, station="आकाश 😀 FM"))[head] == seen(plain)[head]).all()
    assert (seen(replace(WANTED, programme="शाम 日本 के समाचार")) == seen(WANTED)).all()


def test_devanagari_is_shaped() -> None:
    """A conjunct is narrower than its letters side by side, and a vowel sign that is written before is drawn before."""
    joined, apart = (
        seen(replace(WANTED, title="क्षत्रिय")),
        seen(replace(WANTED, title="क\u094d\u200cषत\u094d\u200cरिय")),
    )

    assert (joined != apart).any()


def test_a_cover_of_nothing_at_all_is_drawn() -> None:
    assert draw(Wanted(station="", programme="", title="", day=date(2026, 1, 1)), SMALL).size == (
        SMALL,
        SMALL,
    )
