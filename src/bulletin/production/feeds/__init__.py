"""Feeds: finished episodes → a podcast feed in a folder that any static host can serve.

`publishing` goes through these steps: `episodes` reads what is published, `matching` finds its item in the feed, `copying`
copies its files into the folder, `items` makes the new item, a `plan` collects the changes, `replacing` writes the pages
of the `folder` and moves old items to the `archive`, all under the `lock`. `making`, `moving`, `audit` (with
`folder_audit`), `repairing`, `withdrawing`, `restoring`, `pruning` and
`serving` are the commands of `bulletin feed`.
"""
