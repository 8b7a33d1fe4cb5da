"""`bulletin make`: articles in, a finished bulletin out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.diction import diction_options

if TYPE_CHECKING:
    from bulletin.schema.manner import Manner
    from bulletin.schema.programme import Jingle
    from bulletin.schema.script import Role

PRESETS = "podcast, podcast-mono, broadcast, autocue"


@click.command("make")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", metavar="FILE|DIR", help="The MP3 to make (replaced at once), or a folder for it."
)
@click.option(
    "--voice", "voices", multiple=True, metavar="[ROLE=]ENGINE[:NAME]",
    help="The voice; auto, the default, asks gtts and falls back on espeak for the whole bulletin. Given again"
    " with a role (headline, dek, heading, body), that role's own voice. See: bulletin voices",
)  # fmt: skip
@click.option("--rate", type=float, default=1.0, metavar="FACTOR", help="Speak faster or slower: 0.5 to 2.")
@click.option("--pitch", type=float, default=0.0, metavar="SEMITONES", help="Speak higher or lower: -6 to 6.")
@click.option(
    "--fallback", metavar="ENGINE[:NAME]",
    help="The voice for whole sections that the voice cannot speak. Without it, such a bulletin is not made.",
)  # fmt: skip
@click.option(
    "--parallel", type=click.IntRange(1, 16), metavar="N",
    help="How many requests a voice is sent at once; 4 for online voices unless you say so.",
)  # fmt: skip
@click.option(
    "--loudness", default="podcast", show_default=True, metavar="NAME|LUFS",
    help=f"Loudness: {PRESETS}, or a number of LUFS such as -16.",
)  # fmt: skip
@click.option("--no-jingles", is_flag=True, help="No intro, stings and outro.")
@click.option("--intro", type=click.Path(), metavar="FILE", help="Your own intro, in place of ours.")
@click.option("--sting", type=click.Path(), metavar="FILE", help="Your own section sting.")
@click.option("--outro", type=click.Path(), metavar="FILE", help="Your own outro.")
@diction_options
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object about the episode at the end.")
@click.option("--plain", is_flag=True, help="One plain line per event, for screen readers and logs.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    voices: tuple[str, ...],
    rate: float,
    pitch: float,
    fallback: str | None,
    parallel: int | None,
    loudness: str,
    no_jingles: bool,
    intro: str | None,
    sting: str | None,
    outro: str | None,
    lexicons: tuple[str, ...],
    without: frozenset[str],
    as_json: bool,
    plain: bool,
) -> None:
    """Make one audio bulletin from SOURCE... (text files, a script you edited, or - for standard input).

    Prints the path of the finished MP3. Without -o it goes to output/ under a name made from the headline.

    \b
    Examples:
      bulletin make article.txt
      bulletin make article.txt --voice espeak -o news.mp3
      bulletin make a.txt b.txt --loudness broadcast --json
    """
    from bulletin.apps.cli.progress import shown
    from bulletin.production import Recipe, produce
    from bulletin.schema.documents import episode_document

    own: dict[Jingle, Path] = {}
    if intro:
        own["intro"] = Path(intro)
    if sting:
        own["sting"] = Path(sting)
    if outro:
        own["outro"] = Path(outro)
    recipe = Recipe(
        sources=sources,
        output=_path(output),
        voice=main_voice(voices),
        role_voices=role_voices(voices),
        manner=manner(rate, pitch),
        fallback=fallback,
        parallel=parallel,
        lexicons=tuple(Path(name) for name in lexicons),
        without=without,
        loudness=_lufs(loudness),
        jingles=not no_jingles,
        own_jingles=own,
    )
    episode = shown(produce(recipe), plain=plain)
    if as_json:
        click.echo(json.dumps(episode_document(episode), ensure_ascii=False))
    else:
        click.echo(str(episode.audio))


def main_voice(voices: tuple[str, ...]) -> str:
    """The voice that was given without a role; of several the last."""
    return next((voice for voice in reversed(voices) if "=" not in voice), "auto")


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
    from bulletin.schema.units import Lufs
    from bulletin.sound.master import PRESETS as TARGETS

    if text in TARGETS:
        return TARGETS[text]
    try:
        number = float(text)
    except ValueError:
        raise click.BadParameter(
            f"{text} is neither a number nor one of: {PRESETS}", param_hint="--loudness"
        ) from None
    if not -40 <= number <= -5:
        raise click.BadParameter(f"{text} LUFS is outside -40 to -5", param_hint="--loudness")
    return Lufs(number)


if TYPE_CHECKING:
    from bulletin.schema.units import Lufs
