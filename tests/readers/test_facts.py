"""Facts about news pages, each asked of its owner."""

from __future__ import annotations

import pytest

from bulletin.readers.labels.chain import line_label
from bulletin.readers.labels.datelines import split_dateline
from bulletin.readers.labels.furniture import split_tail
from bulletin.readers.labels.places import is_place
from bulletin.readers.labels.stamps import before_stamp, is_labelled_stamp, is_stamp


def reason_of(line: str) -> str | None:
    label = line_label(line)
    return None if label is None else label.reason


@pytest.mark.parametrize("agency", ["भाषा", "एएनआई", "एसएनबी", "हिन्दुस्थान समाचार", "Reuters"])
def test_an_agency_is_known_in_a_credit_a_tail_and_a_dateline(agency: str) -> None:
    assert reason_of(f"({agency})") == "credit"
    assert split_tail(f"मेट्रो शुरू हुई। ({agency})") == ("मेट्रो शुरू हुई।", f" ({agency})", "credit-tail")
    dateline = f"पटना, {agency}। "
    assert split_dateline(f"{dateline}मेट्रो शुरू हुई।", bare_place=False)[0] == dateline


@pytest.mark.parametrize("bureau", ["संवाददाता", "रिपोर्टर", "न्यूज नेटवर्क", "न्यूज़ नेटवर्क"])
def test_a_bureau_is_known_in_a_byline_and_a_dateline(bureau: str) -> None:
    assert reason_of(f"शहर {bureau}, पटना") == "byline"
    dateline = f"शहर {bureau}, पटना। "
    assert split_dateline(f"{dateline}मेट्रो शुरू हुई।", bare_place=False)[0] == dateline


@pytest.mark.parametrize(
    "line",
    [
        "30 Nov 2025",
        "Thurs, 30 Nov. 2025",
        "रविवार, 30 नवंबर 2025",
        "१ अगस्त 2025",
        "30-11-2025",
        "30-Nov-2025, 10:08 PM IST",
        "2025-11-30T10:08:00Z",
        "5 घंटे पहले",
        "अमित5 hours ago",
    ],
)
def test_a_stamp_is_a_day_of_a_year_or_how_long_ago(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line", ["Market 2025", "10 मई 1857", "30 Nov", "सोम 2025", "Money 30 Nov 2025", "30-xyz-2025", ""]
)
def test_other_words_and_years_are_no_stamp(line: str) -> None:
    assert not is_stamp(line)


def test_a_stamp_may_have_a_label_before_it_and_a_name() -> None:
    assert is_labelled_stamp("Updated: Sun, 30 Nov 2025")
    assert not is_labelled_stamp("Sun, 30 Nov 2025")
    assert before_stamp("अमित त्यागी | अपडेटेड: 30 Nov 2025 - 10:08 PM") == "अमित त्यागी"


def test_a_place_is_known_without_its_nukta() -> None:
    assert is_place("चंडीगढ़")
    assert is_place("चंडीगढ")
    assert not is_place("चंड")


def test_a_day_in_a_dateline_has_a_month() -> None:
    text = "मेट्रो शुरू हुई।"
    for day in ("3 मई", "30 नवम्बर 2025"):
        assert split_dateline(f"पटना, {day}। {text}", bare_place=False) == (f"पटना, {day}। ", text)
    assert split_dateline("दिल्ली, 12 लोग घायल हो गए।", bare_place=False)[0] == ""
