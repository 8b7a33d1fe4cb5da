from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.text.encoding import as_utf8
from bulletin.script import check_coverage, write_script


def message(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_article(data, "x.txt")
    return caught.value


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", b" \n\t ", "\u200d\u200c\ufeff".encode(), "।॥…!?–".encode(), "🎉🎉".encode()],
)
def test_a_file_without_letters_has_nothing_to_read_aloud(data: bytes) -> None:
    assert message(data).error_id == "text.empty"


def test_the_first_wrong_byte_is_named() -> None:
    error = message("पहली पंक्ति\nदूसरी ".encode() + b"\xe0(\xa4")
    assert "byte 0xE0 at 48 (line 2)" in error.what
    assert error.code == 65


TEXT = "शहर में metro शुरू\n\nमेट्रो सोमवार को शुरू हो गई – किराया ₹10 है। लोग “खुश” हैं।\n"


@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["marked", "unmarked"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_text_is_the_same_in_every_encoding_that_editors_save(encoding: str, ends: str, mark: str) -> None:
    data = (mark + TEXT.replace("\n", ends)).encode(encoding)

    assert read_article(data, "x.txt") == read_article(TEXT.encode(), "x.txt")


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_read_by_its_mark(encoding: str) -> None:
    data = ("\ufeff" + TEXT).encode(encoding)

    assert read_article(data, "x.txt") == read_article(TEXT.encode(), "x.txt")


def test_a_text_in_utf_16_may_hold_an_emoji() -> None:
    text = TEXT + "🎉🚌\n"

    assert read_article(text.encode("utf-16-le"), "x.txt") == read_article(text.encode(), "x.txt")


@pytest.mark.parametrize("cut", [1, 3])
def test_utf_16_that_lost_a_byte_is_named_as_damaged(cut: int) -> None:
    error = message(TEXT.encode("utf-16")[:-cut])

    assert (error.code, error.error_id) == (65, "text.encoding")
    assert "UTF-16 by its byte-order mark, but damaged at byte" in error.what


@pytest.mark.parametrize("text", ["a\tb\tc\td\te\tf\tg\th\ti\t", "क\0ख\0" + TEXT], ids=["tabs", "zeros"])
def test_utf_8_with_tabs_or_zeros_is_not_taken_for_utf_16(text: str) -> None:
    assert as_utf8(text.encode(), "x.txt") == text.encode()


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_in_utf_16_or_stay_as_they_are(data: bytes) -> None:
    try:
        as_utf8(data, "x.txt")
    except InputError as error:
        assert error.error_id == "text.encoding"


ANY_LINES = st.lists(
    st.text(st.sampled_from("कखगमर ािीे्ं।.?:|-,()“”0१ABab•*\t"), max_size=60), min_size=1, max_size=12
).map("\n".join)


# The first article read compiles the patterns; test_roles holds reading to a time.
@example(":\nA")  # a sign alone above a line that is left out
@settings(deadline=None)
@given(ANY_LINES | st.text(max_size=200))
def test_whatever_is_read_is_spoken_or_left_out_to_the_last_letter(text: str) -> None:
    data = text.encode("utf-8", "ignore")
    try:
        article = read_article(data, "x.txt")
    except InputError as error:
        assert error.error_id in ("text.empty", "text.encoding", "source.kind", "text.legacy_font")
        return
    check_coverage([article], write_script([article]))
