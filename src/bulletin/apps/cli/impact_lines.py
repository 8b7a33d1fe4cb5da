"""Impact lines: what a lexicon changes in an archive, an episode after the other, and how long it takes to make it again."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bulletin.apps.cli.counting import counted
from bulletin.apps.cli.terminal import BETWEEN_SECONDS, is_plain, say, show
from bulletin.production.archive.impact import Impact, impacts
from bulletin.schema.episode import RECORD_SUFFIX

SECONDS_AN_EPISODE = 1.0
SECONDS_A_SECOND = 0.05
"""What it takes about to make an episode again: to read, mix and encode it, and to speak each second of what is new."""


def show_impact(lexicons: Sequence[Path], folders: Sequence[Path], *, as_json: bool) -> None:
    """Print what these lexicons change in the episodes of the folders."""
    began = last = time.monotonic()
    searched = episodes = sentences = 0
    speech = remake = 0.0

    def count(number: int) -> None:
        nonlocal searched
        searched += number

    def tell(read: int) -> None:
        nonlocal last
        if time.monotonic() - last >= BETWEEN_SECONDS:
            last = time.monotonic()
            say(f"reading records that are new: {read}")

    for folder in folders:
        for found in impacts(folder, lexicons, count, tell):
            seconds = SECONDS_AN_EPISODE + SECONDS_A_SECOND * found.seconds
            episodes, sentences = episodes + 1, sentences + len(found.sentences)
            speech, remake = speech + found.seconds, remake + seconds
            _show(found, seconds, as_json=as_json)
    if as_json:
        show(
            json.dumps(
                {
                    "type": "summary", "schema": "bulletin.impact/1", "searched": searched, "episodes": episodes,
                    "sentences": sentences, "speech": round(speech, 2), "remake": round(remake, 1),
                }
            )
        )  # fmt: skip
    say(
        f"{counted(episodes, 'episode')} of {searched:,} would change: {counted(sentences, 'sentence')},"
        f" {speech:.0f} s of speech, about {remake:.0f} s to make again; searched in {time.monotonic() - began:.1f} s"
    )
    if episodes:
        words = " ".join(f"--remake {path}" for path in lexicons)
        say(f"to make them again: bulletin batch {words} --out {folders[0]}")


def _show(found: Impact, seconds: float, *, as_json: bool) -> None:
    name = str(found.record).removesuffix(RECORD_SUFFIX)
    if as_json:
        document = {
            "type": "episode", "record": str(found.record), "speech": round(found.seconds, 2),
            "remake": round(seconds, 1),
            "sentences": [
                {"written": one.written, "before": one.before, "after": one.after, "seconds": one.seconds}
                for one in found.sentences
            ],
        }  # fmt: skip
        show(json.dumps(document, ensure_ascii=False))
        return
    show(
        f"{name}: {counted(len(found.sentences), 'sentence')}, {found.seconds:.1f} s, about {seconds:.0f} s to make again"
    )
    for one in found.sentences:
        if is_plain():
            show(f"sentence: {one.written}")
            show(f"said now: {one.before}")
            show(f"then: {one.after}")
        else:
            show(f"  {one.written}\n    said now  {one.before}\n    then      {one.after}")
    sys.stdout.flush()
