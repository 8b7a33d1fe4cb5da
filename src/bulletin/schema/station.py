"""Station: the settings that all bulletins of a station share. `production/setup` has a row for each field."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from bulletin.schema.formats import Id3
from bulletin.schema.lines import (
    BREAK_LINE,
    HANDOVER,
    HEADLINES_CLOSING,
    HEADLINES_OPENING,
    RECAP_OPENING,
)
from bulletin.schema.manner import NATURAL, Manner
from bulletin.schema.programme import Jingle
from bulletin.schema.rundown import Newsreader
from bulletin.schema.script import Role
from bulletin.schema.units import Decibels, Lufs, Minutes

DISCLOSURE = "यह बुलेटिन कृत्रिम आवाज़ में है।"
"""Synthetic voice must be disclosed to listeners."""


Turns = Literal["story", "section"]

ChannelChoice = Literal["auto", "mono", "stereo"]
"""How many channels a programme has; `auto` is two where any of its music has two that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverWanted:
    """The pictures of a station's episodes."""

    made: bool = True
    """Whether there is one at all."""
    file: Path | None = None
    """The station's own picture; None for one that is drawn for each episode."""
    ground: str = ""
    """The colour of the background, `#rrggbb`; empty for one derived from the station's name."""
    accent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """The settings of a station file, or the defaults. Those of one bulletin take their place."""

    name: str = "bulletin"
    programme: str = "समाचार"
    reader: str = ""
    """Who reads, which {reader} in the announcements stands for; the names of `readers` where there are any."""
    timezone: str = "Asia/Kolkata"
    """The zone of all times that are given for its bulletins and said in them."""
    opening: str = ""
    """Spoken before the first story; may hold {station}, {programme}, {reader}, {date}, {time} and {headlines}."""
    headlines_opening: str = HEADLINES_OPENING
    """Said before the headlines, and the next after them."""
    headlines_closing: str = HEADLINES_CLOSING
    handover: str = HANDOVER
    """Said by a newsreader before another reads, whose name is {reader}; empty for none."""
    break_line: str = BREAK_LINE
    """Said in the middle of a bulletin, after the story `break_after`."""
    recap_opening: str = RECAP_OPENING
    closing: str = ""
    headlines: int = 0
    """How many headlines are said before the stories; 0 for none."""
    recap: bool = False
    """Whether they are said again after the stories."""
    break_after: int = 0
    """After which story the station is named, counted from 1; 0 for none."""
    turns: Turns = "story"
    """What newsreaders take turns by."""
    readers: tuple[Newsreader, ...] = ()
    """Who reads, in turn; the first of them all announcements. Empty where nobody is named."""
    disclosure: str = DISCLOSURE
    """That the voice is synthetic: in the tags, and spoken after the opening if `say_disclosure`."""
    say_disclosure: bool = False
    voice: str = "auto"
    role_voices: dict[Role, str] = field(default_factory=dict)
    manner: Manner = NATURAL
    fallback: str | None = None
    parallel: int | None = None
    loudness: Lufs = Lufs(-16.0)
    slot: float | None = None
    """The exact length of a bulletin in seconds; None for as long as it takes."""
    jingles: bool = True
    own_jingles: dict[Jingle, Path] = field(default_factory=dict)
    overlaps: dict[Jingle, float] = field(default_factory=dict)
    """Seconds: how long before their end the voice begins (intro, sting), how long before its end the outro.

    Without one, the voice begins over the tail of the intro as the intro itself allows it, and over nothing else.
    """
    bed: Path | Literal["ours"] | None = None
    """Music under the voice; `ours` for the bed that comes with bulletin."""
    bed_level: Decibels = Decibels(-20.0)
    """Level of the bed while somebody speaks, in LU relative to the voice; below 0."""
    channels: ChannelChoice = "auto"
    lexicons: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()
    genre: str = "News"
    copyright: str = ""
    link: str = ""
    id3: Id3 = "2.3"
    cover: CoverWanted = CoverWanted()
    formats: tuple[str, ...] = ()
    """Formats to make, by name; empty for MP3 alone."""
    also: tuple[str, ...] = ()
    """What a bulletin is exported as as soon as it is finished: names of `formats.BOOKS`."""
    bit_rate: str = ""
    """Of MP3: kb/s, or V0 to V9 for a variable one; empty for 128."""
    cut: str = ""
    """The number or name of the bulletin in the station's automation; empty for one of ours."""
    category: str = ""
    """How the automation sorts bulletins; empty for NEWS."""
    good_for: Minutes | None = None
    """How long after it was made a bulletin may be broadcast; None for no limit."""
    folder: Path | None = None
    """The folder of bulletins whose output is not named."""
