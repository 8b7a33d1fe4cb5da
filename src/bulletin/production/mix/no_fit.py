"""No fit: a slot that cannot be met, and the nearest lengths that can → what the user reads."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from itertools import accumulate

from bulletin.errors import InputError, first_words
from bulletin.schema.pace import slot_text
from bulletin.schema.script import HEADLINE_LISTS, OF_STORIES, Script
from bulletin.schema.units import Samples, samples_to_seconds
from bulletin.sound.slot import FASTEST, SLOWEST, NoFitError


def no_fit(
    script: Script,
    slot: float,
    error: NoFitError,
    below: str | None,
    above: str | None,
    *,
    cuts: int,
    padded: bool,
    spare: str = "",
) -> InputError:
    """Why the slot cannot be met, and the nearest length that can.

    `spare` says which story to leave out, where there are several; `below` and `above` are the nearest possible lengths, written as for --slot; `cuts` is the number of paragraphs that may
    go, and `padded` whether there is music to fill a rest.
    """
    asked = slot_text(slot)
    if above is None:
        music = " and all the music it may have" if padded else ""
        what = (
            f"there is too little for {asked}: with the longest pauses, the voice {1 - SLOWEST:.0%} slower{music}"
            f" it lasts {below} at most."
        )
        error_id, remedy = "slot.short", f"Take --slot {below}, or add a story."
        if not padded:
            remedy = f"Take --slot {below}, add a story, or let a bed or an outro fill the rest."
    elif below is None:
        gone = {0: "no paragraph that may go", 1: "without the one paragraph that may go"}.get(
            cuts, f"without the {cuts} paragraphs that may go"
        )
        what = (
            f"there is too much for {asked}: with the shortest pauses, the voice {FASTEST - 1:.0%} faster and"
            f" {gone} it lasts {above} at least."
        )
        several = len(script.sources) > 1
        other = spare or "leave out a story." if several else "cut more: bulletin script SOURCE -o FILE.md"
        error_id, remedy = "slot.long", f"Take --slot {above}, or {other}"
    else:
        what = f"whole paragraphs do not make {asked}: it can last {below} or {above}, but nothing between."
        nearest = below if slot - _seconds(error.shorter) <= _seconds(error.longer) - slot else above
        error_id, remedy = (
            "slot.between",
            f"Take --slot {nearest}, or cut sentences: bulletin script SOURCE -o FILE.md",
        )
    source = f"{', '.join(script.sources)} {first_words(script.title)}"
    return InputError(what, error_id=error_id, source=source, remedy=remedy)


def story_to_leave_out(script: Script, missing: float, gained: Callable[[Collection[int]], float]) -> str:
    """Which story to leave out, and what that gains: the least important that is enough, or several; "" without any.

    `gained` tells the seconds that are gained without segments at these indices, `missing` how many are wanted.
    """
    places: dict[int, list[int]] = {}
    for place, segment in enumerate(script.segments):
        listed = segment.role in HEADLINE_LISTS and segment.id == f"{segment.role}-{segment.story}"
        if listed or segment.role in OF_STORIES:
            places.setdefault(segment.story, []).append(place)
    told = [number for number in places if number < len(script.stories)]
    least = sorted(told[1:], key=lambda number: (script.stories[number].priority, number), reverse=True)
    gains = {number: gained(places[number]) for number in least}
    if not gains:
        return ""
    enough = next((number for number in least if gains[number] >= missing), None)
    if enough is not None or len(least) == 1:
        number = least[0] if enough is None else enough
        title = first_words(script.stories[number].title)
        return f"leave out story {number + 1} {title}, which gains about {_about(gains[number])}."
    sums = list(accumulate(gains[number] for number in least))
    count = next((count for count, gain in enumerate(sums, 1) if gain >= missing), len(least))
    numbers = " and ".join(str(number + 1) for number in sorted(least[:count]))
    return f"leave out stories {numbers}, which gains about {_about(sums[count - 1])} in all."


def _about(seconds: float) -> str:
    return slot_text(round(seconds))


def _seconds(length: Samples | None) -> float:
    return math.inf if length is None else samples_to_seconds(length)
