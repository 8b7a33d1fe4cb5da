"""Playlists: a book → its M3U, and a file an article, cut out of the MP3 without encoding it again."""

from __future__ import annotations

from bulletin.containers.id3 import text_tag
from bulletin.containers.mp3_cut import cut_mp3
from bulletin.errors import InputError
from bulletin.production.export.books import MadeBook
from bulletin.schema.book import Member
from bulletin.writers.packages.playlist import playlist_name, playlist_text, tracks_of


def playlist_members(made: MadeBook) -> list[Member]:
    """The list, then the tracks. Raises InputError (65) for an MP3 that cannot be cut."""
    tracks = tracks_of(made.book)
    members = [Member(name=playlist_name(made.book), data=playlist_text(tracks).encode())]
    for part, sound in enumerate(made.sounds):
        mine = [track for track in tracks if track.part == part]
        try:
            with sound.open("rb") as file:
                pieces = cut_mp3(file, [(track.begin, track.end) for track in mine])
        except ValueError as error:
            raise InputError(
                f"this MP3 cannot be cut into articles: {error}.",
                error_id="export.uncut",
                source=str(sound),
                remedy=f"See what is wrong with it: bulletin check {sound}",
            ) from None
        for track, piece in zip(mine, pieces, strict=True):
            members.append(
                Member(
                    name=track.name,
                    data=text_tag(track.tag, track.chapters) + piece.info,
                    part=part,
                    span=(piece.start, piece.stop),
                )
            )
    return members
