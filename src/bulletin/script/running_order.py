"""Running order: the stories that are on air, with all that is said round them, each segment with its newsreader. Pure.

    opening | headlines | stories, with transitions | recap | closing

The opening, the headlines, the recap and the closing are the first newsreader's. A bulletin without headlines, recap and
newsreaders is its stories between opening and closing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bulletin.language.sentences import split
from bulletin.schema.script import Role, Script, Segment, Story
from bulletin.schema.station import Station
from bulletin.script.frame import Announcer, values_of
from bulletin.script.write import PLAIN, Diction

_ENDS = ("।", "?", "!", "॥")


def in_running_order(
    script: Script, station: Station, at: datetime, *, voice: str = "", diction: Diction = PLAIN
) -> Script:
    """Return the script of a whole bulletin, as it is said at `at`; `script` has the stories alone."""
    order = _Order(script, station, Announcer(values=values_of(station, at), voice=voice, diction=diction))
    return replace(script, segments=tuple(order.segments()), stories=order.stories())


def headline_line(story: Story, segments: Sequence[Segment]) -> str:
    """Return the sentence that headlines and recap say of a story with these segments, with its full stop."""
    own = next((segment for segment in segments if segment.role == "headline"), None)
    text = story.headline
    if not text and own is not None:
        text = own.written
    if not text:
        # An article without a headline: its first sentence, whole.
        text = next(
            (sentence for segment in segments for sentence in split(segment.written)[:1]), story.title
        )
    text = " ".join(text.split()).rstrip(" .|:;,–—-")
    return text if text.endswith(_ENDS) else f"{text}।"


class _Order:
    """One bulletin while it is put in order."""

    def __init__(self, script: Script, station: Station, announcer: Announcer) -> None:
        self._station = station
        self._announcer = announcer
        self._stories = script.stories
        self._names = [reader.name for reader in station.readers]
        self._first_reader = self._names[0] if self._names else ""
        self._by_story: dict[int, list[Segment]] = {}
        for segment in script.segments:
            self._by_story.setdefault(segment.story, []).append(segment)
        self._readers = dict(self._in_turn())

    def stories(self) -> tuple[Story, ...]:
        """The stories with their readers."""
        return tuple(
            replace(story, reader=self._reader_of(number) or story.reader)
            for number, story in enumerate(self._stories)
        )

    def segments(self) -> Iterator[Segment]:
        """Every segment of the bulletin."""
        station, says = self._station, self._announcer.says
        numbers = list(self._by_story)
        first, last = (numbers[0], numbers[-1]) if numbers else (0, 0)
        disclosure = station.disclosure if station.say_disclosure else ""
        yield from says("opening", "opening", first, f"{station.opening} {disclosure}", self._first_reader)
        if station.headlines:
            yield from self._headlines("headlines", first, station.headlines_opening)
            yield from says(
                "headlines-end", "headlines", first, station.headlines_closing, self._first_reader
            )
        reader = self._first_reader
        for place, number in enumerate(numbers):
            if place:
                yield from self._between(numbers[place - 1], number, place, reader)
            segments = self._story(number)
            yield from segments
            reader = segments[-1].reader
        if station.recap:
            yield from self._headlines("recap", last, station.recap_opening)
        yield from says("closing", "closing", last, station.closing, self._first_reader)

    def _headlines(self, role: Role, story: int, opening: str) -> Iterator[Segment]:
        """An announcement, and the headlines, each with the number of its story."""
        yield from self._announcer.says(role, role, story, opening, self._first_reader)
        most = self._station.headlines or len(self._by_story)
        for number, segments in list(self._by_story.items())[:most]:
            text = headline_line(self._told(number), segments)
            yield from self._announcer.reads(f"{role}-{number}", role, number, text, self._first_reader)

    def _between(self, before: int, number: int, place: int, reader: str) -> Iterator[Segment]:
        """What is said between two stories: the station's name in mid-bulletin, and who reads on."""
        station, says = self._station, self._announcer.says
        if place == station.break_after:
            yield from says("break", "transition", before, station.break_line, reader)
        following = self._reader_of(number)
        if following != reader and following:
            yield from says(f"s{number}-handover", "transition", before, station.handover, reader, following)

    def _story(self, number: int) -> list[Segment]:
        """A story between the lines that its rundown gives it."""
        story = self._told(number)
        own = [
            replace(segment, reader=self._readers.get((number, place), ""))
            for place, segment in enumerate(self._by_story[number])
        ]
        before = self._announcer.says(f"s{number}-before", "transition", number, story.before, own[0].reader)
        after = self._announcer.says(f"s{number}-after", "transition", number, story.after, own[-1].reader)
        return [*before, *own, *after]

    def _told(self, number: int) -> Story:
        if number < len(self._stories):
            return self._stories[number]
        return Story(title="", source="")

    def _reader_of(self, number: int) -> str:
        """Who reads a story, its first section if several do."""
        return self._readers.get((number, 0), "")

    def _in_turn(self) -> Iterator[tuple[tuple[int, int], str]]:
        """The newsreader of each segment of each story, by story and place in it.

        Stories that are not on air take their turns too, so that the others keep their readers.
        """
        if not self._names:
            return
        following = 0
        for number, story in enumerate(self._stories):
            turn = self._names.index(story.reader) if story.reader in self._names else following
            heads = 0
            for place in range(len(self._by_story.get(number, ()))):
                if self._station.turns == "section" and place and _begins(self._by_story[number], place):
                    heads += 1
                yield (number, place), self._names[(turn + heads) % len(self._names)]
            following = (turn + heads + 1) % len(self._names)


def _begins(segments: Sequence[Segment], place: int) -> bool:
    """Whether a section begins with the segment at `place`."""
    return segments[place].role == "heading" and segments[place - 1].role != "heading"
