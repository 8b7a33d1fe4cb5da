"""Options: the table of settings as click's options, and what was given as a plain mapping by the table's keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import say
from bulletin.production.setup.kinds import Kind, SettingError
from bulletin.production.setup.rows.words import WORDS
from bulletin.production.setup.setting import GROUPS, Setting

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Command = Callable[..., Any]

_BY_PARAMETER: dict[str, Setting] = {}
"""Every setting that is an option of a loaded command, by the name of its parameter."""


class _Words(click.ParamType):
    """A setting's value as it was typed. Production checks it, for this face as for any other."""

    name = "text"

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  (click's signature)
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """The valid values that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(choice) for choice in self._kind.valid() if choice.startswith(incomplete)]


class GroupedOption(click.Option):
    """An option that stands in a group of the help."""

    def __init__(self, *args: Any, group: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group


class Grouped(click.Command):
    """A command whose help has its options in groups: its own first, then those of the settings, the others last."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a list of options for each group that has any."""
        groups: dict[str, list[tuple[str, str]]] = {
            group: [] for group in (*GROUPS.values(), "Other options")
        }
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                groups.setdefault(getattr(param, "group", "") or "Other options", []).append(record)
        usual = (*GROUPS.values(), "Other options")
        for group, records in sorted(groups.items(), key=lambda item: item[0] in usual):
            if records:
                with formatter.section(group):
                    formatter.write_dl(records)


def print_notice(written: str, meaning: str, place: str) -> None:
    """Print on standard error what a setting is taken as that could be meant otherwise."""
    from bulletin.production.wording.events import notice_line

    say(notice_line(written, meaning, place))


def print_warning(what: str, warning_id: str) -> None:
    """Print on standard error what a person should know, as a bulletin's events have it."""
    from bulletin.production.wording.events import warning_line

    say(warning_line(what, warning_id))


def setting_options(settings: Iterable[Setting]) -> Callable[[Command], Command]:
    """Add the options of these settings to a command, which takes what is given as `**given`."""
    rows = [setting for setting in settings if setting.option and not setting.prefix]
    _BY_PARAMETER.update((setting.parameter, setting) for setting in rows)

    def decorate(command: Command) -> Command:
        for setting in reversed(rows):
            command = _option(setting)(command)
        return command

    return decorate


words_options = setting_options(WORDS.rows)
"""Adds `--lexicon FILE` and `--without RULE`."""


def station_options(command: Command) -> Command:
    """Add --station, and an option for each setting of a station file."""
    from bulletin.production.setup.table import STATION_SETTINGS

    file = click.option(
        "--station", cls=GroupedOption, group="Station", type=PATH, metavar="FILE.toml",
        help="A station's settings. See: bulletin station new",
    )  # fmt: skip
    return file(setting_options(STATION_SETTINGS.values())(command))


def in_plain_words(given: Mapping[str, Any]) -> dict[str, object]:
    """The settings that were given, by key, in the order in which they were typed.

    Click hands parameters over in that order; what was not given is None, (), or False.
    """
    found: dict[str, object] = {}
    for parameter, value in given.items():
        setting = _BY_PARAMETER[parameter]
        if value is not None and value != () and value is not False:
            found[setting.key] = setting.switch if setting.switch is not None else value
    return found


@contextmanager
def usage_errors() -> Iterator[None]:
    """Within it, a wrong setting is a usage error that names the option."""
    try:
        yield
    except SettingError as error:
        from bulletin.production.setup.table import SETTINGS

        names = ", ".join(SETTINGS[key].option.split()[-1] for key in error.keys)
        raise click.BadParameter(error.sentence, param_hint=names) from None


def _option(setting: Setting) -> Callable[[Command], Command]:
    if setting.switch is not None:
        return click.option(
            *setting.option.split(),
            cls=GroupedOption,
            group=setting.group,
            is_flag=True,
            help=setting.switch_help,
        )
    return click.option(
        *setting.option.split(),
        cls=GroupedOption,
        group=setting.group,
        type=PATH if setting.kind.names_file else _Words(setting.kind),
        multiple=setting.many,
        metavar=setting.metavar,
        help=setting.help,
    )
