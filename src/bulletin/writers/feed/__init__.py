"""Feed: RSS 2.0 as bytes, written, read and edited in place. No file is opened here.

`item` and `channel` write; `scanning` finds the offsets of elements in a feed (its `layout`); `edits` replaces only bulletin's
own elements.
"""
