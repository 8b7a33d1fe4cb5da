"""Rows of what is asked for a single bulletin, and is in no station file. Their fields are a Recipe's."""

from __future__ import annotations

from bulletin.production.setup.kinds import Truth, Whole
from bulletin.production.setup.kinds.files import Folder
from bulletin.production.setup.kinds.named import Moment, OwnTime, Track
from bulletin.production.setup.rows.files import FORMAT_NAMES
from bulletin.production.setup.setting import Setting, Table

AT = Setting(
    key="at",
    kind=OwnTime(),
    label="its own time",
    help="The bulletin's own time, which {date} and {time} in announcements say: 2026-01-26T07:00, or 07:00 for today"
    " in the station's zone. Without it that of --airs-from, else when it is made.",
    option="--at",
    metavar="TIME",
    example='"07:00"',
    in_rundown="कितने बजे का बुलेटिन · the time that it says",
)

LATEST = Setting(
    key="latest",
    kind=Whole(lowest=1, highest=100),
    label="entries of a feed",
    help="How many of a feed's newest entries to read, 1 to 100; 5 without it.",
    option="--latest",
    metavar="N",
    recorded=False,
)

BULLETIN = Table(
    name="",
    title="This bulletin",
    rows=(
        Setting(
            key="output",
            kind=Folder(),
            label="output",
            help="The file to make (replaced at once), or a folder for it: a name without an ending is a folder's.",
            option="-o --output",
            metavar="FILE|DIR",
            recorded=False,
        ),
        Setting(
            key="formats",
            kind=FORMAT_NAMES,
            label="formats",
            help=f"A format to make: {', '.join(FORMAT_NAMES.choices)}. Again for more of them, from one master. Without"
            " it what -o ends in, the station's, or mp3.",
            option="--format",
            metavar="NAME",
        ),
        AT,
        LATEST,
        Setting(
            key="airs_from",
            kind=Moment(),
            field="starts",
            label="airs from",
            help="Not to be run before: 2026-01-26T07:00, or 07:00 for today (in WAV files).",
            option="--airs-from",
            metavar="TIME",
        ),
        Setting(
            key="airs_until",
            kind=Moment(),
            field="ends",
            label="airs until",
            help="Not to be run after: a time as above.",
            option="--airs-until",
            metavar="TIME",
        ),
        Setting(
            key="track",
            kind=Track(),
            label="track",
            help="Its number in a series, for the tags: 3 or 3/12.",
            option="--track",
            metavar="N[/M]",
        ),
        Setting(
            key="again",
            kind=Truth(),
            label="made anew",
            help="Whether an episode that is there, whole and made of the same, is made anew, without what was corrected since.",
            option="--again",
            switch=True,
            switch_help="Make it anew, without what was corrected since. Without it, an episode that is there, whole and made of the same, is left as it is.",
            recorded=False,
        ),
    ),
)
