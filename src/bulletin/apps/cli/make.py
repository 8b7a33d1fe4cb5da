"""`bulletin make`: articles in, a finished bulletin out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.diction import diction_options

if TYPE_CHECKING:
    from bulletin.schema.programme import Jingle

PRESETS = "podcast, podcast-mono, broadcast, autocue"


@click.command("make")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option(
    "-o", "--output", metavar="FILE|DIR", help="The MP3 to make (replaced at once), or a folder for it."
)
@click.option(
    "--voice", default="auto", show_default=True, metavar="ENGINE[:NAME]",
    help="The voice. auto asks gtts and falls back on espeak for the whole bulletin. See: bulletin voices",
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
    voice: str,
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
        voice=voice,
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
