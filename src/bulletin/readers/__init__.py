"""Readers: a source in, an article out. A reader is a function from bytes to an `Article`.

`read_article` tells what a source is by its bytes (`kinds`) and gives it to its reader; a source with mark-up becomes a
`Document` of blocks first. Only `doors` touch the disk, standard input and the web; everything else is pure.
"""

from bulletin.readers.doors.files import read_source
from bulletin.readers.reading import read_article
from bulletin.readers.text.inline import without_inline
from bulletin.readers.text.reading import read_text

__all__ = ["read_article", "read_source", "read_text", "without_inline"]
