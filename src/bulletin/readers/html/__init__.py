"""HTML: a web page, or text with HTML in it → an article. The parser is imported when the first page is read."""

from bulletin.readers.html.page import read_fragment, read_page

__all__ = ["read_fragment", "read_page"]
