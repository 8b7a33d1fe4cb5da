"""Readers: a source in, an article out. Each reader is a function from bytes to an `Article`.

`files` is the door to the disk and to standard input; the readers behind it are pure.
"""

from bulletin.readers.files import read_source
from bulletin.readers.text import read_text

__all__ = ["read_source", "read_text"]
