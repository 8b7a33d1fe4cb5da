"""`bulletin say`: a sentence as a bulletin would say it, to a file or aloud."""

from __future__ import annotations

from typing import Any

import click

from bulletin.apps.cli.options import in_plain_words, usage_errors, words_options
from bulletin.apps.cli.paths import PATH
from bulletin.apps.cli.terminal import say, show


@click.command("say")
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@click.option(
    "--voice", default="auto", metavar="ENGINE[:NAME]", help="The voice, or auto. See: bulletin voices"
)
@words_options
@click.option("--play", is_flag=True, help="Play it. Without -o, no file stays.")
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="FILE",
    help="The file to make, or a folder for it: .wav, .mp3, .flac …",
)
def command(texts: tuple[str, ...], voice: str, play: bool, output: str | None, **given: Any) -> None:
    """Say each TEXT as a bulletin would: numbers, signs and names in words, at a bulletin's loudness.

    Prints what is said, a line for each TEXT. Without -o and --play, it goes to a WAV file in this folder, named after
    the first words; standard error says which.

    \b
    Examples:
      bulletin say "किराया ₹25 है।" --play
      bulletin say "ISRO का चंद्रयान-3" --voice kokoro:hm_omega -o isro.mp3
      bulletin say "COP30 आज से" --lexicon words.tsv --play
    """
    from dataclasses import replace
    from pathlib import Path

    from bulletin.production.saying import say as say_texts
    from bulletin.production.setup.settle import with_settings
    from bulletin.production.wording.episodes import better_lines
    from bulletin.production.wording.events import lasting_lines

    with usage_errors():
        station = replace(with_settings(in_plain_words(given)), voice=voice, jingles=False)
    saying = say_texts(texts, station, None if output is None else Path(output), aloud=play)
    while True:
        try:
            event = next(saying)
        except StopIteration as ended:
            said = ended.value
            break
        for line in lasting_lines(event):
            say(line)
    for line in said.spoken:
        show(line)
    for line in better_lines(said.voice, said.reason):
        say(line)
    where = f", {said.path}" if said.path is not None else ""
    say(f"done: {said.seconds:.1f} s, voice {said.voice}{where}")
