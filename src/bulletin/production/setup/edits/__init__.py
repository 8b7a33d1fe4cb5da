"""Edits: the text of a rundown or a station file and one change of it → the text with that change, all else as it stands.

Whoever saves it does so elsewhere.
"""
