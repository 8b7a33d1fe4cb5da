"""Settings: the file beside a voice → its language, and what is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

_LARGEST_SETTINGS = 1 << 20
"""Bytes; the collection's are 5 kB."""


def language_and_fault(model: Path) -> tuple[str, str]:
    """The language of a voice, and what is wrong with its settings."""
    path = model.with_name(f"{model.name}.json")
    try:
        with path.open("rb") as file:
            settings = json.loads(file.read(_LARGEST_SETTINGS))
    except FileNotFoundError:
        return "", f"{path.name} is missing beside it"
    except OSError as error:
        return "", f"{path.name} cannot be read: {error.strerror or error}"
    except ValueError:
        return "", f"{path.name} is not JSON"
    try:
        language = settings["espeak"]["voice"]
        rate, phonemes = settings["audio"]["sample_rate"], settings["phoneme_id_map"]
        whole = (
            isinstance(language, str)
            and isinstance(rate, int)
            and {"^", "_", "$"} <= set(phonemes)
            and {"num_symbols", "num_speakers"} <= set(settings)
        )
    except (KeyError, TypeError):
        return "", f"{path.name} is not the settings of a piper voice"
    return language if isinstance(language, str) else "", (
        "" if whole else f"{path.name} is not the settings of a piper voice"
    )
