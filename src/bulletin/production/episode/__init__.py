"""Episode: the names, record and identity of an episode.

`outputs` names its files, `record` reads and writes its `.episode.json` (as `fields` and `conversion` translate it),
`find` finds an episode by any of its names, `unchanged` tells whether it need not be made again.
"""
