"""Gathering: folders, feeds, lists and single sources → what bulletins are to be made of, one by one.

`folders` and `lists` look at this machine, `web` asks feeds and pages; each yields what it has `found`, so that a hundred
thousand articles need no more memory than one.
"""
