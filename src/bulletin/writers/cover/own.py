"""Own: a user's own picture, checked, turned upright, squared and re-encoded. One of the homes of Pillow.

Only PNG and JPEG are opened, whatever a file is called. No metadata of the file gets into the cover: no EXIF (which may
hold a location), no comment, no colour profile, no data after the picture.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import InputError, MissingInputError

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 50 * 2**20
"""Bytes."""

MOST_PIXELS = 100_000_000
"""10,000 by 10,000."""

NARROWEST = 500
"""Pixels of the shorter side; less would be blurred."""

SMALLEST, LARGEST = 1400, 3000
"""Pixels of a cover's side, as podcast directories require."""

WIDEST_CUT = 1.8
"""A picture with an aspect ratio up to this is cropped to a square; a longer one is placed on a plain ground."""

_UPRIGHT_FROM = 0.35
"""The share that is cropped from the top of a tall picture: faces are mostly near the top."""


def read_own(path: Path) -> Image.Image:
    """The picture in the file at `path`, upright, square, 1,400 to 3,000 pixels a side, in RGB.

    Raises MissingInputError (66) where there is none, InputError (65) for what is no PNG or JPEG, damaged, too
    small or too large.
    """
    data = _read(path)
    picture = _opened(data, path)
    width, height = picture.size
    if min(width, height) < NARROWEST:
        raise _refused(
            f"the picture is {width} by {height} pixels; a cover needs {NARROWEST} by {NARROWEST} at least.",
            "picture.small",
            path,
        )
    try:
        picture.load()
        return _squared(_in_rgb(picture))
    except _BROKEN as error:
        raise _broken(path, error) from None


_DRAWN = "Without --cover one is drawn; one for a show: bulletin station cover STATION.toml -o cover.jpg"

_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    struct.error,
    zlib.error,
    KeyError,
    IndexError,
    TypeError,
)
"""What Pillow raises for damaged pictures."""


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise MissingInputError(
            f"the picture cannot be read: {error.strerror or error}.",
            error_id="picture.missing",
            source=str(path),
            remedy=f"Name a PNG or JPEG file. {_DRAWN}",
        ) from None
    if len(data) > LARGEST_FILE:
        raise _refused(
            f"the file is larger than {LARGEST_FILE // 2**20} MB, which no cover needs.", "picture.size", path
        )
    if not data:
        raise _refused("the file is empty: 0 bytes.", "picture.format", path)
    return data


def _opened(data: bytes, path: Path) -> Image.Image:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Between its limit and twice that, Pillow only warns of a picture's size; the check below refuses it.
            warnings.simplefilter("ignore")
            picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
    except Image.DecompressionBombError as error:
        raise _too_many(str(error).split("(")[-1].split(" ")[0], path) from None
    except UnidentifiedImageError:
        raise _refused(f"this is neither PNG nor JPEG{_beginning(data)}.", "picture.format", path) from None
    except _BROKEN as error:
        raise _broken(path, error) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many(str(picture.width * picture.height), path)
    return picture


def _in_rgb(picture: Image.Image) -> Image.Image:
    """The picture upright, in sRGB as far as its profile allows, on white where it is transparent."""
    from PIL import Image, ImageOps

    profile = picture.info.get("icc_profile")
    picture = ImageOps.exif_transpose(picture)
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        picture = _in_srgb(picture, profile)
    if "transparency" in picture.info or picture.mode in ("RGBA", "LA", "PA"):
        seen = picture.convert("RGBA")
        picture = Image.new("RGB", seen.size, "white")
        picture.paste(seen, mask=seen.getchannel("A"))
    return picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        found = ImageCms.profileToProfile(
            picture, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, *_BROKEN):
        # A damaged or unsuitable profile: use the picture as it is.
        return picture
    return picture if found is None else found


def _squared(picture: Image.Image) -> Image.Image:
    from PIL import Image

    width, height = picture.size
    short, long = sorted((width, height))
    if long <= WIDEST_CUT * short:
        left = (width - short) // 2
        top = round((height - short) * _UPRIGHT_FROM)
        box = (left, top, left + short, top + short)
        side = min(max(short, SMALLEST), LARGEST)
        square = picture.resize((side, side), Image.Resampling.LANCZOS, box=box)
    else:
        side = min(max(long, SMALLEST), LARGEST)
        size = round(width * side / long), round(height * side / long)
        # The ground has the colour of the picture's corner, which usually continues it.
        ground = picture.resize((1, 1), Image.Resampling.BOX, box=(0, 0, min(8, width), min(8, height)))
        square = ground.resize((side, side), Image.Resampling.NEAREST)
        square.paste(
            picture.resize(size, Image.Resampling.LANCZOS), ((side - size[0]) // 2, (side - size[1]) // 2)
        )
    # A new picture, because a copy would keep the old one's metadata.
    clean = Image.new("RGB", square.size)
    clean.paste(square)
    return clean


def _beginning(data: bytes) -> str:
    """A file's first bytes, if they are letters that identify it: RIFF, GIF89a, <svg."""
    letters = re.match(rb"[\x21-\x7e]{3,6}", data)
    return "" if letters is None else f': it begins with "{letters[0].decode("ascii")}"'


def _refused(what: str, error_id: str, path: Path) -> InputError:
    return InputError(
        what,
        error_id=error_id,
        source=str(path),
        remedy=f"Take a PNG or JPEG file, best of 3,000 by 3,000 pixels. {_DRAWN}",
    )


def _too_many(pixels: str, path: Path) -> InputError:
    shown = f"{int(pixels):,}" if pixels.isdecimal() else pixels
    return _refused(f"the picture has {shown} pixels; {MOST_PIXELS:,} are taken.", "picture.size", path)


def _broken(path: Path, error: Exception) -> InputError:
    return _refused(f"the picture is damaged: {error}.", "picture.damaged", path)
