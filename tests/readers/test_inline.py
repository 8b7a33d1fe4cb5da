"""What a web page left in a plain text is not read aloud, and a text about such things is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.readers import read_text, without_inline
from bulletin.script import check_coverage, read_sheet, write_script, write_sheet

HEAD = "नगर निगम ने नई बस सेवा शुरू की\n\n"


@pytest.mark.parametrize(
    ("row", "bare", "dropped"),
    [
        ("कंपनी AT&amp;T ने बताया।", "कंपनी AT&T ने बताया।", "&amp;"),
        ("राम &amp; श्याम आए।", "राम & श्याम आए।", "&amp;"),
        ("किराया&nbsp;₹10 है।", "किराया ₹10 है।", "&nbsp;"),
        ("किराया &#8377;10 है।", "किराया ₹10 है।", "&#8377;"),
        ("उसने कहा &amp;quot;हाँ&amp;quot;।", 'उसने कहा "हाँ"।', "&quot; &quot;"),
        ("बसें &mdash; पुरानी से बेहतर।", "बसें — पुरानी से बेहतर।", "&mdash;"),
        ("<i>फास्टैग</i> और जीआई टैग", "फास्टैग और जीआई टैग", "<i> </i>"),
        ("एक&#10;दो", "एक दो", "&#10;"),
        ("<b>नई</b> दरें आज से।", "नई दरें आज से।", "<b> </b>"),
        ("पहली बात।<br>दूसरी बात।", "पहली बात। दूसरी बात।", "<br>"),
        ('<a href="https://x.in/?a=1" class=k>पूरी खबर</a> देखें।', "पूरी खबर देखें।", '<a href="https://x.in/?a=1" class=k> </a>'),
    ],
)  # fmt: skip
def test_tags_and_entities_are_dropped_and_listed(row: str, bare: str, dropped: str) -> None:
    text, left_out = without_inline(f"{HEAD}{row}\n")

    assert text == f"{HEAD}{bare}\n"
    assert [(each.text, each.line, each.reason) for each in left_out] == [(dropped, 3, "markup")]


@pytest.mark.parametrize(
    "row",
    [
        "अगर a<b और b>c हो, तो a<c होगा।",
        "<नया> दौर शुरू; <b बिना अंत के",
        "बिना अंत का <b>शब्द",
        "पता https://x.in/?a=1&copy=2 है। R&D और Q&A",
        "एचटीएमएल में <b>मोटा</b> और &amp; लिखते हैं।",
        "चिह्न & को &amp; और < को &lt; लिखते हैं।",
        "&nosuch; है।",
    ],
)
def test_what_only_looks_like_markup_stays(row: str) -> None:
    assert without_inline(row) == (row, ())


def test_every_letter_is_said_or_left_out_and_an_edited_script_reads_back() -> None:
    text = f'{HEAD}महापौर ने <b>सोमवार</b> को कहा कि AT&amp;T&nbsp;आएगी।\nकिराया ₹10 रहेगा। <a href="https://x.in/">देखें</a>\n'
    article = read_text(text.encode(), "x.txt")
    script = write_script([article])
    check_coverage([article], script)
    assert not any(word in sentence.spoken for segment in script.segments for sentence in segment.sentences for word in ("एएमपी", "एनबी", "<"))  # fmt: skip

    articles, again = read_sheet(write_sheet(script), "x.md")
    check_coverage(articles, again)
    assert [item.passage.text for item in again.left_out] == [item.passage.text for item in script.left_out]
    assert [segment.written for segment in again.segments] == [segment.written for segment in script.segments]


@given(st.text(st.sampled_from("<>/b &amp;#1कa=\"'\n;"), max_size=40))
def test_any_text_keeps_its_rows(text: str) -> None:
    assert without_inline(text)[0].count("\n") == text.count("\n")
