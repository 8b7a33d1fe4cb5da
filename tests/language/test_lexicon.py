from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.language.hindi import speak
from bulletin.language.lexicon import Lexicon, read_entries
from tests.tiers import by_tier

STATION = (
    "AI\tएआई\n"
    "AI Summit\tएआई समिट\n"
    "vladimir putin\tव्लादीमीर पूतिन\n"
    "रूस\tरशिया\n"
    "रूस की सेना\tरूसी सेना\n"
    "9/11\tनाइन इलेवन\n"
    "10\tटेन\n"
    "5G\tफाइव जी\n"
    "डॉ. वी. के. सिंह\tडॉक्टर वीके सिंह\n"
    "क़ानून\tकानून\n"
    "भा.प्र.से.\tआईएएस\n"
    "कार्य. अभि.\tकार्यपालक अभियंता\n"
)


def spoken_with(written: str, *layers: str) -> str:
    """Return the spoken form of `written` with lexicons of these texts, of which later ones override."""
    found = [read_entries(text) for text in layers or (STATION,)]
    assert [faults for _, faults in found] == [()] * len(found)
    return speak(written, lexicon=Lexicon([entries for entries, _ in found]).rule()).text


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("AI Summit में", "एआई समिट में"),
        ("AI  \n Summit में", "एआई समिट में"),
        ("Ai और ai", "एआई और एआई"),
        ("AIमें", "एआई में"),
        ("AIIMS में", "एम्स में"),
        ("VLADIMIR PUTIN आए", "व्लादीमीर पूतिन आए"),
        ("Vladimir Putin’s plane", "व्लादीमीर पूतिनज़ प्लेन"),
        ("रूस ने", "रशिया ने"),
        ("रूसी सेना", "रूसी सेना"),
        ("रूस की सेना", "रूसी सेना"),
        ("रूस की बात", "रशिया की बात"),
        ("रूस-यूक्रेन", "रशिया यूक्रेन"),
        ("9/11 हमला", "नाइन इलेवन हमला"),
        ("19/11 हमला", "उन्नीस बटा ग्यारह हमला"),
        ("10 लोग", "टेन लोग"),
        ("10वीं कक्षा", "दसवीं कक्षा"),
        ("10.5 प्रतिशत", "साढ़े दस प्रतिशत"),
        ("1,10,000 लोग", "एक लाख दस हज़ार लोग"),
        ("5G सेवा", "फाइव जी सेवा"),
        ("डॉ. वी. के. सिंह बोले", "डॉक्टर वीके सिंह बोले"),
        ("डॉ.वी.के. सिंह बोले", "डॉक्टर वीके सिंह बोले"),
        ("वे भा.प्र.से. के हैं", "वे आईएएस के हैं"),
        ("वे भा. प्र. से. के हैं", "वे आईएएस के हैं"),
        ("कार्य.अभि. ने कहा", "कार्यपालक अभियंता ने कहा"),
        ("क\u093cानून", "कानून"),
        ("\u0958ानून", "कानून"),
    ],
)
def test_whole_words_are_spoken_as_the_newsroom_wants(written: str, spoken: str) -> None:
    assert spoken_with(written) == spoken


def test_of_two_layers_the_later_wins() -> None:
    assert spoken_with("रूस", STATION, "रूस\tरूस देश\n") == "रूस देश"


def test_an_entry_is_on_the_ledger_with_its_place() -> None:
    entries, _ = read_entries(STATION)

    changes = speak("कल AI  Summit हुआ", lexicon=Lexicon([entries]).rule()).changes

    assert [(change.rule, change.written, change.spoken, change.start) for change in changes] == [
        ("lexicon", "AI  Summit", "एआई समिट", 3)
    ]


@pytest.mark.parametrize(
    ("line", "what", "remedy"),
    [
        ("NATO  नाटो  संगठन", "a space where a tab must be", "Write: NATO<TAB>नाटो  संगठन"),
        ("रूस रशिया", "a space where a tab must be", "Write: रूस<TAB>रशिया"),
        ("New Delhi नई दिल्ली", "a space where a tab must be", "Write: New Delhi<TAB>नई दिल्ली"),
        ("नाटो  NATO", "a space where a tab must be", "Write: NATO<TAB>नाटो"),
        ("डॉ. सिंह डॉक्टर सिंह", "no tab", "Write: डॉ. सिंह"),
        ("NATO  =  नाटो", "no tab", "Write: NATO<TAB>नाटो"),
        ("NATO = नाटो", "no tab", "Write: NATO<TAB>नाटो"),
        ("NATO नाटो", "a space where a tab must be", "Write: NATO<TAB>नाटो"),
        ("NATO,नाटो", "no tab", "Write: NATO<TAB>नाटो"),
        ("BJP", "no tab", "Write: BJP<TAB>बीजेपी"),
        ("\tनाटो", "the written form", "Write: …<TAB>नाटो"),
        ("BJP\t", "the spoken form", "Write: BJP<TAB>बीजेपी"),
        ("NATO\tनाटो\tसंगठन", "3 columns", "Write: NATO<TAB>नाटो संगठन"),
        ("NATO\t\tनाटो", "2 tabs", "Write: NATO<TAB>नाटो"),
        ("किराया\t5 रुपये", "not in Hindi words", "Write: किराया<TAB>पाँच रुपये"),
        ("BJP\tBJP", "not in Hindi words", "Write: BJP<TAB>बीजेपी"),
        ("---\tरेखा", "no letter or digit", "Give a word"),
        ("गए। वे\tवे गए", 'never matches: after "गए।" a sentence ends', "within one sentence"),
        ("मंत्रालय. सचिव.\tसचिव", 'never matches: after "मंत्रालय."', "within one sentence"),
        ("NATO\t।।", "nothing to speak", "Write: NATO<TAB>नाटो"),
        (f"{'क' * 201}\tक", "longer than 200", "not passages"),
    ],
)
def test_a_wrong_line_is_reported_with_its_number_and_a_remedy(line: str, what: str, remedy: str) -> None:
    entries, faults = read_entries(f"# शब्द\n\nअब\tतब\n{line}\n")

    assert [entry.line for entry in entries] == [3]
    assert [(fault.line, fault.error) for fault in faults] == [(4, True)]
    assert what in faults[0].what
    assert remedy in faults[0].remedy


@pytest.mark.parametrize(
    ("line", "written", "spoken"),
    [
        ("NATO  नाटो", "NATO", "नाटो"),
        ("New Delhi    नई दिल्ली", "New Delhi", "नई दिल्ली"),
        ("  रूस   रशिया  ", "रूस", "रशिया"),
        ("10 K  दस के", "10 K", "दस के"),
    ],
)
def test_two_spaces_or_more_stand_for_a_tab_where_nothing_else_can_be_meant(
    line: str, written: str, spoken: str
) -> None:
    entries, faults = read_entries(line)

    assert [(entry.written, entry.spoken) for entry in entries] == [(written, spoken)]
    assert faults == ()


def test_a_word_given_twice_is_a_warning_and_the_later_line_wins() -> None:
    entries, faults = read_entries("NATO\tनाटो\nnato\tनैटो\n")

    assert [(fault.line, fault.error) for fault in faults] == [(2, False)]
    assert speak("NATO", lexicon=Lexicon([entries]).rule()).text == "नैटो"


HALF = by_tier(10_000, 50_000)


def test_a_hundred_thousand_entries_cost_no_more_a_word_than_ten() -> None:
    rows = "".join(f"शब्द{number}क\tशब्द\nखबर शब्द{number}\tबात\n" for number in range(HALF))
    entries, faults = read_entries(rows)
    rule = Lexicon([entries]).rule()

    assert (len(entries), faults) == (2 * HALF, ())
    assert len(list(rule.apply(f"खबर शब्द{HALF - 1} " * 5_000))) == 5_000


@settings(max_examples=by_tier(20, 60))
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_line_and_no_sentence_makes_it_fail(line: str, sentence: str) -> None:
    entries, _ = read_entries(line)
    rule = Lexicon([entries]).rule()

    spoken = speak(sentence + " " + line, lexicon=rule).text

    assert not any(letter.isdigit() or ("a" <= letter.lower() <= "z") for letter in spoken)
