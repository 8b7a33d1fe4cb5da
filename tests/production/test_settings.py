"""The table of settings: whole, true, and all that a new setting needs. BULLETIN_GOLDEN=write renews the README's."""

from __future__ import annotations

import os
import typing
from dataclasses import fields, is_dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from bulletin.apps.cli.options import in_plain_words, setting_options, usage_errors
from bulletin.errors import ConfigurationError
from bulletin.production.recipe import Recipe
from bulletin.production.setup import table
from bulletin.production.setup.kinds import Number, SettingError
from bulletin.production.setup.rows.voices import ROLES
from bulletin.production.setup.setting import UNSET, Setting
from bulletin.production.setup.settle import settle
from bulletin.production.setup.station import parse_station
from bulletin.production.setup.table import BULLETIN_SETTINGS, SETTINGS, STATION_SETTINGS
from bulletin.production.setup.template import template
from bulletin.schema import script
from bulletin.schema.station import ChannelChoice, Station

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- settings -->\n", "<!-- end of settings -->\n"


def cell(text: str) -> str:
    """A text in a table of Markdown."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def rendered() -> str:
    """The README's table of settings. Keys that do the same for different roles share a line."""
    lines = ["| station file | value | without it | `bulletin make` | |", "|---|---|---|---|---|"]
    for text, alike in groupby(SETTINGS.values(), key=lambda setting: setting.help):
        first, *others = alike
        in_file = first.key in STATION_SETTINGS
        table = f"[{first.table}] " if first.table else ""
        names = ", ".join(setting.name for setting in (first, *others))
        value = first.of(Station() if in_file else Recipe(sources=()))
        cells = (
            f"`{table}{names}`" if in_file else "",
            first.kind.describe(),
            first.absent if value in UNSET else first.kind.show(value),
            f"`{first.option.split()[-1]}{' ROLE=' if first.prefix else ''}`" if first.option else "",
            text,
        )
        lines.append(f"| {' | '.join(map(cell, cells))} |")
    return "\n".join(lines) + "\n"


def test_the_readme_has_every_setting_as_the_table_has_it() -> None:
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    found, end, after = rest.partition(END)
    if os.environ.get("BULLETIN_GOLDEN") == "write":
        README.write_text(before + begin + rendered() + end + after, encoding="utf-8")
    else:
        assert found == rendered(), "renew it: BULLETIN_GOLDEN=write pytest tests/production/test_settings.py"


def parts_of(record: object) -> set[str]:
    """The fields of a record, and those of the records in it."""
    found = set()
    for field in fields(record):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        found |= (
            {f"{field.name}.{part.name}" for part in fields(value)} if is_dataclass(value) else {field.name}
        )
    return found


def whole(names: set[str]) -> set[str]:
    """The fields that are set, each dictionary as one."""
    return {
        name.partition(".")[0] if name.startswith(("role_", "own_", "overlaps")) else name for name in names
    }


def test_every_field_of_a_station_is_set_by_a_row_and_none_is_set_twice() -> None:
    rows = [setting.sets for setting in STATION_SETTINGS.values()]

    assert whole(set(rows)) == parts_of(Station())
    assert len(rows) == len(set(rows))


def test_every_row_of_a_bulletin_sets_a_field_of_its_recipe() -> None:
    rows = {setting.sets for setting in BULLETIN_SETTINGS.values()}

    assert rows == {field.name for field in fields(Recipe)} - {
        "sources",
        "rundown",
        "station",
        "station_file",
        "asked",
        "changed",
        # What the command line asks of itself.
        "careful",
        # What a batch has found out beforehand, and nobody sets.
        "dated",
        "earlier",
        "fetched",
    }


def test_no_key_and_no_option_stands_twice() -> None:
    rows = [*STATION_SETTINGS.values(), *BULLETIN_SETTINGS.values()]
    options = [setting.prefix + setting.option for setting in rows if setting.option]

    assert len(SETTINGS) == len(rows)
    assert len(set(options)) == len(options)


def test_choices_that_are_written_out_are_those_of_the_schema() -> None:
    assert ROLES == script.ROLES
    assert STATION_SETTINGS["sound.channels"].kind.choices == typing.get_args(ChannelChoice)


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_form_has_all_that_it_needs(setting: Setting) -> None:
    kind = setting.kind
    assert setting.label
    assert setting.help
    assert (setting.switch is None) == (not setting.switch_help)
    assert kind.describe()
    assert (kind.lowest is None) == (kind.highest is None)
    assert isinstance(
        setting.shown(Station() if setting.key in STATION_SETTINGS else Recipe(sources=())), str
    )


@pytest.fixture
def ceiling(monkeypatch: pytest.MonkeyPatch) -> Setting:
    """A setting that is nowhere but in this row."""
    setting = Setting(
        key="sound.ceiling",
        kind=Number(unit="dB", lowest=-9, highest=-1, subject="a ceiling of {} dB"),
        field="good_for",
        label="highest peak",
        help="The highest peak.",
        option="--ceiling",
        metavar="DB",
        example="-3",
        comment="in decibels",
    )
    tables = tuple(
        each._replace(rows=(*each.rows, setting)) if each.name == "sound" else each for each in table.TABLES
    )
    for module in ("station", "template"):
        monkeypatch.setattr(f"bulletin.production.setup.{module}.TABLES", tables)
    for known in (table.SETTINGS, table.STATION_SETTINGS):
        monkeypatch.setitem(known, setting.key, setting)
    return setting


def test_a_new_setting_is_one_row(ceiling: Setting, tmp_path: Path) -> None:
    @click.command()
    @setting_options([ceiling])
    def command(**given: Any) -> None:
        with usage_errors():
            recipe = settle(["a.txt"], in_plain_words(given))
        click.echo(f"{recipe.station.good_for} {' '.join(recipe.asked)}")

    run = CliRunner().invoke
    line = "# ceiling = -3                      # in decibels"

    assert line in template("क", "ख").split("\n")
    assert parse_station("[sound]\nceiling = -2", tmp_path / "a.toml").good_for == -2
    with pytest.raises(ConfigurationError, match="a ceiling of 5 dB is outside -9 to -1 dB") as wrong:
        parse_station("[sound]\nceiling = 5", tmp_path / "a.toml")
    assert wrong.value.remedy.startswith("Take -3, or put # before the line.")
    with pytest.raises(ConfigurationError, match="no key") as wrong:
        parse_station("[sound]\nceilin = 5", tmp_path / "a.toml")
    assert 'Did you mean "ceiling"?' in wrong.value.remedy
    with pytest.raises(SettingError, match="a ceiling of 5 dB is outside -9 to -1 dB"):
        settle(["a.txt"], {"sound.ceiling": 5})
    assert run(command, ["--ceiling", "-4"]).output == "-4.0 --ceiling -4\n"
    assert "--ceiling: a ceiling of 5 dB is outside -9 to -1 dB" in run(command, ["--ceiling=5"]).output
    assert "--ceiling DB  The highest peak." in run(command, ["--help"]).output
    assert "| `[sound] ceiling` | number -9 to -1 dB |" in rendered()
