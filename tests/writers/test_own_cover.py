"""A picture of the user's as a cover: what is refused, and what becomes of the rest."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bulletin.errors import InputError, MissingInputError
from bulletin.writers.cover import own
from bulletin.writers.cover.jpeg import MOST_BESIDE, jpeg
from bulletin.writers.cover.own import read_own
from tests.tiers import by_tier

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (0, height // 2, width, height))
    return picture


def saved(picture: Image.Image, form: str = "PNG", name: str = "own.png", **options: Any) -> Path:
    path = Path(name)
    picture.save(path, form, **options)
    return path


def whole(form: str, **options: Any) -> bytes:
    data = io.BytesIO()
    halves(600, 600).save(data, form, **options)
    return data.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *between: bytes) -> bytes:
    """A PNG that says it has this size, and has nothing in it."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(between)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def bomb(size: int = 200) -> bytes:
    """So many megabytes of zeros, packed: one of them, again and again, with the sum of all at the end."""
    packer = zlib.compressobj(1)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    end = zlib.compressobj(1, wbits=-15).flush()
    return head + one * size + end + struct.pack(">HH", size * 2**20 % 65521, 1)


BOMB = bomb()
assert zlib.decompress(bomb(2)) == bytes(2 * 2**20)

REFUSED = {
    "no bytes": (b"", "picture.format", "0 bytes"),
    "text": ("यह चित्र नहीं है।".encode() * 100, "picture.format", "neither PNG nor JPEG"),
    "svg": (
        b'<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="3000"/>',
        "picture.format",
        "<svg",
    ),
    "gif": (whole("GIF"), "picture.format", "GIF8"),
    "webp": (whole("WEBP"), "picture.format", "RIFF"),
    "tiff": (whole("TIFF"), "picture.format", "neither PNG nor JPEG"),
    "30,000 by 30,000": (png_of(30_000, 30_000), "picture.size", "900,000,000"),
    "12,000 by 12,000": (png_of(12_000, 12_000), "picture.size", "144,000,000"),
    "no side": (png_of(0, 600), "picture", ""),
    "small": (png_of(499, 3000), "picture.small", "499 by 3000"),
    "truncated jpeg": (whole("JPEG")[:2000], "picture.damaged", "damaged"),
    "truncated png": (whole("PNG")[:-400], "picture.damaged", "damaged"),
    "nothing in it": (png_of(600, 600), "picture.damaged", "damaged"),
    "only its head": (whole("JPEG")[:30], "picture", ""),
    "a flipped bit": (bytes(png_of(600, 600)).replace(b"IHDR", b"IHDS", 1), "picture", ""),
    "a bomb of text": (png_of(600, 600, chunk(b"zTXt", b"a\0\0" + BOMB)), "picture", ""),
}


@pytest.mark.parametrize(("data", "error_id", "told"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_good_picture_is_refused(data: bytes, error_id: str, told: str) -> None:
    path = Path("own.png")
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_own(path)

    assert caught.value.code == 65
    assert caught.value.error_id.startswith(error_id)
    assert told in caught.value.what
    assert caught.value.source == "own.png"


def test_a_file_larger_than_any_cover_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "LARGEST_FILE", 100)
    with pytest.raises(InputError, match="larger than"):
        read_own(saved(halves(600, 600)))


@pytest.mark.parametrize("name", ["none.png", "."])
def test_a_picture_that_is_not_there_is_told(name: str) -> None:
    with pytest.raises(MissingInputError) as caught:
        read_own(Path(name))

    assert (caught.value.code, caught.value.error_id) == (66, "picture.missing")


def corner(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    """The colour at a place, 0 to 1 from the left and from the top."""
    found = picture.getpixel((round(x * (picture.width - 1)), round(y * (picture.height - 1))))
    assert isinstance(found, tuple)
    return found


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(first - second) for first, second in zip(one, other, strict=True)) < 40


@pytest.mark.parametrize(
    ("size", "side"),
    by_tier(
        [((500, 500), 1400), ((2400, 1800), 1800)],
        [
            ((500, 500), 1400),
            ((1400, 1400), 1400),
            ((2000, 2000), 2000),
            ((3100, 3100), 3000),
            ((2400, 1800), 1800),
        ],
    ),
)
def test_it_becomes_a_square_of_1400_to_3000_pixels(size: tuple[int, int], side: int) -> None:
    picture = read_own(saved(halves(*size)))

    assert (picture.size, picture.mode) == ((side, side), "RGB")


def test_a_photo_is_cut_to_its_middle() -> None:
    photo = Image.new("RGB", (1600, 900), "black")
    photo.paste(RED, (350, 0, 1250, 900))

    assert all(near(corner(read_own(saved(photo)), x, 0.5), RED) for x in (0.0, 0.5, 1.0))


def test_a_high_photo_keeps_more_of_its_top() -> None:
    picture = read_own(saved(halves(900, 1500)))

    # Cut are 600 rows, 210 of them above: the middle of the photo is 540 of 900 below the top of the cover.
    assert near(corner(picture, 0.5, 0.58), RED)
    assert near(corner(picture, 0.5, 0.62), BLUE)


def test_a_strip_is_set_whole_on_a_ground_of_its_own_colour() -> None:
    strip = Image.new("RGB", (2000, 600), RED)
    strip.paste(BLUE, (1990, 0, 2000, 600))
    picture = read_own(saved(strip))

    assert near(corner(picture, 0.5, 0.05), RED)
    assert near(corner(picture, 1.0, 0.5), BLUE)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_a_png_of_any_kind_is_taken(mode: str) -> None:
    picture = halves(600, 600)
    kind = (
        Image.fromarray(np.full((600, 600), 40_000, np.uint16)) if mode == "I;16" else picture.convert(mode)
    )

    assert read_own(saved(kind)).mode == "RGB"


def test_cmyk_is_turned_into_what_screens_show() -> None:
    picture = read_own(saved(halves(600, 600).convert("CMYK"), "JPEG", "own.jpg"))

    assert near(corner(picture, 0.5, 0.2), RED)
    assert near(corner(picture, 0.5, 0.8), BLUE)


def test_what_is_transparent_is_white() -> None:
    assert corner(read_own(saved(Image.new("RGBA", (600, 600), (0, 0, 0, 0)))), 0.5, 0.5) == (255, 255, 255)


@pytest.mark.parametrize(("turn", "left"), [(6, BLUE), (8, RED)])
def test_a_photo_from_a_turned_camera_stands_upright(turn: int, left: tuple[int, int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    picture = read_own(saved(halves(600, 600), "JPEG", "own.jpg", exif=exif))

    assert near(corner(picture, 0.1, 0.5), left)


def test_nothing_but_the_picture_gets_into_the_cover() -> None:
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    path = saved(
        halves(600, 600),
        "JPEG",
        "own.jpg",
        exif=exif,
        comment=b"secret comment",
        icc_profile=b"secret profile",
    )
    path.write_bytes(path.read_bytes() + b"PK\x03\x04 secret archive")
    data = jpeg(read_own(path), MOST_BESIDE)

    assert b"secret" not in data
    assert set(Image.open(io.BytesIO(data)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_nothing_of_a_pngs_text_gets_into_the_cover() -> None:
    data = whole("PNG")
    place = data.index(b"IDAT") - 4
    path = Path("own.png")
    path.write_bytes(data[:place] + chunk(b"tEXt", b"Comment\0secret") + data[place:])

    assert b"secret" not in jpeg(read_own(path), MOST_BESIDE)


def test_the_name_of_a_file_says_nothing_of_its_kind() -> None:
    assert read_own(saved(halves(600, 600), "JPEG", "own.png")).size == (1400, 1400)
