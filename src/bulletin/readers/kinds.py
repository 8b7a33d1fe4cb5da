"""Kinds: what a source is, told by its bytes and never by its name, where it is anything but a bare text; and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NoReturn

from bulletin.errors import InputError
from bulletin.readers.looks.archives import holds, is_office
from bulletin.readers.looks.marked_up import is_feed, is_fragment, is_json, is_page, is_xml
from bulletin.readers.looks.rundown import is_rundown
from bulletin.readers.looks.unreadable import is_8_bit_font, is_english, is_kruti_dev, is_mojibake, is_urdu
from bulletin.readers.markdown.signs import is_markdown
from bulletin.schema.article import Article

LOOKED_AT = 200_000
"""Characters from the beginning of a text that its kind is told by."""

Looks = Callable[[bytes], bool]
"""Whether bytes are of a kind."""

Reads = Callable[[bytes, str], Article]
"""Bytes and the source's name → its article. Raises InputError (65)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of source that is no bare text: with its reader, or refused with what to do."""

    name: str
    looks: Looks
    called: str
    remedy: str = ""
    reader: Reads | None = None
    """None for what is refused."""


def _begins(*signatures: bytes, at: int = 0) -> Looks:
    return lambda data: data.startswith(signatures, at)


def _riff(form: bytes) -> Looks:
    return lambda data: data[:4] == b"RIFF" and data[8:12] == form


def _matches(pattern: bytes) -> Looks:
    compiled = re.compile(pattern)
    return lambda data: compiled.match(data) is not None


def _text(is_kind: Callable[[str], bool]) -> Looks:
    """`is_kind` asked about the beginning of a text, without its byte-order mark."""
    return lambda data: is_kind(_beginning(data))


@lru_cache(maxsize=1)
def _beginning(data: bytes) -> str:
    return data[: 3 * LOOKED_AT].decode("utf-8", "ignore")[:LOOKED_AT].removeprefix("\ufeff")


# Readers are imported as they are needed: most sources are bare texts.
def _read_docx(data: bytes, source: str) -> Article:
    from bulletin.readers.docx.reading import read_docx

    return read_docx(data, source)


def _read_page(data: bytes, source: str) -> Article:
    from bulletin.readers.html import read_page

    return read_page(data, source)


def _read_fragment(data: bytes, source: str) -> Article:
    from bulletin.readers.html import read_fragment

    return read_fragment(data, source)


def _read_markdown(data: bytes, source: str) -> Article:
    from bulletin.readers.markdown.reading import read_markdown

    return read_markdown(data, source)


def _read_kruti_dev(data: bytes, source: str) -> Article:
    from bulletin.readers.legacy.reading import read_kruti_dev

    return read_kruti_dev(data, source)


_GIVE = "and give that: bulletin make article.txt"
_GIVE_IT = "and give that: bulletin make article.docx"
_SAVE = f"Save it as plain text (UTF-8) in the program that opens it, {_GIVE}"
_COPY = f"Open it, copy the article's text into a text file, {_GIVE}"
_BROWSE = f"Open it in a browser, copy the article's text into a text file, {_GIVE}"
_TYPE = f"Type the article's text, or have it recognised (OCR), into a text file, {_GIVE}"
_MUSIC = "Give the article as text. Music around it is given with --intro, --outro and --bed."
_UNPACK = "Unpack it, and give the text file that is in it."
_CONVERT = f"Convert it to Unicode with a converter for its font, check it, {_GIVE}"

KINDS: tuple[Kind, ...] = (
    Kind("docx", holds("word/"), "a Word document (DOCX)", reader=_read_docx),
    Kind("xlsx", holds("xl/"), "an Excel sheet (XLSX)", _COPY),
    Kind("pptx", holds("ppt/"), "a PowerPoint presentation (PPTX)", _COPY),
    Kind("odt", holds("application/vnd.oasis.opendocument.text"), "an OpenDocument text (ODT)", _SAVE),
    Kind("odf", holds("application/vnd.oasis.opendocument"), "an OpenDocument file", _COPY),
    Kind("epub", holds("application/epub+zip"), "an e-book (EPUB)", _COPY),
    Kind("zip", _begins(b"PK\x03\x04", b"PK\x05\x06"), "a ZIP archive", _UNPACK),
    Kind("doc", is_office("WordDocument"), "an old Word document (DOC)", _SAVE),
    Kind("locked", is_office("EncryptedPackage"), "an office document with a password", f"Open it with its password, save it without one, {_GIVE_IT}"),
    Kind("office", is_office(""), "an old Office document", _COPY),
    Kind("pdf", _matches(rb"(?:\xef\xbb\xbf)?\s{0,64}%PDF-\d"), "a PDF", _COPY),
    Kind("rtf", _matches(rb"(?:\xef\xbb\xbf)?\s{0,64}\{\\rtf"), "a rich text document (RTF)", _SAVE),
    Kind("png", _begins(b"\x89PNG"), "a picture (PNG)", _TYPE),
    Kind("jpeg", _begins(b"\xff\xd8\xff"), "a picture (JPEG)", _TYPE),
    Kind("gif", _matches(rb"GIF8[79]a[\s\S]{0,64}\x00"), "a picture (GIF)", _TYPE),
    Kind("webp", _riff(b"WEBP"), "a picture (WebP)", _TYPE),
    Kind("tiff", _begins(b"II*\x00", b"MM\x00*"), "a picture (TIFF)", _TYPE),
    Kind("bmp", _matches(rb"BM[\s\S]{4}\x00{4}"), "a picture (BMP)", _TYPE),
    Kind("heif", _matches(rb"[\s\S]{4}ftyp(?:hei|hev|mif1|avif)"), "a picture (HEIF)", _TYPE),
    Kind("mp4", _begins(b"ftyp", at=4), "sound or video (MP4)", _MUSIC),
    Kind("mp3", _matches(rb"ID3[\x02-\x04]|\xff[\xfa\xfb\xf2\xf3\xe2\xe3]"), "sound (MP3)", _MUSIC),
    Kind("mpeg", _matches(rb"\xff[\xf1\xf9\xfc\xfd\xf4\xf5]|\x00\x00\x01[\xb3\xba]"), "sound or video (MPEG)", _MUSIC),
    Kind("ogg", _begins(b"OggS\x00"), "sound (Ogg)", _MUSIC),
    Kind("flac", _begins(b"fLaC\x00"), "sound (FLAC)", _MUSIC),
    Kind("wav", _riff(b"WAVE"), "sound (WAV)", _MUSIC),
    Kind("aiff", _matches(rb"FORM[\s\S]{4}AIF[FC]"), "sound (AIFF)", _MUSIC),
    Kind("amr", _begins(b"#!AMR"), "sound (AMR)", _MUSIC),
    Kind("avi", _riff(b"AVI "), "a video (AVI)", _MUSIC),
    Kind("matroska", _begins(b"\x1aE\xdf\xa3"), "a video (Matroska or WebM)", _MUSIC),
    Kind("gzip", _begins(b"\x1f\x8b"), "a compressed file (gzip)", _UNPACK),
    Kind("bzip2", _matches(rb"BZh\d1AY&SY"), "a compressed file (bzip2)", _UNPACK),
    Kind("xz", _begins(b"\xfd7zXZ\x00"), "a compressed file (xz)", _UNPACK),
    Kind("zstd", _begins(b"\x28\xb5\x2f\xfd"), "a compressed file (Zstandard)", _UNPACK),
    Kind("7z", _begins(b"7z\xbc\xaf\x27\x1c"), "a 7z archive", _UNPACK),
    Kind("rar", _begins(b"Rar!\x1a\x07"), "a RAR archive", _UNPACK),
    Kind("tar", _begins(b"ustar", at=257), "a tar archive", _UNPACK),
    Kind("mhtml", _matches(rb"[\s\S]{0,2000}?\bContent-Type:\s*multipart/related"), "a saved web page (MHTML)", _BROWSE),
    Kind("html", _text(is_page), "an HTML page", reader=_read_page),
    Kind("feed", _text(is_feed), "a feed (RSS or Atom)", f"Copy the text of one of its articles into a text file, {_GIVE}"),
    Kind("xml", _text(is_xml), "an XML file", _COPY),
    Kind("json", _text(is_json), "a JSON file", _COPY),
    Kind("fragment", _text(is_fragment), "text with HTML in it", reader=_read_fragment),
    Kind("rundown", _text(is_rundown), "a rundown of a bulletin", "A rundown is a whole bulletin: give its file alone: bulletin make morning.toml"),
    Kind("markdown", _text(is_markdown), "Markdown", reader=_read_markdown),
    Kind("mojibake", _text(is_mojibake), "Hindi that was read in a wrong encoding", f"Save it again as UTF-8 where it comes from, {_GIVE}"),
    Kind("kruti-dev", _text(is_kruti_dev), "in a legacy font (Kruti Dev or DevLys)", _CONVERT, reader=_read_kruti_dev),
    Kind("8-bit-font", _text(is_8_bit_font), "in a legacy font (Chanakya or another)", _CONVERT),
    Kind("urdu", _text(is_urdu), "in Urdu, or another language in Arabic script", "Give an article in Hindi, in Devanagari. A quotation in Urdu within it may stay."),
    Kind("english", _text(is_english), "in English", "Give an article in Hindi; English words in it are read."),
)  # fmt: skip
"""In the order in which they are asked; the first that it looks like is its kind."""


def kind_of(data: bytes) -> Kind | None:
    """What a source is; None if it may be the bare text of an article."""
    return next((kind for kind in KINDS if kind.looks(data)), None)


UNREADABLE = frozenset({"mojibake", "kruti-dev", "8-bit-font", "urdu", "english"})
"""Kinds that are told by a text's letters alone, whatever mark-up it is in."""


def refuse_kind(kind: Kind, source: str) -> NoReturn:
    """Raise InputError (65) for a source of this kind, with what it is."""
    raise InputError(
        f"this is {kind.called}, not the text of a Hindi article.",
        error_id="source.kind",
        source=source,
        remedy=kind.remedy,
    )


def refuse_unreadable(text: str, source: str) -> None:
    """Raise InputError (65) for the text of a document that no Hindi voice can read, with what it is."""
    data = text[:LOOKED_AT].encode()
    for kind in KINDS:
        if kind.name in UNREADABLE and kind.looks(data):
            refuse_kind(kind, source)
