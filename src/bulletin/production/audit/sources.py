"""Sources: what an episode was made from, as far as it is in this folder: articles, and the stories of a rundown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin.readers import read_source
from bulletin.readers.looks.rundown import is_rundown
from bulletin.readers.text.encoding import as_utf8


def articles_at_hand(names: Sequence[str]) -> list[tuple[str, bytes]]:
    """The name and the bytes of each article of the sources; of a rundown those of its stories.

    Raises BulletinError for one that cannot be read; an address is one.
    """
    found: list[tuple[str, bytes]] = []
    for name in names:
        data = as_utf8(read_source(name), name)
        if not is_rundown(data.decode("utf-8", "ignore")):
            found.append((name, data))
            continue
        from bulletin.production.setup.rundowns import read_rundown

        for number, item in enumerate(read_rundown(Path(name)).rundown.items, start=1):
            told = f"{name} story {number}"
            found.append(
                (
                    told,
                    item.text.strip().encode()
                    if item.text
                    else as_utf8(read_source(item.source), item.source),
                )
            )
    return found
