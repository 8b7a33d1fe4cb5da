"""Edits of files that people write: a rundown or a station file with one thing changed, and all else as it stands.

Texts go in and come out; whoever saves them does so elsewhere.
"""
