"""Writes Word documents, part by part, as Word lays them out."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="Subtitle"/><w:basedOn w:val="a"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="shirsh"><w:name w:val="उपखंड"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="q"><w:name w:val="Quote"/></w:style>
<w:style w:type="paragraph" w:styleId="li"><w:name w:val="List Bullet"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="kd"><w:name w:val="Copy"/><w:basedOn w:val="kdbase"/></w:style>
<w:style w:type="paragraph" w:styleId="kdbase"><w:name w:val="Copy base"/>
  <w:rPr><w:rFonts w:ascii="Kruti Dev 010" w:hAnsi="Kruti Dev 010"/></w:rPr></w:style>
"""


def run(text: str, font: str = "", properties: str = "") -> str:
    """A run; `\\t` and `\\n` in its text are a tab and a line break."""
    fonts = f"<w:rFonts w:ascii={quoteattr(font)} w:hAnsi={quoteattr(font)}/>" if font else ""
    inside = escape(text).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{fonts}{properties}</w:rPr><w:t xml:space="preserve">{inside}</w:t></w:r>'


def p(inside: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of a text."""
    if not inside.startswith("<"):
        inside = run(inside) if inside else ""
    named = f"<w:pStyle w:val={quoteattr(style)}/>" if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table of texts."""
    cells = ("".join(f"<w:tc><w:tcPr/>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def link(text: str, to: str) -> str:
    """A hyperlink by the id of its relation."""
    return f'<w:hyperlink r:id="{to}">{run(text)}</w:hyperlink>'


def part(root: str, inside: str) -> str:
    """A part of the document whose root is `w:ROOT`."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {NAMESPACES}>{inside}</w:{root}>'
    )


def docx(*body: str, links: tuple[str, ...] = (), beside: dict[str, str] | None = None, styles: str = STYLES, main: str = "word/document.xml", **raw: bytes) -> bytes:  # fmt: skip
    """A document of paragraphs and tables.

    `links` are the addresses of rId100 and so on; `beside` maps a kind of part ("footnotes", "header") to what it holds;
    `raw` replaces parts by bytes (`document=`).
    """
    folder = main.rpartition("/")[0]
    related = [("styles", "styles.xml", "")]
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _relations([("officeDocument", main, "")]),
        main: part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>"),
        f"{folder}/styles.xml": part("styles", styles),
    }
    for kind, inside in (beside or {}).items():
        related.append((kind, f"{kind}1.xml", ""))
        parts[f"{folder}/{kind}1.xml"] = part(kind, inside)
    rows = [*related, *(("hyperlink", address, "External") for address in links)]
    parts[f"{folder}/_rels/{main.rpartition('/')[2]}.rels"] = _relations(rows, first=100 - len(related))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            stem = name.rpartition("/")[2].partition(".")[0]
            archive.writestr(name, raw.get(stem, text.encode()) if stem else text)
    return file.getvalue()


def _relations(rows: list[tuple[str, str, str]], first: int = 1) -> str:
    each = (
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target={quoteattr(to)}{f" TargetMode={quoteattr(mode)}" if mode else ""}/>'
        for number, (kind, to, mode) in enumerate(rows, start=first)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(each)}</Relationships>'
