"""Pictures: a cover, decoded to check it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

LARGEST = 50_000_000
"""Pixels. More is refused, as decoding it would exhaust memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The properties of a picture."""

    form: str
    """`JPEG`, `PNG`, …"""
    mode: str
    """`RGB`, `CMYK`, `RGBA`, …"""
    width: int
    height: int
    """Pixels."""


def read_picture(data: bytes) -> Picture:
    """Decode a whole picture and return its properties. Raises ValueError with the reason if it does not decode."""
    from PIL import Image, UnidentifiedImageError

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
    except UnidentifiedImageError:
        # Its own words name an address in memory.
        raise ValueError("it does not decode (it is no picture of a known kind)") from None
    except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
        raise ValueError(f"it does not decode ({error})") from None
