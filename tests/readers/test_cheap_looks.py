"""A cheap look before a pattern that takes long to compile never hides a line that the pattern matches."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from bulletin.readers.html import boxed, finding
from bulletin.readers.html import labels as html_labels
from bulletin.readers.labels import (
    boilerplate,
    boxes,
    bylines,
    captions,
    datelines,
    headings,
    kickers,
    page_parts,
    related,
    stamps,
    tags,
)
from bulletin.readers.labels import credits as credit_lines
from bulletin.readers.labels.plain import has_any, holds_any, plain_line
from bulletin.readers.wordlists import rows

TABLES = ("agencies", "calls_to_action", "kickers", "labels", "stamps", "weekdays")

AROUND = (
    "{}",
    "{}: राम कुमार",
    "  ({} - राम कुमार)",
    "{}, लखनऊ",
    "लखनऊ, {}: बैठक हुई",
    "बैठक का दृश्य ({})",
    "सभा | {}: एएनआई",
    "{}: 30 Nov 2025 10:08 PM",
    "लखनऊ, 12 {} 2026",
    "Edited {} by: Ram",
    "{} मिनट में पढ़ें",
    "यह भी पढ़ें: {}",
    "{} राम श्याम",
    "{} 2 घंटे पहले",
    "(भाषा {} राम)",
    "{} [PTI]",
)
PHRASES = (
    "Sun, 30 Nov 2025 10:08 PM राम कुमार",
    "#BreakingNews today",
    "web_head_line_2",
    "From: ram@example.org",
    "(रिलीज़ आईडी: 2024",
    "Release ID: 2024",
    "इस विज्ञप्ति को पढ़ें: English",
    "होमदेशराजनीति",
    "homesports",
    "© 2026 समाचार",
    "(c) 2026 news",
    "सब कुछ। सर्वाधिकार सुरक्षित",
    "News, All Rights Reserved.",
    "Latest hindi news",
    "हर ख़बर से अप-टू-डेट रहने के लिए",
    "हर ख़बर से अपटूडेट",
    "राज्य की ख़बरें पढ़ें यहाँ",
    "रहें हर पल अपडेट हमारे साथ",
    "ब्रेकिंग न्यूज़ पढ़ें दैनिक पर",
    "देश की और ख़बरें पढ़ते रहें",
    "ताज़ा अपडेट के लिए बने रहें",
    "latest अपडेट यहाँ देखें",
    "पढ़ने का समय 2 मिनट",
    "read time 2",
    "3 mins read",
    "3 मिनट में पढ़ें",
    "Sponsored content by राम",
    "यह खबर एजेंसी फीड से ली गई है",
    "इस लेख को संपादित नहीं किया है",
    "यह खबर कल पीटीआई से ली गई है",
    "समाचार समूह द्वारा प्रकाशित",
    "और भी पढ़िए: अदालत",
    "संबंधित ख़बरें: अदालत",
    "मिलती-जुलती खबर: अदालत",
    "Also see: court",
    "Must read: court",
    "RELATED STORIES: court",
    "बैठक हुई। इसे भी जानें: अदालत",
    "https://example.org/a",
    "www.example.org",
    "5 घंटे पहले",
    "A post shared by Ram",
    "लखनऊ, 12 मार्च 2026",
    "विशेष रिपोर्ट: बैठक",
    "यह खबर को भी ज़रूर पढ़ें:",
    "Mar 10, 2026 07:04 pm ISTRam Kumar",
    "| Sept 3, 2026, 7:04 Ram",
    "Ram Kumar 2026-03-10 07:04",
    "1,245 Views",
    "12 व्यूज",
    "छोड़िए मोबाइल अलर्ट और आगे बढ़ें",
    "Skip ads and continue reading",
    "लेखक के बारे में",
    "About the author",
    "रिपोर्टर परिचय",
    "More news",
    "अन्य बड़ी ख़बरें",
    "संबंधित विज्ञप्तियाँ",
    "आपके लिए कुछ रोचक बातें",
    "इन्हें भी पढ़ें",
    "3 कमेंट्स",
    "टिप्पणी (12)",
    "Comments (3)",
    "आपकी राय",
    "आप की प्रतिक्रियाएं",
    "टिप्पणियाँ",
    "Leave a Reply",
    "पाठकों की टिप्पणियां",
    "★★ मेले की तैयारी ★★",
    "7:04 PM (IST)",
)

Judged = tuple[Callable[[str], object], Callable[[str], object]]

JUDGED: dict[str, Judged] = {
    "bylines": (bylines._matches, bylines._byline().match),
    "labels of bylines": (bylines.is_byline_label, bylines._label().match),
    "captions": (captions.is_caption, captions._caption().match),
    "credits": (credit_lines.is_credit, credit_lines._credit().match),
    "sign-offs": (
        credit_lines.is_sign_off,
        lambda line: credit_lines._sign_off().match(line) or credit_lines._WRITERS.match(line),
    ),
    "shared posts": (
        credit_lines.is_post_credit,
        lambda line: credit_lines._shared_by().fullmatch(plain_line(line)),
    ),
    "boilerplate": (
        lambda line: boilerplate._may_be_boilerplate(line) and boilerplate._boilerplate().match(line),
        boilerplate._boilerplate().match,
    ),
    "promises": (
        lambda line: has_any(line, *boilerplate._PROMISES) and boilerplate._promise().match(line),
        boilerplate._promise().match,
    ),
    "notices": (
        boilerplate.is_notice,
        lambda line: boilerplate._notice().fullmatch(plain_line(line)),
    ),
    "stamps under a label": (stamps.opens_with_label, stamps._labelled().match),
    "labels of stamps": (stamps.is_stamp_label, stamps._label_alone().match),
    "labels of tags": (tags.is_tags_label, tags._label().match),
    "points": (headings.opens_points, headings._points().match),
    "links": (related.is_related, related._related().match),
    "addresses": (
        related.is_address,
        lambda line: related._address().match(line) or related._short_address().fullmatch(plain_line(line)),
    ),
    "labels of links": (related.is_related_label, related._label_alone().match),
    "ends with a link": (lambda line: related.related_tail(line) is not None, related._tail().search),
    "datelines": (
        lambda line: datelines._may_have_dateline(line) and datelines._dateline().match(line),
        datelines._dateline().match,
    ),
    "places and days": (
        lambda line: datelines._has_day(line) and datelines._place_and_day().fullmatch(line),
        datelines._place_and_day().fullmatch,
    ),
    "kickers": (
        lambda line: holds_any(line, kickers._ENDS) and _opens_with_kicker(line),
        lambda line: _opens_with_kicker(line),
    ),
    "stamps with a name": (
        page_parts.is_glued_stamp,
        lambda line: (
            page_parts._stamp_and_name().fullmatch(line) or page_parts._name_and_stamp().fullmatch(line)
        ),
    ),
    "counts of clicks": (
        page_parts.is_count_of_clicks,
        lambda line: page_parts._clicks().fullmatch(plain_line(line)),
    ),
    "titles of boxes": (
        lambda line: has_any(line, *boxed._OTHERS_CUES) and boxed._title_of_others().fullmatch(line),
        boxed._title_of_others().fullmatch,
    ),
    "titles of comments": (
        lambda line: has_any(line, *boxed._COMMENTS_CUES) and boxed._title_of_comments().fullmatch(line),
        boxed._title_of_comments().fullmatch,
    ),
    "lives of authors": (
        lambda line: has_any(line, *boxed._ABOUT_AUTHOR_CUES) and boxed._about_author().fullmatch(line),
        boxed._about_author().fullmatch,
    ),
    "headings over comments": (finding._is_over_comments, finding._comments().fullmatch),
    "framed headings": (html_labels._is_framed, html_labels._framed().fullmatch),
    "skipped boxes": (
        lambda line: (
            has_any(plain_line(line), *boxes._SKIP_CUES) and boxes._skip().fullmatch(plain_line(line))
        ),
        lambda line: boxes._skip().fullmatch(plain_line(line)),
    ),
    "authors at the end": (
        lambda line: (
            has_any(plain_line(line), *boxes._AUTHOR_CUES)
            and boxes._about_author().fullmatch(plain_line(line))
        ),
        lambda line: boxes._about_author().fullmatch(plain_line(line)),
    ),
}


def _opens_with_kicker(line: str) -> bool:
    return any(pattern.match(line) for pattern in (*kickers._in_headline(), *kickers._in_paragraph()))


def lines() -> list[str]:
    words = [row[0] for table in TABLES for row in rows(table)]
    return [frame.format(word) for frame, word in product(AROUND, words)] + list(PHRASES)


@pytest.mark.parametrize("name", JUDGED)
def test_no_line_that_a_pattern_matches_is_hidden_from_it(name: str) -> None:
    looked_at, alone = JUDGED[name]
    hidden = [line for line in lines() if bool(looked_at(line)) != bool(alone(line))]
    assert not hidden


@pytest.mark.parametrize("name", JUDGED)
def test_each_pattern_is_tried_on_lines_that_it_matches(name: str) -> None:
    _, alone = JUDGED[name]
    assert any(alone(line) for line in lines())
