"""`bulletin station`: write a station file to fill in, and check one."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.apps.cli.paths import PATH


@click.group("station")
def command() -> None:
    """A station's settings in one file: names, voices, jingles, loudness, lines, words.

    \b
      bulletin station new radio.toml
      (edit radio.toml in any text editor)
      bulletin station check radio.toml
      bulletin station cover radio.toml -o cover.jpg
      bulletin make article.txt --station radio.toml
    """


@command.command("new")
@click.argument("file", type=PATH, metavar="FILE.toml")
@click.option("--name", default="रेडियो शहर", show_default=True, help="The station's name.")
@click.option("--programme", default="समाचार", show_default=True, help="The programme's name.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def new(file: str, name: str, programme: str, force: bool) -> None:
    """Write a station FILE with every setting in it, explained."""
    from bulletin.production.setup.template import new_station

    click.echo(str(new_station(Path(file), name, programme, force=force)))


@command.command("cover", short_help="Draw the cover of a station's show, for podcast directories.")
@click.argument("file", type=PATH, metavar="FILE.toml")
@click.option(
    "-o",
    "--output",
    type=PATH,
    default="cover.jpg",
    show_default=True,
    metavar="FILE.jpg",
    help="Replaced at once.",
)
def cover(file: str, output: str) -> None:
    """Draw the cover of a station's show, as podcast directories want it: 3000 pixels square."""
    from bulletin.production.finish.covers import show_cover
    from bulletin.production.setup.station import read_station

    click.echo(str(show_cover(read_station(Path(file)), Path(output))))


@command.command("check", short_help="Check a station file, and say what its bulletins will be.")
@click.argument("file", type=PATH, metavar="FILE.toml")
def check(file: str) -> None:
    """Read a station FILE, its lexicons and voices, and say what a bulletin of it will be."""
    from bulletin.production.mix.music import own_music
    from bulletin.production.setup.station import read_station
    from bulletin.schema.pace import slot_text

    found = read_station(Path(file))
    sounds = own_music(found)
    click.echo(f"station: {found.name}")
    click.echo(f"programme: {found.programme}")
    _tell("reader", found.reader)
    click.echo(f"voice: {found.voice}")
    for role, voice in found.role_voices.items():
        click.echo(f"voice of {role}: {voice}")
    _tell("rate of the voice", f"{found.manner.rate:g}" if found.manner.rate != 1 else "")
    _tell("pitch of the voice, in semitones", f"{found.manner.pitch:+g}" if found.manner.pitch else "")
    _tell("fallback", found.fallback)
    _tell("requests at once", found.parallel)
    click.echo(f"loudness: {found.loudness:g} LUFS")
    click.echo(f"slot: {slot_text(found.slot) if found.slot else '(as long as it takes)'}")
    click.echo(f"jingles: {'yes' if found.jingles else 'no'}")
    for part, shape in sounds.items():
        click.echo(f"{part}: {shape}")
    for kind, seconds in found.overlaps.items():
        click.echo(f"{kind} and voice together: {seconds:g} s")
    if found.bed:
        click.echo(f"bed under the voice: {-found.bed_level:g} LU below it")
    click.echo(f"channels: {found.channels}")
    click.echo(f"formats: {', '.join(found.formats or ('mp3',))}")
    _tell("bit rate of mp3", found.bit_rate)
    _tell("folder", found.folder)
    _tell("cut", found.cut)
    _tell("category", found.category)
    _tell("good for", "" if found.good_for is None else f"{found.good_for} minutes")
    _tell("cover", found.cover.file if found.cover.made else "(none)")
    _tell("genre", found.genre)
    _tell("copyright", found.copyright)
    _tell("link", found.link)
    for path in found.lexicons:
        click.echo(f"lexicon: {path}")
    _tell("rules switched off", ", ".join(sorted(found.without)))
    for what, line in (
        ("opening", found.opening),
        ("closing", found.closing),
        ("disclosure", found.disclosure),
    ):
        click.echo(f"{what}: {line or '(none)'}")
    if found.disclosure:
        click.echo(f"disclosure spoken: {'yes' if found.say_disclosure else 'no'}")
    click.echo("The file is right.")


def _tell(what: str, value: object) -> None:
    """A line for a setting, where there is one."""
    if value:
        click.echo(f"{what}: {value}")
