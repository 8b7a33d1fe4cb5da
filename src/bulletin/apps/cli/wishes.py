"""Wishes: what the command line says in place of a station's settings, for this once."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

from bulletin.apps.cli.diction import diction_options
from bulletin.apps.cli.paths import PATH

if TYPE_CHECKING:
    from bulletin.schema.manner import Manner
    from bulletin.schema.programme import Jingle
    from bulletin.schema.script import Role
    from bulletin.schema.station import CoverWanted, Station
    from bulletin.schema.units import Decibels, Lufs

PRESETS = "podcast, podcast-mono, broadcast, autocue"

Value = TypeVar("Value")
Callback = Callable[[click.Context, click.Parameter, Any], Any]


def _read_by(read: Callable[[Any], Value]) -> Callback:
    """An option's value as `read` has it; the sentence of its ValueError is a usage error that names the option."""

    def callback(_context: click.Context, parameter: click.Parameter, value: Any) -> Value | None:
        if value is None:
            return None
        try:
            return read(value)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint=parameter.opts[-1]) from None

    return callback


def _loudness(text: str) -> Lufs:
    from bulletin.production.setup.targets import loudness_of

    return loudness_of(text)


def _slot(text: str) -> float:
    from bulletin.schema.pace import slot_of

    return slot_of(text)


def _bit_rate(text: str) -> str:
    from bulletin.schema.formats import bit_rate_of

    return bit_rate_of(text)


def _overlap(seconds: float) -> float:
    from bulletin.production.setup.targets import overlap_of

    return overlap_of(seconds)


def _bed_level(level: float) -> Decibels:
    from bulletin.production.setup.targets import bed_level_of

    return bed_level_of(level)


def _bed(name: str) -> Path | Literal["ours", "none"]:
    return "ours" if name == "ours" else "none" if name == "none" else Path(name)


OPTIONS = (
    click.option(
        "--bit-rate",
        metavar="KBPS|V0..V9",
        callback=_read_by(_bit_rate),
        help="Of MP3: 64 to 320 kb/s (128), or V0 (best) to V9 for a variable one.",
    ),
    click.option(
        "--voice",
        "voices",
        multiple=True,
        metavar="[ROLE=]ENGINE[:NAME]",
        help="The voice; auto, the default, asks gtts and falls back on espeak for the whole bulletin. Given again"
        " with a role (headline, dek, heading, body), that role's own voice. See: bulletin voices",
    ),
    click.option("--rate", type=float, metavar="FACTOR", help="Speak faster or slower: 0.5 to 2."),
    click.option("--pitch", type=float, metavar="SEMITONES", help="Speak higher or lower: -6 to 6."),
    click.option(
        "--fallback",
        metavar="ENGINE[:NAME]",
        help="The voice for whole sections that the voice cannot speak. Without it, such a bulletin is not made.",
    ),
    click.option(
        "--parallel",
        type=click.IntRange(1, 16),
        metavar="N",
        help="How many requests a voice is sent at once; 4 for online voices unless you say so.",
    ),
    click.option(
        "--loudness",
        metavar="NAME|LUFS",
        callback=_read_by(_loudness),
        help=f"Loudness: {PRESETS}, or a number of LUFS such as -16. Without it the station's, or podcast (-16).",
    ),
    click.option(
        "--slot",
        metavar="M:SS",
        callback=_read_by(_slot),
        help="Make it last exactly so long, such as 5:00: by its pauses, then by the voice's rate (up to 4 %), then by"
        " leaving out paragraphs from the end; a short one by music.",
    ),
    click.option("--no-jingles", is_flag=True, help="No intro, stings and outro."),
    click.option("--intro", type=PATH, metavar="FILE", help="Your own intro, in place of ours."),
    click.option("--sting", type=PATH, metavar="FILE", help="Your own section sting."),
    click.option("--outro", type=PATH, metavar="FILE", help="Your own outro."),
    click.option(
        "--intro-overlap",
        type=float,
        metavar="SECONDS",
        callback=_read_by(_overlap),
        help="How long before the intro's end the voice begins; without it, over the intro's own tail.",
    ),
    click.option(
        "--outro-overlap",
        type=float,
        metavar="SECONDS",
        callback=_read_by(_overlap),
        help="How long before the last word's end the outro begins.",
    ),
    click.option(
        "--bed",
        type=PATH,
        metavar="FILE|ours|none",
        callback=_read_by(_bed),
        help="Music under the voice, turned down while it speaks.",
    ),
    click.option(
        "--bed-level",
        type=float,
        metavar="LU",
        callback=_read_by(_bed_level),
        help="The bed's level under the voice, -40 to -6; -20 without it.",
    ),
    click.option(
        "--channels",
        type=click.Choice(["auto", "mono", "stereo"]),
        help="auto, the default, is stereo where a jingle or bed of yours is.",
    ),
    click.option(
        "--cover",
        type=PATH,
        metavar="FILE",
        help="Your own picture (PNG or JPEG) in place of the one that is drawn from the station and the headline.",
    ),
    click.option("--no-cover", is_flag=True, help="No picture."),
    click.option(
        "--id3",
        type=click.Choice(["2.3", "2.4"]),
        help="The version of an MP3's tags. Without it the station's, or 2.3, which most programs read.",
    ),
)
"""In the order of the help. What is not given is None, or empty."""


def wishes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add all options that stand in place of a station's settings; the command takes them as `**wished`."""
    command = diction_options(command)
    for option in reversed(OPTIONS):
        command = option(command)
    return command


def settled(station: Station, wished: dict[str, Any]) -> Station:
    """The station's settings with what was wished in their place."""
    voices: tuple[str, ...] = wished["voices"]
    main = next((voice for voice in reversed(voices) if "=" not in voice), None)
    jingles: tuple[Jingle, ...] = ("intro", "sting", "outro")
    own: dict[Jingle, Path] = {kind: Path(wished[kind]) for kind in jingles if wished[kind]}
    overlaps = {kind: wished.get(f"{kind}_overlap") for kind in jingles}
    bed = wished["bed"]
    plain = ("loudness", "slot", "bed_level", "channels", "id3", "bit_rate", "fallback", "parallel")
    return replace(
        station,
        voice=main or station.voice,
        # A voice for the whole bulletin is for the whole of it, whatever the station gives its roles.
        role_voices={**({} if main else station.role_voices), **_role_voices(voices)},
        manner=_manner(station.manner, wished["rate"], wished["pitch"]),
        jingles=station.jingles and not wished["no_jingles"],
        own_jingles={**station.own_jingles, **own},
        overlaps={
            **station.overlaps,
            **{kind: seconds for kind, seconds in overlaps.items() if seconds is not None},
        },
        bed=station.bed if bed is None else None if bed == "none" else bed,
        cover=_cover(station, wished["cover"], unwanted=wished["no_cover"]),
        lexicons=(*station.lexicons, *(Path(name) for name in wished["lexicons"])),
        without=station.without | wished["without"],
        **{name: wished[name] for name in plain if wished[name] is not None},
    )


def _cover(station: Station, own: str | None, *, unwanted: bool) -> CoverWanted:
    if own is None and not unwanted:
        return station.cover
    if own is not None and unwanted:
        raise click.UsageError("--cover and --no-cover exclude each other.")
    return replace(station.cover, made=not unwanted, file=None if own is None else Path(own))


def _manner(usual: Manner, rate: float | None, pitch: float | None) -> Manner:
    """The manner that was asked for, or a usage error naming the bounds."""
    try:
        return replace(
            usual, rate=usual.rate if rate is None else rate, pitch=usual.pitch if pitch is None else pitch
        )
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--rate, --pitch") from None


def _role_voices(voices: tuple[str, ...]) -> dict[Role, str]:
    """The voices that were given with a role."""
    from bulletin.schema.script import ROLES

    found: dict[Role, str] = {}
    for item in voices:
        name, equals, voice = item.partition("=")
        if not equals:
            continue
        role = next((one for one in ROLES if one == name), None)
        if role is None or not voice:
            close = difflib.get_close_matches(name, ROLES, n=1)
            meant = f'did you mean "{close[0]}"?' if close else f"the roles are: {', '.join(ROLES)}"
            raise click.BadParameter(f'there is no role "{name}"; {meant}', param_hint="--voice")
        found[role] = voice
    return found
