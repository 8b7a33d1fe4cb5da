"""Text: a bare text → its article: its encoding, its rows and lines, and tables in it."""
