"""Doors: where the bytes of sources come from: the disk and standard input (`files`), and the web (`web`).

In: a path, `-` or an address. Out: bytes; from the web a `Page`, with what the site says of them.
"""
