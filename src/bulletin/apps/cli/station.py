"""`bulletin station`: write a station file to fill in, and check one."""

from __future__ import annotations

from pathlib import Path

import click

from bulletin.apps.cli.options import print_notice
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import show


@click.group("station")
def command() -> None:
    """A station's settings in one file: names, announcements, voices, jingles, loudness, words.

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

    show(str(new_station(Path(file), name, programme, force=force)))


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

    show(str(show_cover(read_station(Path(file)), Path(output))))


@command.command("check", short_help="Check a station file, and say what its bulletins will be.")
@click.argument("file", type=PATH, metavar="FILE.toml")
def check(file: str) -> None:
    """Read a station FILE, its lexicons and voices, and say what a bulletin of it will be."""
    from bulletin.production.mix.music import own_music
    from bulletin.production.setup.station import read_station
    from bulletin.production.setup.table import STATION_SETTINGS

    found = read_station(Path(file), print_notice)
    music = {f"sound.{part}": what for part, what in own_music(found).items()}
    for setting in STATION_SETTINGS.values():
        if shown := music.get(setting.key) or setting.shown(found):
            show(f"{setting.label}: {shown}")
    show("The file is right.")
