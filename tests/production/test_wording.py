"""Wording: each line in two languages, from one table."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bulletin.production import wording
from bulletin.production.events import (
    FellBack,
    PieceSpoken,
    SlotMet,
    SlotPlanned,
    Stage,
    VoiceChosen,
    Waiting,
)
from bulletin.production.wording.episodes import summary_lines
from bulletin.production.wording.events import lasting_lines
from bulletin.production.wording.findings import finding_name
from bulletin.production.wording.progress import spoken_line, stage_line
from bulletin.production.wording.table import LANGUAGES, Lines, _table
from bulletin.schema.article import Reason
from bulletin.schema.episode import Episode, FallenBack, Loudness, Requests, Slotted
from bulletin.schema.programme import Chapter
from bulletin.schema.units import Dbtp, Lufs

SLOT = Slotted(
    asked=300, natural=331.24, pauses=0.9, rate=1.021, between=-1.5, padding=0.4, paragraphs=2,
    left_out=("पहला", "दूसरा"), stories=(1, 3), bare=("शहर",), dropped=("एक खबर",), added=(),
)  # fmt: skip
EPISODE = Episode(
    audio=Path("output/news.mp3"),
    files={"mp3": Path("output/news.mp3"), "episode": Path("output/news.episode.json")},
    duration=299.6,
    loudness=Loudness(integrated_lufs=Lufs(-16.04), true_peak_dbtp=Dbtp(-1.5)),
    voice="tone:hum",
    segments=4,
    requests=Requests(made=1, from_cache=3),
    chapters=(),
    title="शहर",
    fallback=(FallenBack(title="मेला", voice="espeak", reason="no answer"),),
    slot=SLOT,
    seconds={"total": 2.04},
)


LEVERS = (
    "1 ख़बर छोड़ी गई, अंत से 2 अनुच्छेद छोड़े गए, विराम 10.0% छोटे, आवाज़ 2.1% तेज़, "
    "ख़बरों के बीच का मौन कुल 1.5 से॰ छोटा, अंत से पहले 0.4 से॰ और"
)
BARE = 'चेतावनी: इस ख़बर का शीर्षक और एक ही अनुच्छेद बचा: "शहर" [slot.bare]'
FACTS = (
    "-16.0 LUFS, शिखर -1.5 dBTP, 0 अध्याय, आवाज़ tone:hum (1 हिस्सा espeak की आवाज़ में), "
    "टुकड़े: 1 नए बोले गए, 3 पहले से रखे हुए; समय 2.0 से॰"
)
ALIKE = {"of": "sections", "made": "pieces"}
"""Numbers, and the same with their nouns."""


def placeholders(form: str) -> set[str]:
    return {ALIKE.get(name, name) for _, name, _, _ in Formatter().parse(form) if name and name != "n"}


@pytest.mark.parametrize("name", _table()["en"])
def test_a_line_says_in_both_languages_the_same_values(name: str) -> None:
    english, hindi = (_table()[language][name] for language in LANGUAGES)
    said = placeholders(english[0])
    assert all(placeholders(form) == said for form in (*english, *hindi))
    assert all("{n}" in form for form in hindi) == all("{n}" in form for form in english)
    assert re.search("[ऀ-ॿ]", "".join(hindi)) or not re.search("[a-z]", re.sub(r"{\w+}", "", "".join(english)))


def test_every_line_of_the_table_is_used_and_every_stage_and_reason_has_one() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(wording.__file__).parent.glob("*.py"))
    made = {f"reason.{reason}" for reason in get_args(Reason)} | {"encoding.of", "checking.of"}
    made |= {"script" + stories + left for stories in ("", ".stories") for left in ("", ".left")}
    made |= set(get_args(Stage)) | {name for name in _table()["en"] if name.startswith("finding.")}
    assert made - _table()["en"].keys() == set()
    assert [name for name in _table()["en"].keys() - made if f'"{name}"' not in code] == []


def test_levers_that_are_shown_as_nothing_are_not_shown_and_much_music_is_warned_of() -> None:
    slot = replace(
        SLOT, pauses=1.0004, rate=0.9996, between=0.04, padding=12.3, dropped=(), stories=(), bare=()
    )
    told = lasting_lines(SlotMet(slot))

    assert (
        told[0]
        == "slot: 5:00 instead of 5:31.2: 2 paragraphs left out from the end, 12.3 s more before the end"
    )
    assert told[-1].startswith("warning: music alone fills 12.3 s at the end; ")
    assert told[-1] in lasting_lines(SlotPlanned(slot))
    assert not [line for line in lasting_lines(SlotMet(replace(slot, padding=9.9))) if "music" in line]


def test_sections_within_stories_are_no_chapters() -> None:
    parts = [Chapter(start=0.0, end=1.0, title="क", level=level) for level in (0, 1, 1, 0)]
    assert "2 chapters and 2 sections," in summary_lines(replace(EPISODE, chapters=tuple(parts)))[-1]


def test_one_is_one_and_all_other_numbers_are_many() -> None:
    assert [Lines("en")("piece", n=n) for n in (0, 1, 2)] == ["0 pieces", "1 piece", "2 pieces"]
    assert [Lines("hi")("piece", n=n) for n in (1, 2)] == ["1 टुकड़ा", "2 टुकड़े"]


def test_a_value_with_signs_of_the_table_is_said_as_it_is() -> None:
    assert lasting_lines(Waiting(Path("{n}|x.mp3"))) == ["waiting: another run is making {n}|x.mp3"]


def test_events_are_told_in_hindi() -> None:
    told = [
        *lasting_lines(Waiting(Path("output/news.mp3")), "hi"),
        *lasting_lines(VoiceChosen("espeak:hi", "there is no network"), "hi"),
        *lasting_lines(FellBack("espeak", 1, 4, "no answer"), "hi"),
        *lasting_lines(SlotPlanned(SLOT), "hi"),
        *lasting_lines(SlotMet(SLOT), "hi"),
        stage_line("speaking", 1, "", "hi"),
        stage_line("encoding", 0, "mp3", "hi"),
        spoken_line(2, 4, 1, "hi"),
    ]
    assert told == [
        "प्रतीक्षा: news.mp3 को कोई और काम बना रहा है",
        "चेतावनी: सब कुछ espeak पढ़ रही है, क्योंकि there is no network [voice.second]",
        "चेतावनी: 4 में से 1 हिस्सा espeak पढ़ रही है, क्योंकि चुनी हुई आवाज़ न पढ़ सकी: no answer [voice.fallback]",
        'योजना: यह ख़बर छूटेगी: "एक खबर"',
        "योजना: 5:00 में समाने के लिए करीब 2 अनुच्छेद छूटेंगे",
        BARE,
        f"अवधि: 5:31.2 की जगह 5:00: {LEVERS}",
        'पूरी ख़बर छोड़ी गई: "एक खबर"',
        'ख़बर 1: छोड़ा गया: "पहला"',
        'ख़बर 3: छोड़ा गया: "दूसरा"',
        BARE,
        "बोला जा रहा है: 1 टुकड़ा",
        "mp3 फ़ाइल बनाई जा रही है",
        "बोला गया: 4 में से 2, इनमें 1 पहले से रखे हुए",
    ]
    assert lasting_lines(PieceSpoken("a", 1, 2, from_cache=False), "hi") == []


def test_a_finished_episode_is_told_in_hindi() -> None:
    assert summary_lines(EPISODE, "hi") == [
        "ध्यान दें: espeak ने पढ़ा: मेला",
        "ध्यान दें: बाद में यही फिर बनाएँ; केवल यही हिस्से दोबारा माँगे जाएँगे",
        "छँटाई: 5:00 में समाने के लिए छोड़े गए: 2 अंश; ऊपर सूची में और news.episode.json में हैं",
        f"फ़ाइलें: {Path('output/news.mp3')}; साथ में: .episode.json",
        f"पूरा हुआ: अवधि 5:00, {FACTS}",
    ]


def test_names_of_findings_are_told_in_hindi_and_in_english_as_they_are() -> None:
    names = [
        "true peak",
        "wav: true peak",
        "vtt captions",
        "chapters file",
        "chapters",
        "something new",
        "a: b c",
    ]
    assert [finding_name(name) for name in names] == names
    assert [finding_name(name, "hi") for name in names] == [
        "शिखर", "wav: शिखर", "vtt कैप्शन", "chapters फ़ाइल", "अध्याय", "something new", "a: b c",
    ]  # fmt: skip
