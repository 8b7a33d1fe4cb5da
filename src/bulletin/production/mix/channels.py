"""Channels: the choice of a station and the channels of its music → one or two for the programme."""

from __future__ import annotations

from collections.abc import Mapping

from bulletin.schema.programme import Channels, Part
from bulletin.schema.station import ChannelChoice
from bulletin.sound.music import Music


def channels_for(choice: ChannelChoice, music: Mapping[Part, Music]) -> Channels:
    """How many channels the programme has."""
    if choice == "auto":
        return 2 if any(one.channels == 2 for one in music.values()) else 1
    return 2 if choice == "stereo" else 1
