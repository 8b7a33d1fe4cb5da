"""Episodes: what a person names → a finished episode whose record and sound can be exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import InputError, MissingInputError
from bulletin.production.disk.digest import digest_of
from bulletin.production.episode.find import find_episode, no_episode
from bulletin.production.episode.record import EpisodeRecord, is_plain, left_record, read_record
from bulletin.production.export.editions import edition_of_record
from bulletin.production.export.feed_order import is_feed, records_in_order
from bulletin.schema.edition import Edition
from bulletin.schema.episode import RECORD_SUFFIX
from bulletin.schema.formats import FOR_LISTENERS
from bulletin.schema.script import OF_STORIES

MISSING = "export.missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedEpisode:
    """An episode that can be exported."""

    path: Path
    """Its record."""
    record: EpisodeRecord
    edition: Edition
    home: Path
    """The folder where its packages go, unless another is named: its own, or the one that its feed's folder is in."""

    @property
    def stem(self) -> str:
        """What the names of its files begin with."""
        return self.path.name.removesuffix(RECORD_SUFFIX)

    @property
    def articles(self) -> int:
        """How many stories it tells; one, if only the station speaks."""
        return max(1, len({each.story for each in self.edition.sentences if each.role in OF_STORIES}))

    def sound(self, forms: Sequence[str], package: str) -> tuple[str, Path]:
        """Its sound file in the first of these formats that it has, with that format's name; as it was when it was made.

        Raises InputError (65) if it has none of them or was changed since, MissingInputError (66) if it is not there.
        """
        form = next((form for form in forms if form in self.record.files), "")
        if not form:
            has = [form for form in FOR_LISTENERS if form in self.record.files]
            raise InputError(
                f"{package} takes sound as {' or '.join(forms)}, and this episode has {' and '.join(has) or 'none'}.",
                error_id="export.format",
                source=str(self.path),
                remedy=f"Make it with --format {forms[0]} as well: bulletin make … --format {forms[0]}"
                + "".join(f" --format {form}" for form in has),
            )
        name = self.record.files[form]
        path = self.path.with_name(name)
        if not is_plain(name) or not path.is_file():
            raise MissingInputError(
                f"the episode's {form} file is not there.",
                error_id="export.sound_missing",
                source=str(path),
                remedy="Keep an episode's files in one folder, or make it again: bulletin make …",
            )
        was = self.record.detail(form).sha256
        try:
            is_same = not was or digest_of(path) == was
        except OSError as error:
            raise MissingInputError(
                f"the episode's {form} file cannot be read: {error.strerror or error}.",
                error_id="export.unreadable",
                source=str(path),
                remedy="Make it readable for yourself, and run the command again.",
            ) from None
        if not is_same:
            raise InputError(
                f"the {form} file was changed after the episode was made, so the times in its record may be wrong.",
                error_id="export.sound_changed",
                source=str(path),
                remedy=f"See what differs: bulletin check {path}",
            )
        return form, path


def titles_of(episodes: Sequence[FinishedEpisode]) -> list[str]:
    """The episodes' titles; where several have the same, each with its time behind it, if that is known."""
    titles = [" ".join(each.edition.title.split()) for each in episodes]
    return [
        f"{title} ({each.edition.at:%H:%M})" if titles.count(title) > 1 and each.edition.at else title
        for title, each in zip(titles, episodes, strict=True)
    ]


def finished_episodes(named: Sequence[Path]) -> list[FinishedEpisode]:
    """The episodes that a person names, in this order; of a folder all that are in it, the earliest first.

    Of a feed's folder they are those of the feed, in its order. Raises MissingInputError (66) for a name without an
    episode, InputError (65) for a record that cannot be used and for an episode that is named twice.
    """
    found: list[FinishedEpisode] = []
    for path, home in (each for one in named for each in _within(one)):
        episode = _finished(path, home)
        if any(episode.path.samefile(other.path) for other in found):
            raise InputError(
                "this episode is named twice.",
                error_id="export.twice",
                source=str(path),
                remedy="Name each episode once.",
            )
        found.append(episode)
    return found


def _within(named: Path) -> list[tuple[Path, Path]]:
    """The records in a folder, each with its home, by the time of their bulletins; of anything else itself.

    Raises MissingInputError (66).
    """
    if not named.is_dir():
        return [(named, named.parent)]
    records = sorted(named.glob(f"*{RECORD_SUFFIX}"))
    if records:
        return [(path, named) for path in sorted(records, key=_moment)]
    if not is_feed(named):
        raise no_episode(named, "no .episode.json is in this folder", MISSING)
    published = records_in_order(named)
    if not published:
        raise no_episode(named, "the feed in this folder names no episode that bulletin published", MISSING)
    # Beside the feed's folder: what is in it goes to the host.
    home = named.parent if named.name not in ("", "..") else named.resolve().parent
    return [(path, home) for path in published]


def _moment(path: Path) -> tuple[str, str]:
    record = left_record(path)
    return (record.at or record.made or "", path.name)


def _finished(named: Path, home: Path) -> FinishedEpisode:
    where = find_episode(named, MISSING)
    if where.record is None:
        raise no_episode(named, "no .episode.json is beside it", MISSING)
    path = where.record
    try:
        record = read_record(path)
        return FinishedEpisode(path=path, record=record, edition=edition_of_record(record), home=home)
    except OSError as error:
        raise MissingInputError(
            f"the record cannot be read: {error.strerror or error}.",
            error_id="export.unreadable",
            source=str(path),
            remedy="Make it readable for yourself, and run the command again.",
        ) from None
    except ValueError as error:
        raise InputError(
            f"the episode's record does not hold what an export needs: {error}.",
            error_id="export.record",
            source=str(path),
            remedy="Make the episode again with this version, under the same name: bulletin make … -o NAME.mp3",
        ) from None
