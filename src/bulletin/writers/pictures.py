"""Pictures: a cover read back: whether it can be shown, and as what."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

LARGEST = 50_000_000
"""Pixels: more than that is no cover but an attempt on this machine's memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture is."""

    form: str
    """`JPEG`, `PNG`, …"""
    mode: str
    """`RGB`, `CMYK`, `RGBA`, …"""
    width: int
    height: int
    """Pixels."""


def read_picture(data: bytes) -> Picture:
    """Decode a picture whole and say what it is. Raises ValueError if that fails."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as image:
                if image.width * image.height > LARGEST:
                    raise ValueError(f"it has {image.width} by {image.height} pixels")
                image.load()
                return Picture(
                    form=image.format or "", mode=image.mode, width=image.width, height=image.height
                )
    except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise ValueError(f"it does not decode ({error})") from None
