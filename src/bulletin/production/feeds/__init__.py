"""Feeds: finished episodes into a podcast feed in a folder; the feed made, checked, repaired, moved, tried out.

`publishing` walks the way: `episodes` reads what is published, `placing` puts its files into the folder, `items` makes
the items, `folder` replaces the feed under its lock.
"""
