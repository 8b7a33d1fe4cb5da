from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_text
from bulletin.script import check_coverage, write_script


def message(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_text(data, "x.txt")
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


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named_as_such(encoding: str) -> None:
    error = message(("\ufeff" + "शहर में metro शुरू " * 9).encode(encoding))
    assert "UTF-16" in error.what


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
        article = read_text(data, "x.txt")
    except InputError as error:
        assert error.error_id in ("text.empty", "text.encoding", "source.kind")
        return
    check_coverage([article], write_script([article]))
