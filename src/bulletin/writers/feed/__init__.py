"""A podcast's feed: RSS 2.0 as bytes, made, read and edited in place. Pure: no file is touched here.

`item` and `channel` write, `scanning` finds what stands where in a feed (its `layout`), `edits` changes only what is
ours.
"""
