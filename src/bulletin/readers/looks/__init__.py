"""Looks: what bytes are, told by their first ones, by what an archive holds, and by the letters of a text."""
