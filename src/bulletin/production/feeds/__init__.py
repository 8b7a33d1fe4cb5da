"""Feeds: finished episodes into a podcast feed in a folder; the feed made, checked, repaired, moved, tried out.

`publishing` walks the way: `episodes` reads what is published, `placing` puts its files into the folder, `items` makes
the items, a `plan` gathers what they change in the feed, `folder` replaces its pages, all under the `lock`.
"""
