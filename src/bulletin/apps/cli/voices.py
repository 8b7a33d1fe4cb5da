"""`bulletin voices`: every voice and whether it works here; installs one, or has one say a line."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import BETWEEN_SECONDS, is_lively, is_plain, say, show

if TYPE_CHECKING:
    from rich.progress import TaskID

    from bulletin.engines import VoiceStatus
    from bulletin.production.voice.choice import Choice
    from bulletin.production.voice.fetching import Fetching
    from bulletin.production.voice.install import Event, Installed


@click.group("voices", invoke_without_command=True)
@click.option("--all", "every", is_flag=True, help="List each variant of a voice, at the end.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON, variants and all.")
@click.pass_context
def command(context: click.Context, every: bool, as_json: bool) -> None:
    """List every voice, the best first, whether it works on this machine, and the remedy where it does not.

    The last lines say which one --voice auto takes here; plainly, they come first, with how many work. No service is asked; bulletin doctor does that.

    The many variants of a voice, such as espeak:hi+f3, are one line unless --all is given.

    \b
    Examples:
      bulletin voices
      bulletin voices --all
      bulletin voices install kokoro
      bulletin voices try piper "नमस्कार"
    """
    if context.invoked_subcommand is not None:
        return
    import json

    from bulletin.engines.listing import every_voice, quality
    from bulletin.production.voice.choice import choice

    voices = every_voice()
    chosen = choice()
    recommended = chosen.online or chosen.offline
    if as_json:
        rows = [
            {
                "voice": _full(voice),
                "title": voice.title,
                "works": voice.works,
                "remedy": voice.remedy,
                "online": voice.online,
                "quality": quality(voice.engine),
                "recommended": _full(voice) == recommended,
            }
            for voice in voices
        ]
        auto = {"online": chosen.online or None, "offline": chosen.offline, "better": chosen.better or None}
        show(json.dumps({"schema": "bulletin.voices/1", "voices": rows, "auto": auto}, ensure_ascii=False))
        return
    if is_plain():
        for line in _auto_lines(chosen):
            show(line)
        show(_counts([voice for voice in voices if every or "+" not in voice.name]))
    # The many variants of one voice come last, or are only counted, so that the others are soon read.
    variants = [voice for voice in voices if "+" in voice.name]
    for voice in [voice for voice in voices if "+" not in voice.name] + (variants if every else []):
        mark = " (recommended)" if _full(voice) == recommended else ""
        show(f"{_full(voice)}{mark}: {_told(voice)}")
    if variants and not every:
        for name, count in Counter(_full(voice).partition("+")[0] for voice in variants).items():
            names = [_full(voice) for voice in variants if _full(voice).startswith(f"{name}+")]
            shown = ", ".join([one for one in names if one.endswith(("+f3", "+m3"))] or names[:2])
            show(f"{count} variants of {name}, such as {shown}: bulletin voices --all")
    if not is_plain():
        for line in _auto_lines(chosen):
            show(line)


@command.command("install", short_help="Fetch a voice, or take it from files.")
@click.argument("voice", metavar="NAME|FILE|FOLDER")
def install_command(voice: str) -> None:
    """Fetch a neural voice, and check it; or take it from files that are here.

    kokoro is Kokoro with its four Hindi voices (some 94 MB); hi_IN-pratham-medium and the like are voices for piper
    (some 63 MB each). They come from public collections; each has terms of its own. Broken off, it goes on where it was
    when it is run again. A FILE or FOLDER holds NAME.onnx and NAME.onnx.json of a piper voice, or Kokoro's model and
    its styles. Prints the names to use with --voice.

    \b
    Examples:
      bulletin voices install kokoro
      bulletin voices install hi_IN-pratham-medium
      bulletin voices install /media/stick/kokoro
    """
    from bulletin.production.voice.install import install

    for done in _show_install(install(voice)):
        if done.card:
            say(f"note: where this voice comes from, and what it may be used for: {done.card}")
        show(done.voice)


@command.command("try", short_help="Have a voice say a line, into a WAV file.")
@click.argument("name", metavar="NAME")
@click.argument("text", required=False, metavar="[TEXT]")
@click.option("-o", "--output", type=PATH, metavar="FILE.wav", help="The file to make, or a folder for it.")
def try_command(name: str, text: str | None, output: str | None) -> None:
    """Have the voice NAME say TEXT, or a line of its own choice, into a WAV file. Prints its path.

    TEXT is said as an article's would be: numbers, signs and acronyms in words.

    \b
    Example:
      bulletin voices try espeak:hi+f3 "किराया ₹25 है।" -o f3.wav
    """
    from pathlib import Path

    from bulletin.production.voice.sample import SAMPLE_TEXT, try_voice

    sample = try_voice(name, SAMPLE_TEXT if text is None else text, None if output is None else Path(output))
    say(f"done: {sample.seconds:.1f} s, voice {sample.voice}")
    show(str(sample.path))


STATES = {True: "works", None: "not tried", False: "does not work"}


def _told(voice: VoiceStatus) -> str:
    """What a voice is, whether it works, and the remedy; plainly, whether it works comes first."""
    told = [voice.title, STATES[voice.works]]
    return "; ".join([*(reversed(told) if is_plain() else told), *([voice.remedy] if voice.remedy else [])])


def _counts(voices: Sequence[VoiceStatus]) -> str:
    """How many voices work, and how many do not."""
    counts = Counter(voice.works for voice in voices)
    words = {True: "work", None: "not tried", False: "do not work"}
    return f"voices: {', '.join(f'{counts[works]} {word}' for works, word in words.items() if counts[works])}"


def _auto_lines(chosen: Choice) -> list[str]:
    """Which voice auto takes here, and the way to a better one."""
    without = f"auto takes {chosen.offline}"
    lines = [
        f"auto takes {chosen.online}, and without a network {chosen.offline}" if chosen.online else without
    ]
    return [*lines, f"a better voice without a network: {chosen.better}"] if chosen.better else lines


def _full(voice: VoiceStatus) -> str:
    return f"{voice.engine}:{voice.name}" if voice.name else voice.engine


def _show_install(events: Iterator[Event]) -> list[Installed]:
    """Show on standard error how far an install is; returns the voices."""
    from bulletin.production.voice.fetching import Fetching, StartedOver
    from bulletin.production.voice.install import Installed, Waiting

    live = None if not is_lively(sys.stderr) else _Bar()
    show: Callable[[Fetching], None] = _Lines().show if live is None else live.show
    installed: list[Installed] = []
    try:
        for event in events:
            match event:
                case Fetching():
                    show(event)
                case Waiting():
                    say("waiting: another process installs this voice")
                case StartedOver(name=name):
                    say(f"note: what was left of {name} was of no use; it is fetched anew")
                case Installed():
                    installed.append(event)
    finally:
        if live is not None:
            live.close()
    for one in installed:
        say(f"{'installed' if one.fresh else 'already installed'}: {one.model}")
    return installed


class _Lines:
    """A line where a file begins and ends, and at a tenth of it, but none within BETWEEN_SECONDS of the last."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._printed_at = clock()
        self._printed: dict[str, int] = {}

    def show(self, event: Fetching) -> None:
        tenth, now = event.done * 10 // event.size, self._clock()
        due = event.name not in self._printed or tenth == 10 or now - self._printed_at >= BETWEEN_SECONDS
        if self._printed.get(event.name, -1) < tenth and due:
            self._printed[event.name], self._printed_at = tenth, now
            say(
                f"fetched: {tenth * 10} % of {event.name}, {event.done / 1e6:.1f} of {event.size / 1e6:.1f} MB"
            )


class _Bar:
    """A bar that moves: the file, how much of it, how fast, time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        self._progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._progress.start()
        self._tasks: dict[str, TaskID] = {}

    def show(self, event: Fetching) -> None:
        if event.name not in self._tasks:
            self._tasks[event.name] = self._progress.add_task(event.name, total=event.size)
        self._progress.update(self._tasks[event.name], completed=event.done)

    def close(self) -> None:
        self._progress.stop()
