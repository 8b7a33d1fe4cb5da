"""Players: the programs of this machine that can play a WAV file."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from bulletin.errors import EngineError

FILE = "FILE"
"""Stands for the file in a player's command."""

PLAYERS: tuple[tuple[str, ...], ...] = (
    ("afplay", FILE),
    ("pw-play", FILE),
    ("paplay", FILE),
    ("aplay", "-q", FILE),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error", FILE),
    ("mpv", "--no-video", "--really-quiet", FILE),
    ("play", "-q", FILE),
    ("powershell", "-NoProfile", "-Command", f"(New-Object Media.SoundPlayer '{FILE}').PlaySync()"),
)
"""Commands in the order in which they are tried: those of macOS, Linux's sound servers, ALSA, ffmpeg, mpv, SoX, Windows."""

ANY = "afplay, pw-play, paplay, aplay, ffplay, mpv, play or powershell"


def play(path: Path) -> None:
    """Play a WAV file to its end with the first program that can.

    Raises EngineError (69) if there is none, or if none of those that are here can.
    """
    failed = []
    for name, *arguments in PLAYERS:
        program = shutil.which(name)
        if program is None:
            continue
        # Within the quotation marks of PowerShell, one is written as two.
        shown = str(path.absolute()).replace("'", "''") if name == "powershell" else str(path.absolute())
        command = [program, *(argument.replace(FILE, shown) for argument in arguments)]
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if ended.returncode == 0:
            return
        told = ended.stderr.decode(errors="replace").strip().splitlines()
        failed.append(f"{name} ended with {ended.returncode}{f' ({told[0][:100]})' if told else ''}")
    if failed:
        raise EngineError(
            f"the sound could not be played: {'; '.join(failed)}.",
            error_id="play.failed",
            source=str(path.name),
            remedy="Check that this machine has a sound device; to get a file instead: leave --play out",
        )
    raise EngineError(
        "no program here can play sound.",
        error_id="play.missing",
        source=str(path.name),
        remedy=f"Install one of {ANY}; to get a file instead: leave --play out",
    )
