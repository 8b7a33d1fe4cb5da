"""`bulletin rundown`: write the rundown of a bulletin of several stories, and see what it will be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from bulletin.apps.cli.options import (
    in_plain_words,
    print_notice,
    print_warning,
    setting_options,
    usage_errors,
)
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import show
from bulletin.production.setup.rows.bulletin import AT, LATEST
from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.sound import SOUND

SLOT = next(row for row in SOUND.rows if row.name == "slot")


@click.group("rundown")
def command() -> None:
    """A bulletin of several stories in one file: which, in which order, who reads, what may go.

    \b
      bulletin rundown new a.txt b.txt c.txt -o morning.toml
      (edit morning.toml in any text editor)
      bulletin rundown check morning.toml
      bulletin make morning.toml
    """


@command.command(
    "new", short_help="Write the rundown of these stories, explained in Hindi and English, to edit."
)
@click.argument("sources", type=PATH, nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE.toml", help="The file to write.")
@click.option("--title", help="The bulletin's name; without it, the first story's.")
@setting_options([SLOT, AT, LATEST, *FORM.rows])
@click.option("--station", type=PATH, metavar="FILE.toml", help="The station's settings, which it will name.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def new(
    sources: tuple[str, ...],
    output: str,
    title: str | None,
    station: str | None,
    *,
    force: bool,
    **given: Any,
) -> None:
    """Write the rundown of SOURCE... (texts, pages, addresses; each entry of a feed is a story), to edit.

    The first story is the lead. Every key that there is stands in it once, explained.
    """
    from bulletin.production.rundown_files import new_rundown
    from bulletin.production.setup.settle import checked
    from bulletin.production.setup.station import read_station
    from bulletin.production.setup.table import SETTINGS

    asked = in_plain_words(given)
    with usage_errors():
        found = checked(asked)
    readers = found.pop("bulletin.readers", ())
    latest = found.pop("latest", None)
    if station is not None:
        read_station(Path(station), print_notice)
    head: dict[str, object] = {} if title is None else {"title": title}
    # A number or a truth as it is; what has a notation of its own, such as 5:00, as it was typed.
    head |= {
        SETTINGS[key].name: value if isinstance(value, int) else asked[key] for key, value in found.items()
    }
    path = new_rundown(
        Path(output),
        sources,
        head,
        readers,  # type: ignore[arg-type]
        station=None if station is None else Path(station),
        force=force,
        notice=print_warning,
        **({} if latest is None else {"latest": latest}),  # type: ignore[arg-type]
    )
    show(str(path))


@command.command("check", short_help="List what a rundown's bulletin will be; makes no sound.")
@click.argument("file", type=PATH, metavar="FILE.toml")
@click.option(
    "--station", type=PATH, metavar="FILE.toml", help="A station's settings, in place of those that it names."
)
@setting_options([SLOT, AT, LATEST])
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (bulletin.rundown/1).")
def check(file: str, station: str | None, *, as_json: bool, **given: Any) -> None:
    """List what the bulletin of a rundown will say, story by story, and what its slot will take.

    Seconds are measured where a story was spoken before, else estimated. No voice is asked for. Ends with 65 where the
    slot is not likely to be met.
    """
    from bulletin.apps.cli.preview_lines import preview_lines
    from bulletin.production.preview import preview, preview_document
    from bulletin.production.setup.settle import settle

    with usage_errors():
        recipe = settle(
            [file], in_plain_words(given), None if station is None else Path(station), print_notice
        )
    _refuse_others(file, is_rundown=recipe.rundown is not None)
    found = preview(recipe, print_warning)
    if as_json:
        import json

        show(json.dumps(preview_document(found, file), ensure_ascii=False))
    else:
        for line in preview_lines(found):
            show(line)
    if found.refused is not None:
        raise found.refused


def _refuse_others(file: str, *, is_rundown: bool) -> None:
    """Raise for a file that is missing, or is no rundown."""
    if is_rundown:
        return
    from bulletin.errors import InputError
    from bulletin.readers.doors.files import read_source

    read_source(file)
    raise InputError(
        "this is no rundown: it has neither [bulletin] nor [[story]].",
        error_id="rundown.kind",
        source=file,
        remedy=f"See an article by: bulletin script {file}; make a rundown by: bulletin rundown new SOURCE... -o FILE.toml",
    )
