"""Drafts: a folder that a person works in: stories and rundowns, each change of them kept, until a bulletin is made.

In: sources, and what a person does to them. Out: edited scripts and rundowns, as the command line has them too.
"""
