"""Rows of a bulletin's files: tags, cover, what automation reads, folder and formats."""

from __future__ import annotations

from bulletin.production.setup.kinds import Choice, Truth, Whole
from bulletin.production.setup.kinds.files import File, Folder
from bulletin.production.setup.kinds.named import BitRate, Colour, Formats
from bulletin.production.setup.setting import Setting, Table
from bulletin.schema.formats import BOOKS, FORMATS, ID3_VERSIONS, MP3_BIT_RATES

MOST_MINUTES = 366 * 24 * 60
"""For which a bulletin may be good: a year."""

FORMAT_NAMES = Formats(choices=tuple(FORMATS), subject='there is no format "{}"')

TAGS = Table(
    name="tags",
    title="Tags",
    rows=(
        Setting(
            key="tags.genre",
            label="genre",
            help="The genre in the tags.",
            example='"News"',
        ),
        Setting(
            key="tags.copyright",
            label="copyright",
            help="Whose the bulletin is.",
            example='"2026 रेडियो शहर"',
        ),
        Setting(
            key="tags.link",
            label="link",
            help="The station's page on the web.",
            example='"https://radio.example/"',
        ),
        Setting(
            key="tags.id3",
            kind=Choice(choices=ID3_VERSIONS, subject='there is no version "{}" of ID3 here'),
            label="version of ID3",
            help="The version of an MP3's tags. Without it the station's, or 2.3, which most programs read.",
            option="--id3",
            metavar=f"[{'|'.join(ID3_VERSIONS)}]",
            example='"2.4"',
            comment="of MP3; 2.3 is what most programs read",
        ),
    ),
)

COVER = Table(
    name="cover",
    title="Cover",
    rows=(
        Setting(
            key="cover.file",
            kind=File(),
            field="cover.file",
            label="cover",
            help="Your own picture (PNG or JPEG) in place of the one that is drawn from the station and the headline.",
            option="--cover",
            metavar="FILE",
            example='"cover.png"',
            comment="your own picture, PNG or JPEG, best 3000 by 3000; without it one is drawn",
        ),
        Setting(
            key="cover.ground",
            kind=Colour(),
            field="cover.ground",
            label="colour of the cover",
            help="The colour behind all else on a cover that is drawn; without it the station's name chooses one.",
            example='"#0b2545"',
            comment="the colours of the one that is drawn",
        ),
        Setting(
            key="cover.accent",
            kind=Colour(),
            field="cover.accent",
            label="accent of the cover",
            help="The second colour of a cover that is drawn.",
            example='"#f4b942"',
        ),
        Setting(
            key="cover.made",
            kind=Truth(),
            field="cover.made",
            label="cover made",
            help="Whether there is a cover.",
            option="--no-cover",
            switch=False,
            switch_help="No picture.",
            example="false",
            comment="no cover at all",
        ),
    ),
)

RADIO = Table(
    name="radio",
    title="Radio",
    comment="for automation: the cart chunk of WAV files",
    rows=(
        Setting(
            key="radio.cut",
            label="cut",
            help="The number or name under which the station's automation plays the bulletin.",
            example='"100700"',
            comment="the number under which it is played",
        ),
        Setting(
            key="radio.category",
            label="category",
            help="How the automation sorts bulletins; NEWS without it.",
            example='"NEWS"',
        ),
        Setting(
            key="radio.good_for",
            kind=Whole(unit="minutes", lowest=1, highest=MOST_MINUTES, subject="{} minutes"),
            label="good for",
            help="Minutes after it was made in which a bulletin may run.",
            example="60",
            comment="minutes after which it may not run any more",
        ),
    ),
)

OUTPUT = Table(
    name="output",
    title="Output",
    rows=(
        Setting(
            key="output.folder",
            kind=Folder(),
            label="folder",
            help="The folder of bulletins whose name is not given.",
            example='"output"',
        ),
        Setting(
            key="output.formats",
            kind=FORMAT_NAMES,
            label="formats",
            help="The formats of every bulletin; the first is the episode's own.",
            absent="mp3",
            example='["mp3", "wav"]',
            comment=f"{' '.join(FORMATS)}; the first is the episode's own",
        ),
        Setting(
            key="output.also",
            kind=Formats(choices=tuple(BOOKS), subject='there is no package "{}"'),
            label="also",
            help="What a finished bulletin is exported as beside its files: epub3, daisy202, m3u. Again for more of them.",
            option="--also",
            metavar="PACKAGE",
            example='["epub3"]',
            comment="epub3 daisy202 m3u: a book or playlist of each bulletin",
        ),
        Setting(
            key="output.bit_rate",
            kind=BitRate(),
            label="bit rate of mp3",
            help=f"Of MP3: {MP3_BIT_RATES[0]} to {MP3_BIT_RATES[-1]} kb/s (128), or V0 (best) to V9 for a variable one.",
            option="--bit-rate",
            metavar="KBPS|V0..V9",
            example='"128"',
            comment=f"of MP3: {MP3_BIT_RATES[0]} to {MP3_BIT_RATES[-1]} kb/s, or V0 (best) to V9 for a variable one",
        ),
    ),
)
