from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from bulletin.writers.lettering.drawing import ASCENT, ROW, write
from bulletin.writers.lettering.families import FAMILIES, Weight, families_of
from bulletin.writers.lettering.fitting import cut, width, wrapped
from bulletin.writers.lettering.shaping import _runs

LONG = "डेटा सुरक्षा विधेयक पर सबसे ज्यादा नजर, 14 विधेयक and some English words"


def drawn(text: str, size: int = 60, weight: Weight = "Regular", left: float = 20) -> np.ndarray:
    """How dark each pixel is, 0 to 255."""
    picture = Image.new("RGB", (900, 140), "#ffffff")
    write(picture, (left, 20), text, size, "#000000", weight)
    return 255 - np.asarray(picture.convert("L"), np.int32)


def glyphs(text: str) -> list[int]:
    from bulletin.writers.lettering.shaping import shaped

    return [glyph.number for glyph in shaped(text, "Regular").glyphs]


def test_a_short_i_stands_before_the_conjunct_it_is_written_after() -> None:
    # स् + थ + ि: the shape of the sign comes first.
    first = glyphs("स्थि")[0]
    assert first not in glyphs("स्थ")


def test_letters_of_a_conjunct_are_one_shape() -> None:
    assert len(glyphs("क्ष")) == 1
    assert len(glyphs("त्र")) == 1


def test_no_letter_of_a_mixed_line_is_left_undrawn() -> None:
    assert 0 not in glyphs("₹25,000 करोड़ · “ISRO” – 50% × −16.0 … ॐ १२३")


def test_a_run_of_latin_comes_from_the_latin_family() -> None:
    runs = [(FAMILIES[number], text) for number, text in _runs("मेट्रो ISRO 25", "Regular")]
    assert runs[0] == ("NotoSansDevanagari", "मेट्रो ")
    assert runs[1][0] == "NotoSansLatin"
    assert runs[1][1].startswith("ISRO")


def test_what_no_family_has_is_left_out() -> None:
    assert width("अ😀漢", 40) == width("अ", 40)


def test_a_line_is_drawn_as_wide_as_it_is_said_to_be() -> None:
    columns = np.flatnonzero(drawn("किराया Metro").max(axis=0))
    assert columns[-1] - columns[0] == pytest.approx(width("किराया Metro", 60), abs=8)


def test_a_line_keeps_within_its_row() -> None:
    rows = np.flatnonzero(drawn("र्कि ञृ ट्टू Åg").max(axis=1))
    assert rows[0] >= 20
    assert rows[-1] <= 20 + 60 * ROW


def test_letters_stand_upright_on_the_base_line() -> None:
    # An L has its foot at the bottom, on the base line.
    dark = drawn("L").sum(axis=1)
    base = 20 + round(60 * ASCENT)
    assert dark[base - 3] > 3 * dark[base - 30]
    assert not dark[base + 2 :].any()


def test_from_the_right_a_line_ends_where_it_is_told_to() -> None:
    picture = Image.new("RGB", (900, 140), "#ffffff")
    write(picture, (880, 20), "3:59", 60, "#000000", from_right=True)
    columns = np.flatnonzero(255 - np.asarray(picture.convert("L")).min(axis=0))
    assert 870 <= columns[-1] <= 880


def test_bold_is_darker() -> None:
    assert drawn("समाचार", weight="Bold").sum() > 1.2 * drawn("समाचार").sum()


def test_the_same_text_is_drawn_the_same() -> None:
    assert np.array_equal(drawn(LONG[:20]), drawn(LONG[:20]))


def test_a_line_that_is_cut_fits_and_keeps_its_letters_whole() -> None:
    for room in range(40, 700, 7):
        short = cut(LONG, 40, room)
        assert width(short, 40) <= room or short == "…"
        kept = short.removesuffix("…")
        assert LONG.startswith(kept)
        # What follows a cut is no sign of the letter before it.
        assert LONG[len(kept.rstrip()) : len(kept.rstrip()) + 1] not in "ािीुूेैोौ्ंँ़ः" or kept == LONG


def test_words_are_wrapped_whole_and_all_of_them() -> None:
    rows = wrapped(LONG, 40, 400, 10)
    assert " ".join(rows) == LONG
    assert all(width(row, 40) <= 400 for row in rows)


def test_the_last_row_that_is_allowed_says_that_there_is_more() -> None:
    rows = wrapped(LONG, 40, 400, 2)
    assert len(rows) == 2
    assert rows[-1].endswith("…")


def test_a_word_wider_than_the_row_is_cut() -> None:
    assert all(width(row, 40) <= 200 for row in wrapped("क" * 100, 40, 200, 3))


def test_nothing_is_one_empty_row_and_draws_nothing() -> None:
    assert wrapped("", 40, 200, 3) == [""]
    assert not drawn("").any()


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_both_weights_have_every_letter_of_hindi(weight: Weight) -> None:
    wanted = {*range(0x0901, 0x0903 + 1), *range(0x0905, 0x0939 + 1), *range(0x093C, 0x094D + 1), 0x20B9}
    assert wanted <= families_of(weight)[0].signs
    assert set(range(0x20, 0x7F)) <= families_of(weight)[1].signs
