"""DAISY 2.02: a book → the files of a talking book with full text and audio (DAISY 2.02 Specification, 28 February 2001).

All files lie in one folder, under names of eight letters and a suffix. MP3 is the only sound of ours that the format has.
"""

from __future__ import annotations

from bulletin.schema.book import Book, Member
from bulletin.writers.packages.daisy202.events import chapters_of
from bulletin.writers.packages.daisy202.names import MASTER, NCC, TEXT, smil_name, sound_name
from bulletin.writers.packages.daisy202.ncc import ncc_document
from bulletin.writers.packages.daisy202.smil import master_smil, smil_document
from bulletin.writers.packages.daisy202.text import text_document


def daisy_members(book: Book) -> list[Member]:
    """The files of the book, `ncc.html` first. Raises ValueError for sound that is no MP3."""
    if any(part.suffix != ".mp3" for part in book.parts):
        raise ValueError("DAISY 2.02 has MP3 alone")
    chapters = chapters_of(book)
    members = [
        Member(name=TEXT, data=text_document(book, chapters).encode()),
        Member(name=MASTER, data=master_smil(book, chapters).encode()),
        *(
            Member(name=smil_name(number), data=smil_document(book, chapters, number).encode())
            for number in range(len(chapters))
        ),
        *(Member(name=sound_name(number), part=number) for number in range(len(book.parts))),
    ]
    beside = sum(len(each.data) for each in members) + sum(part.size for part in book.parts)
    ncc = ncc_document(book, chapters, files=len(members) + 1, beside=beside)
    return [Member(name=NCC, data=ncc.encode()), *members]
