"""Rows of a rundown: what its stories and newsreaders have, and what stands under [bulletin] beside the form's settings."""

from __future__ import annotations

from typing import NamedTuple

from bulletin.production.setup.kinds import Kind, Text, Truth, Whole
from bulletin.production.setup.kinds.files import File
from bulletin.production.setup.kinds.named import Seconds, Voice
from bulletin.schema.rundown import HIGHEST_PRIORITY, LOWEST_PRIORITY, USUAL_PRIORITY


class Key(NamedTuple):
    """A key of a rundown that is no setting."""

    kind: Kind
    example: str
    """Its value in a new rundown, as TOML."""
    comment: str
    """What a new rundown says of it, in Hindi and in English."""


STORY: dict[str, Key] = {
    "source": Key(Text(), '"article.txt"', "लेख: फ़ाइल या पता · its article: a file or an address"),
    "text": Key(
        Text(), '"शीर्षक\\n\\nपूरी खबर।"', "source की जगह लेख यहीं · the article itself, in place of source"
    ),
    "headline": Key(Text(), '"नया पुल खुला"', "सुर्खियों में इसकी पंक्ति · its line in the headlines"),
    "reader": Key(Text(), '"अनीता"', "कौन पढ़े; वरना बारी-बारी से · who reads it; else in turn"),
    "priority": Key(
        Whole(lowest=HIGHEST_PRIORITY, highest=LOWEST_PRIORITY, subject="priority {}"),
        str(USUAL_PRIORITY),
        "1 सबसे ज़रूरी, 9 सबसे कम · 1 matters most, 9 least",
    ),
    "longest": Key(Seconds(), '"0:45"', "इससे लंबी हो तो अंत कटे · if longer, its end is cut"),
    "may_cut": Key(Truth(), "false", "समय कम हो तो भी न कटे · loses nothing to a slot"),
    "may_drop": Key(Truth(), "true", "समय कम हो तो पूरी छूटे · may go whole to fit a slot"),
    "before": Key(Text(), '"अब खेल की खबर।"', "इससे पहले कहा जाए · said before it"),
    "after": Key(Text(), '"यह खबर सहयोग से मिली।"', "इसके बाद कहा जाए · said after it"),
    "sting": Key(File(), '"bumper.wav"', "इससे पहले की अपनी धुन · its own sound before it"),
}
"""By key; each a field of `schema.rundown.Item`."""

RESERVE: dict[str, Key] = {key: row for key, row in STORY.items() if key != "may_drop"}

READER: dict[str, Key] = {
    "name": Key(Text(), '"अनीता"', "वाचक का नाम · the newsreader's name"),
    "voice": Key(
        Voice(choices=("",)), '"espeak:hi+f3"', "आवाज़; सूची · the voice; for a list: bulletin voices"
    ),
}

OWN: dict[str, Key] = {
    "station": Key(Text(), '"radio.toml"', "केंद्र की फ़ाइल · the station's file: bulletin station new"),
    "title": Key(Text(), '"सुबह के समाचार"', "नाम; वरना पहली खबर का · its name; else the first story's"),
    "summary": Key(Text(), '"आज की मुख्य खबरें"', "परिचय; वरना सुर्खियाँ · its summary; else the headlines"),
}
"""Keys under [bulletin] that are the rundown's own."""

ALSO = {"slot": "sound.slot", "at": "at"}
"""Keys under [bulletin] that are settings of other tables."""
