"""Rows of what a station is called, and of what it says in every bulletin."""

from __future__ import annotations

from bulletin.production.setup.kinds import Truth
from bulletin.production.setup.kinds.named import Announcement, Zone
from bulletin.production.setup.setting import Setting, Table

STATION = Table(
    name="",
    title="Station",
    rows=(
        Setting(
            key="name",
            label="station",
            help="The station's name.",
            example='"रेडियो शहर"',
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
    note="# In figures here, in words on the air: {station} {programme} {reader} {date} {time}",
    rows=(
        Setting(
            key="lines.opening",
            kind=Announcement(),
            label="opening",
            help="Spoken before the first story; may hold {station}, {programme}, {reader}, {date} and {time}.",
            absent="(none)",
            example='"यह {station} है। {date}, {time}। अब आप समाचार सुनिए।"',
            active=True,
        ),
        Setting(
            key="lines.closing",
            kind=Announcement(),
            label="closing",
            help="Spoken after the last story, like the opening.",
            absent="(none)",
            example='"समाचार समाप्त हुए।"',
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
