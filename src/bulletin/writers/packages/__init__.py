"""Packages: a book → the files of an EPUB, a DAISY book or a playlist, as names and bytes; pure."""
