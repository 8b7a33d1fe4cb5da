"""Rows of the form of a bulletin of several stories: headlines, recap, who reads."""

from __future__ import annotations

from bulletin.production.setup.kinds import Choice, Truth, Whole
from bulletin.production.setup.kinds.readers import Readers
from bulletin.production.setup.setting import Setting, Table

MOST_HEADLINES = 30
MOST_STORIES = 100

FORM = Table(
    name="bulletin",
    title="Bulletin of several stories",
    comment="a rundown's [bulletin] has these too",
    rows=(
        Setting(
            key="bulletin.headlines",
            kind=Whole(lowest=0, highest=MOST_HEADLINES, subject="{} headlines"),
            label="headlines",
            help="How many headlines are said before the stories, a sentence each; 0 for none.",
            option="--headlines",
            metavar="N",
            absent="(none)",
            example="5",
            comment="said before the stories",
            in_rundown="शुरू में कितनी सुर्खियाँ · headlines said before the stories",
        ),
        Setting(
            key="bulletin.recap",
            kind=Truth(),
            label="recap",
            help="Whether the headlines are said again after the stories.",
            option="--recap",
            switch=True,
            switch_help="Say the headlines again after the stories.",
            example="true",
            comment="and again after them",
            in_rundown="अंत में फिर से · and said again after them",
        ),
        Setting(
            key="bulletin.readers",
            kind=Readers(),
            label="newsreaders",
            help="Who reads, with the voice of each. Again for another, who takes turns; the first says the announcements.",
            option="--reader",
            metavar="NAME=VOICE",
            example='["अनीता=espeak:hi+f3", "रवि=espeak:hi+m3"]',
            comment="who reads, in turn; the first says the announcements",
        ),
        Setting(
            key="bulletin.turns",
            kind=Choice(choices=("story", "section"), subject='newsreaders do not take turns by "{}"'),
            label="turns",
            help="What newsreaders take turns by: story, or section.",
            example='"story"',
            comment="or section",
            in_rundown="बारी: story या section · turns by story or by section",
        ),
        Setting(
            key="bulletin.break_after",
            kind=Whole(lowest=0, highest=MOST_STORIES, subject="a break after story {}"),
            label="break after story",
            help="After which story the station is named (break under [lines]); 0 for none.",
            absent="(none)",
            example="3",
            comment="the story after which the station is named",
            in_rundown="किस खबर के बाद केंद्र का नाम · story before the break",
        ),
    ),
)
