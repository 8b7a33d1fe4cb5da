"""Markdown: its blocks, its front matter, and the signs by which it is known."""
