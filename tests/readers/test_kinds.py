"""What a source is, is told by its bytes: what has no reader is refused, and no article is."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import wave
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.kinds import KINDS, kind_of

ARTICLES = sorted(Path(__file__).with_name("articles").glob("*.txt"))
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.txt"))
HINDI = "शहर में नई बस सेवा शुरू की गई। महापौर ने कहा कि किराया दस रुपये होगा।"


def zipped(*names: str, mime: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if mime:
            archive.writestr(zipfile.ZipInfo("mimetype"), mime)
        for name in names:
            archive.writestr(name, "<x/>" * 50)
    return file.getvalue()


def picture(form: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, form)
    return file.getvalue()


def sound() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, 8000, 0, "NONE", ""))
        writer.writeframes(bytes(800))
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("article.txt"))
    return file.getvalue()


WORD = zipped("[Content_Types].xml", "word/document.xml")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
OTHERS = {
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
    "pptx": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "odt": zipped("content.xml", mime="application/vnd.oasis.opendocument.text"),
    "odf": zipped("content.xml", mime="application/vnd.oasis.opendocument.spreadsheet"),
    "epub": zipped("META-INF/container.xml", mime="application/epub+zip"),
    "zip": zipped("article.txt"),
    "zip, empty": zipped(),
    "doc": OLE + "WordDocument".encode("utf-16-le"),
    "locked": OLE + "EncryptedPackage".encode("utf-16-le"),
    "office": OLE + "Workbook".encode("utf-16-le"),
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "pdf, 7 bit": b"\n%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF",
    "rtf": b"{\\rtf1\\ansi\\ansicpg1252 \\u2344?\\u2327?\\par}",
    "png": picture("PNG"),
    "jpeg": picture("JPEG"),
    "gif": picture("GIF"),
    "webp": picture("WEBP"),
    "tiff": picture("TIFF"),
    "bmp": picture("BMP"),
    "heif": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00",
    "mp4": b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00",
    "mp3": b"\xff\xfb\x90\x64" + bytes(413),
    "mp3, with a tag": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "mpeg": b"\xff\xf1\x50\x80" + bytes(100),
    "ogg": b"OggS\x00\x02" + bytes(20),
    "flac": b"fLaC\x00\x00\x00\x22",
    "wav": sound(),
    "aiff": b"FORM\x00\x00\x00\x20AIFFCOMM",
    "amr": b"#!AMR\n\x3c",
    "avi": b"RIFF\x00\x00\x00\x20AVI LIST",
    "matroska": b"\x1aE\xdf\xa3\x01",
    "gzip": gzip.compress(HINDI.encode()),
    "bzip2": bz2.compress(HINDI.encode()),
    "xz": lzma.compress(HINDI.encode()),
    "zstd": b"\x28\xb5\x2f\xfd\x24",
    "7z": b"7z\xbc\xaf\x27\x1c\x00\x04",
    "rar": b"Rar!\x1a\x07\x01\x00",
    "tar": tarred(),
    "mhtml": b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n",
    "feed": f'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>{HINDI}</title></channel></rss>'.encode(),
    "feed, Atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{HINDI}</title></feed>'.encode(),
    "xml": f'<?xml version="1.0"?><nitf><body>{HINDI}</body></nitf>'.encode(),
    "xml, undeclared": f"<newsItem id='1'>\n<text>{HINDI}</text>\n</newsItem>\n".encode(),
    "json": json.dumps({"headline": HINDI}, ensure_ascii=False).encode(),
    "json, a list": json.dumps([{"headline": HINDI}], indent=1).encode(),
    "json, lines": f'{{"a": "{HINDI}"}}\n{{"a": "{HINDI}"}}\n'.encode(),
    "mojibake": HINDI.encode().decode("latin-1").encode(),
    "8-bit-font": "·¤è â×æ¿æÚU ×ð´ ãñ ·¤ô Ùð âð ¥õÚU Øã ·¤ãæ ç·¤ âÚU·¤æÚU Ùð".encode(),
    "urdu": "شہر میں نئی بس سروس شروع کی گئی۔ میئر نے کہا کہ کرایہ دس روپے ہوگا۔".encode(),
    "urdu, with a name": "ستاروں سے آگے جہاں اور بھی ہیں (BBC) शहर".encode() + "شہر میں نئی بس سروس شروع کی گئی۔".encode() * 2,
    "rundown": f'[bulletin]\nheadlines = 2\n\n[[story]]\ntext = "{HINDI}"\n'.encode(),
    "rundown, without a head": b'\xef\xbb\xbf# \n  [[story]]\nsource = "a.txt"\n',
    "english": b"The minister said on Monday that the road is closed for repairs and will be open by the end of the week.",
}  # fmt: skip


MARKED_UP = {
    "html": f"<!DOCTYPE html>\n<html><head><title>x</title></head><body><p>{HINDI}</p></body></html>".encode(),
    "html, XHTML": f'<?xml version="1.0"?>\n<!-- x -->\n<html xmlns="x"><body>{HINDI}</body></html>'.encode(),
    "html, with a byte-order mark": f"\ufeff  <HTML><BODY>{HINDI}".encode(),
    "fragment": f"शीर्षक यहाँ है\n\n<p>{HINDI} <b>आज</b></p>\n<p class='x'>{HINDI}</p>\n".encode(),
    "fragment, one element": f"<div>{HINDI}</div>".encode(),
    "fragment, breaks": f"{HINDI}<br>{HINDI}<br/>{HINDI}".encode(),
    "fragment, references": "किराया &#8377;10 रहेगा।&nbsp;महापौर ने &ldquo;यह अच्छा है&rdquo; कहा।".encode(),
}  # fmt: skip

READ = {
    **MARKED_UP,
    "docx": WORD,
    "docx, cut": WORD[:200],
    "markdown": f"# शीर्षक\n\n**{HINDI}**\n\n- एक\n- दो\n\n> {HINDI}\n\n[कड़ी](http://example.org/?a=1&b=2)\n".encode(),
    "markdown, front matter": f"---\ntitle: {HINDI}\ndate: 2026-01-05\n---\n\n{HINDI}".encode(),
    "markdown, links": f"{HINDI}\n\n[बसें](https://example.org/a) और [रेल](https://example.org/b)\n".encode(),
    "kruti-dev": b'ljdkj us lkseokj dks u;h ;kstuk dh ?kks"k.kk dhA blds rgr gj fdlku dks nks gtkj #i;s feysaxsA\n',
    "kruti-dev, under a headline": (
        "किसानों को राहत\n\n"
        "eq[;ea=h us dgk fd fdlkuksa dks jkgr feysxhA ljdkj us lkseokj dks u;h ;kstuk dh ?kks'k.kk dhA ;g jkT; esa ykxw gSA"
    ).encode(),
}  # fmt: skip
"""Kinds that have a reader."""


@pytest.mark.parametrize("name", MARKED_UP)
def test_pages_and_pieces_of_them_are_read_without_their_tags(name: str) -> None:
    article = read_article(MARKED_UP[name], "article.txt")

    assert kind_of(MARKED_UP[name]) is next(kind for kind in KINDS if kind.name == name.split(",")[0])
    assert "<" not in article.text
    assert "महापौर ने" in article.text


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_article_is_refused_by_what_it_is(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_article(OTHERS[name], "article.txt")

    error = caught.value
    kind = next(kind for kind in KINDS if kind.name == name.split(",")[0])
    assert (error.code, error.error_id, error.source) == (65, "source.kind", "article.txt")
    assert kind.called in error.what
    assert error.remedy == kind.remedy
    assert "Latin-1" not in error.what


def test_every_kind_is_tried() -> None:
    assert {kind.name for kind in KINDS if kind.reader is None} == {name.split(",")[0] for name in OTHERS}
    assert {kind.name for kind in KINDS if kind.reader is not None} == {name.split(",")[0] for name in READ}


@pytest.mark.parametrize("name", READ)
def test_a_kind_with_a_reader_is_known_by_its_bytes(name: str) -> None:
    kind = kind_of(READ[name])

    assert kind is not None
    assert kind.name == name.split(",")[0]


@pytest.mark.parametrize("name", [name for name in OTHERS if name.startswith(("json", "english", "urdu"))])
def test_a_text_in_utf_16_is_refused_by_what_it_is_as_well(name: str) -> None:
    with pytest.raises(InputError, match="not the text of a Hindi article"):
        read_article(OTHERS[name].decode().encode("utf-16"), "article.txt")


@pytest.mark.parametrize("path", [*ARTICLES, *EXAMPLES], ids=lambda path: path.stem)
def test_no_article_is_refused(path: Path) -> None:
    kind = kind_of(path.read_bytes())
    assert kind is None or kind.reader is not None


TEXTS = {
    "about HTML": f"एचटीएमएल क्या है\n\n{HINDI * 2}\n\nपैराग्राफ़ <p> टैग से बनता है: <p>नमस्ते</p> और <b>मोटा</b>। <br> से नई पंक्ति।\n",
    "about references": f'{HINDI}\n\nचिह्न & को &amp; लिखते हैं, और < को &lt; लिखते हैं। खाली जगह "&nbsp;" होती है।\n',
    "code": f'{HINDI}\n\n```\n{{"name": "x"}}\nfor (i = 0; i < 9; i++) {{ a[i] = b; }}\n<html><body><p>Hi</p></body></html>\n```\n{HINDI}\n',
    "one reference": f"{HINDI} कंपनी AT&amp;T ने बताया।",
    "one bold word": f"{HINDI} <b>नई</b> दरें आज से। {HINDI}",
    "a title in quotation marks": f"<नया> दौर शुरू\n\n{HINDI}",
    "much English": "Supreme Court ने कहा that the law is clear and it will be followed by all the states.\n\n" + HINDI,
    "a quotation in English": f"{HINDI}\n\n“The road is closed for repairs and will be open by the end of the week,” he said to the press.",
    "Hindi in Latin letters": "Nagar Nigam ne Somvar ko 12 nayi busein shuru ki. Mayor ne kaha ki kiraya 10 rupaye rahega.",
    "Latin Hindi with the, is, to": "Log wahan the. Is baat par to kuch kaha nahi. The to sab the, is liye aaye the.",
    "a note in brackets": f"[1] {HINDI}\n[2] {HINDI}",
    "one heading": f"# शीर्षक\n\n{HINDI}",
    "one asterisk": f"* {HINDI}\n\n5 * 3 = 15 और *नया*",
    "rulers": f"---\n\n{HINDI}\n\n---\n\n{HINDI}\n\n***\n",
    "points": f"शीर्षक\n\n- एक\n- दो\n\n{HINDI}",
    "hashtags": f"{HINDI}\n\n#शहर #बस\n",
    "braces": f"{{संपादकीय}} {HINDI}",
    "a headline with a format": f"ID3 टैग, GIF89a और %PDF- क्या हैं\n\n{HINDI}",
    "a comment above": f"<!-- संपादक: जाँच लें -->\n{HINDI}",
    "a couplet in Urdu": f"{HINDI}\n\nशायर ने पढ़ा: “ستاروں سے آگے جہاں اور بھی ہیں، ابھی عشق کے امتحاں اور بھی ہیں”\n",
    "as much Urdu as Hindi": f"شہر میں نئی بس سروس شروع کی گئی۔ میئر نے کہا کہ کرایہ دس روپے ہوگا۔\n\n{HINDI}",
    "a script": f"<!-- bulletin.script/1\n-->\ntitle: {HINDI}",
    "numbers": "1 2 3",
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_only_mentions_other_kinds_is_an_article(name: str) -> None:
    assert kind_of(TEXTS[name].encode()) is None


@settings(deadline=None)
@given(
    st.binary(max_size=300)
    | st.builds(lambda k, b: k[:60] + b, st.sampled_from(list(OTHERS.values())), st.binary())
)
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    kind_of(data)


def test_bytes_that_are_no_text_are_not_called_latin() -> None:
    with pytest.raises(InputError, match="no text at all"):
        read_article(b"\x7fELF\x02\x01\x01" + bytes(range(256)), "x")
