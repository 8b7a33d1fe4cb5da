"""`bulletin make`: articles in, a finished bulletin out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from bulletin.apps.cli.diction import diction_options
from bulletin.apps.cli.paths import PATH

if TYPE_CHECKING:
    from bulletin.schema.formats import Id3
    from bulletin.schema.manner import Manner
    from bulletin.schema.programme import Jingle
    from bulletin.schema.script import Role
    from bulletin.schema.station import ChannelChoice, Station
    from bulletin.schema.units import Decibels, Lufs

FORMATS = ("mp3", "m4a", "opus", "flac", "wav", "mp2")

PRESETS = "podcast, podcast-mono, broadcast, autocue"


@click.command("make")
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    help="The file to make (replaced at once), or a folder for it: a name without an ending is a folder's.",
)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS, case_sensitive=False), metavar="NAME",
    help=f"A format to make: {', '.join(FORMATS)}. Again for more of them, from one master. Without it what -o"
    " ends in, the station's, or mp3.",
)  # fmt: skip
@click.option(
    "--bit-rate",
    metavar="KBPS|V0..V9",
    help="Of MP3: 64 to 320 kb/s (128), or V0 (best) to V9 for a variable one.",
)
@click.option(
    "--airs-from",
    metavar="TIME",
    help="Not to be run before: 2026-01-26T07:00, or 07:00 for today (in WAV files).",
)
@click.option("--airs-until", metavar="TIME", help="Not to be run after: a time as above.")
@click.option(
    "--voice", "voices", multiple=True, metavar="[ROLE=]ENGINE[:NAME]",
    help="The voice; auto, the default, asks gtts and falls back on espeak for the whole bulletin. Given again"
    " with a role (headline, dek, heading, body), that role's own voice. See: bulletin voices",
)  # fmt: skip
@click.option(
    "--station", type=PATH, metavar="FILE.toml", help="A station's settings. See: bulletin station new"
)
@click.option("--rate", type=float, metavar="FACTOR", help="Speak faster or slower: 0.5 to 2.")
@click.option("--pitch", type=float, metavar="SEMITONES", help="Speak higher or lower: -6 to 6.")
@click.option(
    "--fallback", metavar="ENGINE[:NAME]",
    help="The voice for whole sections that the voice cannot speak. Without it, such a bulletin is not made.",
)  # fmt: skip
@click.option(
    "--parallel", type=click.IntRange(1, 16), metavar="N",
    help="How many requests a voice is sent at once; 4 for online voices unless you say so.",
)  # fmt: skip
@click.option(
    "--loudness", metavar="NAME|LUFS",
    help=f"Loudness: {PRESETS}, or a number of LUFS such as -16. Without it the station's, or podcast (-16).",
)  # fmt: skip
@click.option(
    "--slot", metavar="M:SS",
    help="Make it last exactly so long, such as 5:00: by its pauses, then by the voice's rate (up to 4 %), then by"
    " leaving out paragraphs from the end; a short one by music.",
)  # fmt: skip
@click.option("--no-jingles", is_flag=True, help="No intro, stings and outro.")
@click.option("--intro", type=PATH, metavar="FILE", help="Your own intro, in place of ours.")
@click.option("--sting", type=PATH, metavar="FILE", help="Your own section sting.")
@click.option("--outro", type=PATH, metavar="FILE", help="Your own outro.")
@click.option(
    "--intro-overlap", type=float, metavar="SECONDS",
    help="How long before the intro's end the voice begins; without it, over the intro's own tail.",
)  # fmt: skip
@click.option(
    "--outro-overlap", type=float, metavar="SECONDS",
    help="How long before the last word's end the outro begins.",
)  # fmt: skip
@click.option(
    "--bed", type=PATH, metavar="FILE|ours|none", help="Music under the voice, turned down while it speaks."
)
@click.option(
    "--bed-level",
    type=float,
    metavar="LU",
    help="The bed's level under the voice, -40 to -6; -20 without it.",
)
@click.option(
    "--channels", type=click.Choice(["auto", "mono", "stereo"]),
    help="auto, the default, is stereo where a jingle or bed of yours is.",
)  # fmt: skip
@click.option(
    "--cover", type=PATH, metavar="FILE",
    help="Your own picture (PNG or JPEG) in place of the one that is drawn from the station and the headline.",
)  # fmt: skip
@click.option("--no-cover", is_flag=True, help="No picture.")
@click.option("--track", metavar="N[/M]", help="Its number in a series, for the tags: 3 or 3/12.")
@click.option(
    "--id3",
    type=click.Choice(["2.3", "2.4"]),
    help="The version of an MP3's tags. Without it the station's, or 2.3, which most programs read.",
)
@diction_options
@click.option(
    "--again", is_flag=True,
    help="Make it anew. Without it, an episode that is there, whole and made of the same, is left as it is.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the episode at the end.")
@click.option("--plain", is_flag=True, help="One plain line per event, for screen readers and logs.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    formats: tuple[str, ...],
    bit_rate: str | None,
    airs_from: str | None,
    airs_until: str | None,
    voices: tuple[str, ...],
    station: str | None,
    rate: float | None,
    pitch: float | None,
    fallback: str | None,
    parallel: int | None,
    loudness: str | None,
    slot: str | None,
    no_jingles: bool,
    intro: str | None,
    sting: str | None,
    outro: str | None,
    intro_overlap: float | None,
    outro_overlap: float | None,
    bed: str | None,
    bed_level: float | None,
    channels: ChannelChoice | None,
    cover: str | None,
    no_cover: bool,
    track: str | None,
    id3: Id3 | None,
    lexicons: tuple[str, ...],
    without: frozenset[str],
    again: bool,
    as_json: bool,
    plain: bool,
) -> None:
    """Make one audio bulletin from SOURCE... (text files, a script you edited, or - for standard input).

    Prints the path of the finished file; the last lines on standard error tell what was cut and all files that
    were made. Without -o they go to output/ under a name made from the headline.

    \b
    Examples:
      bulletin make article.txt
      bulletin make article.txt --voice espeak -o news.mp3
      bulletin make a.txt b.txt --loudness broadcast --json
      bulletin make article.txt -o 0700.wav --format wav --format mp3 --slot 5:00
    """
    from bulletin.apps.cli.progress import shown
    from bulletin.production.produce import produce
    from bulletin.production.recipe import Recipe
    from bulletin.schema.documents import episode_document

    settings = settled(
        _station(station),
        voices=voices,
        rate=rate,
        pitch=pitch,
        fallback=fallback,
        parallel=parallel,
        loudness=loudness,
        slot=slot,
        no_jingles=no_jingles,
        jingles={"intro": intro, "sting": sting, "outro": outro},
        overlaps={"intro": intro_overlap, "outro": outro_overlap},
        bed=bed,
        bed_level=bed_level,
        channels=channels,
        lexicons=lexicons,
        without=without,
    )
    if bit_rate is not None:
        settings = replace(settings, bit_rate=_bit_rate(bit_rate))
    if cover is not None and no_cover:
        raise click.UsageError("--cover and --no-cover exclude each other.")
    if cover is not None or no_cover:
        file = None if cover is None else Path(cover)
        settings = replace(settings, cover=replace(settings.cover, made=not no_cover, file=file))
    if id3 is not None:
        settings = replace(settings, id3=id3)
    recipe = Recipe(
        sources=sources,
        output=_path(output),
        formats=tuple(dict.fromkeys(formats)),
        starts=_moment(airs_from, "--airs-from"),
        ends=_moment(airs_until, "--airs-until"),
        track=_track(track),
        again=again,
        station=settings,
    )
    episode = shown(produce(recipe), plain=plain)
    if as_json:
        click.echo(json.dumps(episode_document(episode), ensure_ascii=False))
    else:
        click.echo(str(episode.audio))


def settled(
    station: Station,
    *,
    voices: tuple[str, ...],
    rate: float | None,
    pitch: float | None,
    fallback: str | None,
    parallel: int | None,
    loudness: str | None,
    slot: str | None,
    no_jingles: bool,
    jingles: dict[Jingle, str | None],
    overlaps: dict[Jingle, float | None],
    bed: str | None,
    bed_level: float | None,
    channels: ChannelChoice | None,
    lexicons: tuple[str, ...],
    without: frozenset[str],
) -> Station:
    """The station's settings with what the command line says in their place."""
    main = next((voice for voice in reversed(voices) if "=" not in voice), None)
    own: dict[Jingle, Path] = {kind: Path(name) for kind, name in jingles.items() if name}
    return replace(
        station,
        voice=main or station.voice,
        # A voice for the whole bulletin is for the whole of it, whatever the station gives its roles.
        role_voices={**({} if main else station.role_voices), **role_voices(voices)},
        manner=manner(
            station.manner.rate if rate is None else rate, station.manner.pitch if pitch is None else pitch
        ),
        fallback=fallback or station.fallback,
        parallel=parallel or station.parallel,
        loudness=station.loudness if loudness is None else _lufs(loudness),
        slot=station.slot if slot is None else _slot(slot),
        jingles=station.jingles and not no_jingles,
        own_jingles={**station.own_jingles, **own},
        overlaps={**station.overlaps, **_overlaps(overlaps)},
        bed=station.bed if bed is None else _bed(bed),
        bed_level=station.bed_level if bed_level is None else _bed_level(bed_level),
        channels=channels or station.channels,
        lexicons=(*station.lexicons, *(Path(name) for name in lexicons)),
        without=station.without | without,
    )


def _station(name: str | None) -> Station:
    from bulletin.production.stations import read_station
    from bulletin.schema.station import Station

    return Station() if name is None else read_station(Path(name))


def role_voices(voices: tuple[str, ...]) -> dict[Role, str]:
    """The voices that were given with a role."""
    import difflib

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


def manner(rate: float, pitch: float) -> Manner:
    """The manner that was asked for, or a usage error naming the bounds."""
    from bulletin.schema.manner import Manner

    try:
        return Manner(rate=rate, pitch=pitch)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--rate, --pitch") from None


def _path(output: str | None) -> Path | None:
    if output is None:
        return None
    if output.endswith(("/", "\\")):
        from bulletin.production.commit import check_writable

        check_writable(Path(output))
    return Path(output)


def _lufs(text: str) -> Lufs:
    from bulletin.production.targets import loudness_of

    try:
        return loudness_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--loudness") from None


def _slot(text: str) -> float:
    from bulletin.schema.pace import slot_of

    try:
        return slot_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--slot") from None


def _bit_rate(text: str) -> str:
    from bulletin.schema.formats import bit_rate_of

    try:
        return bit_rate_of(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--bit-rate") from None


def _track(text: str | None) -> str:
    if text is None:
        return ""
    if re.fullmatch(r"[1-9][0-9]{0,4}(/[1-9][0-9]{0,4})?", text) is None:
        raise click.BadParameter(f"{text!r} is no number in a series: 3, or 3/12.", param_hint="--track")
    return text


def _moment(text: str | None, option: str) -> datetime | None:
    """A time on the station's clock: a date with a time, or a time of today."""
    if text is None:
        return None
    from bulletin.production.moment import now

    today = now().replace(tzinfo=None)
    try:
        if re.fullmatch(r"\d{1,2}:\d{2}(:\d{2})?", text):
            return datetime.combine(today.date(), time.fromisoformat(text.zfill(5)))
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        raise click.BadParameter(
            f"{text} is no time; write 2026-01-26T07:00, or 07:00 for today", param_hint=option
        ) from None


def _overlaps(asked: dict[Jingle, float | None]) -> dict[Jingle, float]:
    from bulletin.production.targets import overlap_of

    found: dict[Jingle, float] = {}
    for kind, seconds in asked.items():
        if seconds is not None:
            try:
                found[kind] = overlap_of(seconds)
            except ValueError as error:
                raise click.BadParameter(str(error), param_hint=f"--{kind}-overlap") from None
    return found


def _bed(name: str) -> Path | Literal["ours"] | None:
    return None if name == "none" else "ours" if name == "ours" else Path(name)


def _bed_level(level: float) -> Decibels:
    from bulletin.production.targets import bed_level_of

    try:
        return bed_level_of(level)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--bed-level") from None
