"""Line-ups: which stories of a bulletin are read, from the fewest to the most. Pure.

The usual line-up is number 0: every story but the reserves. Each below it leaves out one more story that may be dropped, the
least important first and of two the later; each above it adds the next reserve. The lead is in all of them. A reserve with
the text of another story is in none. Where reserves are added, no paragraph of another story is cut for them.
"""

from __future__ import annotations

from dataclasses import replace

from bulletin.schema.script import Script
from bulletin.script.cuts import without
from bulletin.script.twins import twins_of

NOT_NEEDED = "reserve"
"""The rule of the text of a reserve that is not read; that of a dropped story is `slot`."""


class LineUps:
    """The line-ups of the stories of `script`, which has no announcements yet."""

    def __init__(self, script: Script) -> None:
        self._script = script
        stories = list(enumerate(script.stories))
        twins = twins_of(script)
        self._twins = [number for number, story in stories if story.reserve and number in twins]
        self._reserves = [number for number, story in stories if story.reserve and number not in twins]
        may_go = [number for number, story in stories if story.may_drop and not story.reserve]
        self._may_go = sorted(
            may_go, key=lambda number: (script.stories[number].priority, number), reverse=True
        )

    @property
    def numbers(self) -> range:
        """The numbers of all line-ups."""
        return range(-len(self._may_go), len(self._reserves) + 1)

    def goes_before(self, number: int, story: int) -> bool:
        """Whether the story that the next line-up below leaves out is less important than `story`."""
        if number > 0 or -number >= len(self._may_go):
            return False
        stories = self._script.stories
        return stories[self._may_go[-number]].priority > stories[story].priority

    def __getitem__(self, number: int) -> Script:
        """Return the stories of a line-up; the text of the others is listed as left out."""
        dropped = set(self._may_go[: max(0, -number)])
        spare = {*self._reserves[max(0, number) :], *self._twins}
        script = self._script
        for off, rule in ((dropped, "slot"), (spare, NOT_NEEDED)):
            if off:
                gone = [place for place, segment in enumerate(script.segments) if segment.story in off]
                script = without(script, gone, rule)
        stories = tuple(
            replace(
                story,
                on_air=place not in dropped and place not in spare,
                may_cut=story.may_cut and (number <= 0 or story.reserve),
            )
            for place, story in enumerate(script.stories)
        )
        return replace(script, stories=stories)
