"""Blank station: a station file with every setting in it, explained, to fill in."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import OutputError
from bulletin.production.disk.commit import check_writable, write_whole

TEMPLATE = """\
# A station's settings for bulletin. Use it with: bulletin make ARTICLE --station THIS-FILE
# A line that begins with # says nothing; take the # away to use it. What the command line says goes before this.

name = "{name}"
programme = "{programme}"
# reader = "आशा"                    # who reads, for {{reader}} below

[lines]
# In figures here, in words on the air: {{station}} {{programme}} {{reader}} {{date}} {{time}}
opening = "यह {{station}} है। {{date}}, {{time}}। अब आप समाचार सुनिए।"
closing = "समाचार समाप्त हुए।"
# disclosure = "यह बुलेटिन कृत्रिम आवाज़ में है।"   # in the tags always; "" for none
say_disclosure = true               # and spoken after the opening

[voices]
# main = "gtts"                     # auto asks gtts, and has espeak read all of it where there is no network
# headline = "espeak:hi+f3"         # a role's own voice: headline, dek, heading, body, opening, closing
# rate = 1.0                        # times as fast, 0.5 to 2, where the voice can
# pitch = 0.0                       # semitones higher, -6 to 6, where the voice can
# fallback = "espeak"               # reads whole sections that the voice could not
# parallel = 4                      # requests at once

[sound]
loudness = "podcast"                # podcast -16, podcast-mono -19, broadcast -23, autocue -18, or a number
# slot = "5:00"                     # how long every bulletin lasts
# jingles = false
# intro = "intro.wav"               # files are looked for beside this one
# sting = "sting.wav"
# outro = "outro.wav"
# intro_overlap = 1.5               # seconds of the intro's end over which the voice begins; by its own tail without
# sting_overlap = 0                 # the same of a sting
# outro_overlap = 0                 # seconds by which the outro begins before the last word ends
# bed = "bed.mp3"                   # music under the voice; "ours" for ours
# bed_level = -20                   # its loudness under the voice, in LU from the voice's own: -40 to -6
# channels = "auto"                 # auto: stereo if any of your own music is; mono; stereo

[words]
# lexicon = ["words.tsv"]           # written<TAB>spoken a line; of two entries the later file wins
# without = ["roman"]               # rules that are switched off; see: bulletin script ARTICLE --changes

[tags]
# genre = "News"
# copyright = "2026 रेडियो शहर"
# link = "https://radio.example/"
# id3 = "2.4"                       # of MP3; 2.3 is what most programs read

[cover]
# file = "cover.png"                # your own picture, PNG or JPEG, best 3000 by 3000; without it one is drawn
# ground = "#0b2545"                # the colours of the one that is drawn
# accent = "#f4b942"
# made = false                      # no cover at all

[radio]                             # for automation: the cart chunk of WAV files
# cut = "100700"                    # the number under which it is played
# category = "NEWS"
# good_for = 60                     # minutes after which it may not run any more

[output]
# folder = "output"
# formats = ["mp3", "wav"]          # mp3 m4a opus flac wav mp2; the first is the episode's own
# bit_rate = "128"                  # of MP3: 64 to 320 kb/s, or V0 (best) to V9 for a variable one
"""


def new_station(path: Path, name: str, programme: str, *, force: bool = False) -> Path:
    """Write a station file to fill in. Raises OutputError (73) rather than write over one, unless `force`d to."""
    if path.exists() and not force:
        raise OutputError(
            "there is a file of this name already; it was left as it is.",
            error_id="output.exists",
            source=str(path),
            remedy="Name another file, or add --force to write over it.",
        )
    check_writable(path.parent)
    text = TEMPLATE.format(name=_quoted(name), programme=_quoted(programme))
    write_whole(path, text.encode("utf-8", "replace"))
    return path


def _quoted(text: str) -> str:
    """A text as it may stand between TOML's quotation marks."""
    return "".join(
        f"\\{sign}" if sign in '"\\' else sign if sign.isprintable() else f"\\U{ord(sign):08x}"
        for sign in text
    )
