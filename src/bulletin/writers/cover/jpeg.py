"""JPEG: a cover's picture, encoded within a size limit."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_BESIDE = 500_000
"""Bytes of the cover beside the sound, which podcast apps load to show it large."""

MOST_WITHIN = 200_000
"""Bytes of the cover embedded in a sound file, which every listener downloads: about twelve seconds of MP3."""

TRIES = ((85, False), (85, True), (75, True), (65, True), (50, True), (35, True), (20, True))
"""Quality, and whether Huffman codes are optimised, tried in this order until the result fits.

The first is enough for flat colours and text. Optimised codes save a quarter and double the time.
"""


def jpeg(picture: Image.Image, most: int, *, packed: bool = False) -> bytes:
    """The picture (RGB) as JPEG, at the best quality within `most` bytes; scaled down if no quality is low enough.

    `packed` always optimises the Huffman codes: for a picture that is downloaded often.
    """
    while True:
        for quality, own_codes in TRIES:
            if packed and not own_codes:
                continue
            data = io.BytesIO()
            picture.save(data, "JPEG", quality=quality, subsampling="4:2:0", optimize=own_codes)
            if data.tell() <= most:
                return data.getvalue()
        picture = picture.reduce(2)
