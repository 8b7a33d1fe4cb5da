"""Rows of what a station is called, and of what it says in every bulletin."""

from __future__ import annotations

from bulletin.production.setup.kinds import Truth
from bulletin.production.setup.kinds.named import Announcement, Zone
from bulletin.production.setup.setting import Setting, Table
from bulletin.schema.lines import (
    BREAK_LINE,
    HANDOVER,
    HEADLINES_CLOSING,
    HEADLINES_OPENING,
    RECAP_OPENING,
)

STATION = Table(
    name="",
    title="Station",
    rows=(
        Setting(
            key="name",
            label="station",
            help="The station's name.",
            example='"रेडियो शहर"',
            in_rundown="केंद्र का नाम · the station's name",
            active=True,
        ),
        Setting(
            key="programme",
            label="programme",
            help="The programme's name.",
            example='"समाचार"',
            active=True,
        ),
        Setting(
            key="reader",
            label="reader",
            help="Who reads; {reader} in the announcements stands for it.",
            example='"आशा"',
            comment="who reads, for {reader} below",
        ),
        Setting(
            key="timezone",
            kind=Zone(),
            label="time zone",
            help="The zone of all times that are given and said; Asia/Kolkata is known everywhere.",
            example='"Asia/Kolkata"',
            comment="of all times that are given and said",
        ),
    ),
)

LINES = Table(
    name="lines",
    title="Announcements",
    note="# In figures here, in words on the air: {station} {programme} {reader} {date} {time} {headlines}",
    rows=(
        Setting(
            key="lines.opening",
            kind=Announcement(),
            label="opening",
            help="Spoken before the first story; may hold {station}, {programme}, {reader}, {date}, {time} and {headlines}.",
            absent="(none)",
            example='"यह {station} है। {date}, {time}। अब आप समाचार सुनिए।"',
            in_rundown="आरंभ · the opening",
            active=True,
        ),
        Setting(
            key="lines.headlines",
            kind=Announcement(),
            field="headlines_opening",
            label="before the headlines",
            help="Spoken before the headlines.",
            example=f'"{HEADLINES_OPENING}"',
        ),
        Setting(
            key="lines.headlines_end",
            kind=Announcement(),
            field="headlines_closing",
            label="after the headlines",
            help="Spoken after the headlines, before the first story; empty for none.",
            absent="(none)",
            example=f'"{HEADLINES_CLOSING}"',
        ),
        Setting(
            key="lines.handover",
            kind=Announcement(),
            field="handover",
            label="handover",
            help="Spoken by a newsreader before another one reads, who is {reader}; empty for none.",
            absent="(none)",
            example=f'"{HANDOVER}"',
            comment='who reads on is {reader}; "" for none',
        ),
        Setting(
            key="lines.break",
            kind=Announcement(),
            field="break_line",
            label="break",
            help="Spoken in mid-bulletin, after the story that break_after under [bulletin] names.",
            example=f'"{BREAK_LINE}"',
            comment="after the story that break_after names",
        ),
        Setting(
            key="lines.recap",
            kind=Announcement(),
            field="recap_opening",
            label="before the recap",
            help="Spoken before the headlines are said again.",
            example=f'"{RECAP_OPENING}"',
        ),
        Setting(
            key="lines.closing",
            kind=Announcement(),
            label="closing",
            help="Spoken after the last story, like the opening.",
            absent="(none)",
            example='"समाचार समाप्त हुए।"',
            in_rundown="समापन · the closing",
            active=True,
        ),
        Setting(
            key="lines.disclosure",
            kind=Announcement(),
            label="disclosure",
            help="That the voice is synthetic: always in the tags; empty for none.",
            absent="(none)",
            example='"यह बुलेटिन कृत्रिम आवाज़ में है।"',
            comment='in the tags always; "" for none',
        ),
        Setting(
            key="lines.say_disclosure",
            kind=Truth(),
            label="disclosure spoken",
            help="Whether the disclosure is spoken too, after the opening.",
            needs="disclosure",
            example="true",
            comment="and spoken after the opening",
            active=True,
        ),
    ),
)
