"""Audit: a finished episode → findings: what is there, held against the episode's record.

`run` audits an `episode`: its `sound`, `tags`, `chapters`, `captions`, `files`, `cover` and, where it is at hand, the
`article`. `plot` draws what was heard.
"""
