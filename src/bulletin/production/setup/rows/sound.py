"""Rows of how a bulletin sounds: loudness, length, jingles and music."""

from __future__ import annotations

from bulletin.production.setup.kinds import Choice, Number, Truth
from bulletin.production.setup.kinds.files import File, Music
from bulletin.production.setup.kinds.named import PRESETS, Loudness, Time
from bulletin.production.setup.setting import Setting, Table

LOWEST_BED, HIGHEST_BED = -40, -6

OVERLAP = Number(unit="s", lowest=0, highest=60, subject="an overlap of {} seconds")

SOUND = Table(
    name="sound",
    title="Sound",
    rows=(
        Setting(
            key="sound.loudness",
            kind=Loudness(unit="LUFS", lowest=-40, highest=-5, choices=tuple(PRESETS), subject="{} LUFS"),
            label="loudness",
            help=f"Loudness: {', '.join(PRESETS)}, or a number of LUFS such as -16. Without it the station's, or"
            " podcast (-16).",
            option="--loudness",
            metavar="NAME|LUFS",
            example='"podcast"',
            comment=f"{', '.join(f'{name} {level:g}' for name, level in PRESETS.items())}, or a number",
            active=True,
        ),
        Setting(
            key="sound.slot",
            kind=Time(),
            label="slot",
            help="Make it last exactly so long, such as 5:00: by its pauses, then by the voice's rate (up to 4 %), then by"
            " leaving out paragraphs from the end; a short one by music.",
            absent="(as long as it takes)",
            option="--slot",
            metavar="M:SS",
            example='"5:00"',
            comment="how long every bulletin lasts",
            in_rundown="पूरी अवधि, ठीक इतनी · how long it lasts, exactly",
        ),
        Setting(
            key="sound.jingles",
            kind=Truth(),
            label="jingles",
            help="Whether there are intro, stings and outro.",
            option="--no-jingles",
            switch=False,
            switch_help="No intro, stings and outro.",
            example="false",
        ),
        Setting(
            key="sound.intro",
            kind=File(),
            field="own_jingles.intro",
            label="intro",
            help="Your own intro, in place of ours.",
            option="--intro",
            metavar="FILE",
            example='"intro.wav"',
            comment="files are looked for beside this one",
        ),
        Setting(
            key="sound.earcon",
            kind=File(),
            field="own_jingles.earcon",
            label="earcon",
            help="Your own sound between two headlines.",
            example='"earcon.wav"',
            comment="between two headlines",
        ),
        Setting(
            key="sound.sting",
            kind=File(),
            field="own_jingles.sting",
            label="sting",
            help="Your own section sting.",
            option="--sting",
            metavar="FILE",
            example='"sting.wav"',
        ),
        Setting(
            key="sound.outro",
            kind=File(),
            field="own_jingles.outro",
            label="outro",
            help="Your own outro.",
            option="--outro",
            metavar="FILE",
            example='"outro.wav"',
        ),
        Setting(
            key="sound.intro_overlap",
            kind=OVERLAP,
            field="overlaps.intro",
            label="intro and voice together",
            help="How long before the intro's end the voice begins; without it, over the intro's own tail.",
            option="--intro-overlap",
            metavar="SECONDS",
            example="1.5",
            comment="seconds of the intro's end over which the voice begins; by its own tail without",
        ),
        Setting(
            key="sound.sting_overlap",
            kind=OVERLAP,
            field="overlaps.sting",
            label="sting and voice together",
            help="How long before a sting's end the voice begins.",
            example="0",
            comment="the same of a sting",
        ),
        Setting(
            key="sound.outro_overlap",
            kind=OVERLAP,
            field="overlaps.outro",
            label="outro and voice together",
            help="How long before the last word's end the outro begins.",
            option="--outro-overlap",
            metavar="SECONDS",
            example="0",
            comment="seconds by which the outro begins before the last word ends",
        ),
        Setting(
            key="sound.bed",
            kind=Music(choices=("ours", "none")),
            label="bed",
            help="Music under the voice, turned down while it speaks.",
            option="--bed",
            metavar="FILE|ours|none",
            example='"bed.mp3"',
            comment='music under the voice; "ours" for ours',
        ),
        Setting(
            key="sound.bed_level",
            kind=Number(unit="LU", lowest=LOWEST_BED, highest=HIGHEST_BED, subject="a bed at {} LU"),
            label="bed under the voice",
            help=f"The bed's level under the voice, {LOWEST_BED} to {HIGHEST_BED}; -20 without it.",
            needs="bed",
            option="--bed-level",
            metavar="LU",
            example="-20",
            comment=f"its loudness under the voice, in LU from the voice's own: {LOWEST_BED} to {HIGHEST_BED}",
        ),
        Setting(
            key="sound.channels",
            kind=Choice(choices=("auto", "mono", "stereo"), subject='"{}" is no choice of channels'),
            label="channels",
            help="auto, the default, is stereo where a jingle or bed of yours is.",
            option="--channels",
            metavar="[auto|mono|stereo]",
            example='"auto"',
            comment="auto: stereo if any of your own music is; mono; stereo",
        ),
    ),
)
