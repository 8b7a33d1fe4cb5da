"""JPEG: a picture as the bytes of a cover, within a size."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_BESIDE = 500_000
"""Bytes of the cover beside the sound, which podcast apps load to show it large."""

MOST_WITHIN = 200_000
"""Bytes of the cover within a sound file, which everyone loads who only listens: some twelve seconds of an MP3."""

TRIES = ((85, False), (85, True), (75, True), (65, True), (50, True), (35, True), (20, True))
"""Qualities, and whether the codes are made for the picture, until one fits.

The first is enough for flat colours and text. Codes of a picture's own save a quarter, and take as long again.
"""


def jpeg(picture: Image.Image, most: int, *, packed: bool = False) -> bytes:
    """The picture (RGB) as JPEG, as good as `most` bytes allow; smaller where no quality is low enough.

    `packed` has its codes made for it in any case: for a picture that is loaded often.
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
