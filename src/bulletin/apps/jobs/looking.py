"""Looking: the sources of an order, gone through one by one and noted in the journal; and what each article is made of."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from bulletin.apps.jobs.journal import Journal
from bulletin.apps.jobs.judging import How
from bulletin.apps.jobs.order import Order
from bulletin.apps.jobs.quiet import Quiet
from bulletin.apps.jobs.rows import Looked, Row
from bulletin.apps.jobs.telling import Began, SourceFailed
from bulletin.errors import BulletinError, InputError, MissingInputError
from bulletin.production.episode.identity import is_address
from bulletin.production.gathering.folders import articles_in, file_found, matches
from bulletin.production.gathering.found import Found
from bulletin.production.gathering.lists import sources_in
from bulletin.production.gathering.web import Fetched, Web, feed_in
from bulletin.schema.failure import Failure

TOGETHER = "together"
"""The key of the one bulletin that is made of all sources."""


class Looking:
    """What the sources of an order have, round after round."""

    def __init__(self, order: Order, journal: Journal, latest: int) -> None:
        """`latest` is how many of a feed's newest entries are made."""
        self._order = order
        self._journal = journal
        self._latest = latest
        self._together: tuple[str, ...] = ()
        self._quiet: Quiet | None = None
        self.looked = Looked()
        """What the last round found."""

    def through(
        self, pages_before: float, quiet: Quiet | None = None, only: Collection[Path] | None = None
    ) -> Iterator[SourceFailed | Began]:
        """Look through all sources; a source that cannot be read is told, and keeps no other back.

        Of folders the files that are `quiet`; `only` these files, where it is known that nothing else has changed.
        """
        self.looked = Looked()
        how = How(again=self._order.again, patient=self._order.patient, pages_before=pages_before)
        self._quiet = quiet
        if only is not None:
            yield Began(self.looked, self._changed_alone(only, how))
            return
        if self._order.together:
            yield from self._all_together(how)
            return
        gone = 0
        for source in self._named():
            if isinstance(source, SourceFailed):
                yield source
                continue
            try:
                self._journal.look(_root(source), self._found(source), self.looked, how)
                if _is_folder(source):
                    gone += self._journal.gone(_root(source))
            except BulletinError as error:
                yield SourceFailed(source, Failure.of(error))
        yield Began(self.looked, gone)

    def rehearse(self, quiet: Quiet) -> None:
        """Have `quiet` see every file of the folders once."""
        for folder in self._folders():
            with contextlib.suppress(OSError):
                for found in articles_in(folder, self._order.patterns):
                    quiet.is_quiet(found.source, found.stamp)

    def fetched(self, found: Found) -> Fetched | None:
        """What the web has for an article; None for one of this machine. Raises as `Web.fetched`."""
        return self._web.fetched(found) if found.entry is not None or found.needs_page else None

    def files_of(self, row: Row) -> tuple[str, ...]:
        """All sources of the one bulletin that is made of them; none for any other."""
        return self._together if row.key == TOGETHER else ()

    @cached_property
    def _web(self) -> Web:
        return Web()

    def _named(self) -> Iterator[str | SourceFailed]:
        """The sources, and those that the lists name."""
        yield from self._order.sources
        for path in self._order.lists:
            try:
                yield from sources_in(path)
            except BulletinError as error:
                yield SourceFailed(str(path), Failure.of(error))

    def _found(self, source: str) -> Iterable[Found]:
        """What a source has. Raises BulletinError for one that cannot be read."""
        if source == "-":
            raise InputError(
                "standard input is one article, and a batch has many.",
                error_id="source.stdin",
                source="-",
                remedy="Make it alone: bulletin make -",
            )
        if is_address(source):
            if source in self._order.sources:
                return self._web.found_at(source, self._latest)
            # A list may have thousands: each is asked for when it is made.
            return [Found(key=source, source=source)]
        path = Path(source)
        if path.is_dir():
            return self._in_folder(path)
        found = file_found(path)
        if found is None:
            raise MissingInputError(
                "there is no such file or folder.",
                error_id="source.missing",
                source=source,
                remedy="Check the path and try again.",
            )
        if path.suffix == ".toml":
            # A rundown: whether the files that it names have changed is seen when it is made.
            return [Found(key=found.key, source=found.source)]
        entries = feed_in(path, self._latest)
        return [found] if entries is None else entries

    def _in_folder(self, path: Path) -> Iterator[Found]:
        out = self._order.out.absolute()
        if out == path.absolute():
            raise InputError(
                "articles and bulletins cannot be in one folder: each bulletin has a text beside it.",
                error_id="batch.same_folder",
                source=str(path),
                remedy="Name another folder for the bulletins: --out DIR",
            )
        try:
            for found in articles_in(path, self._order.patterns):
                # Where the bulletins' folder is within this one.
                within = out in Path(found.source).parents and out not in path.absolute().parents
                if within:
                    continue
                if self._is_quiet(found):
                    yield found
                else:
                    self._journal.still_there(found.key)
        except OSError as error:
            raise MissingInputError(
                f"the folder cannot be read: {error.strerror or error}.",
                error_id="source.unreadable",
                source=str(path),
                remedy="Check the folder's permissions.",
            ) from None

    def _changed_alone(self, paths: Collection[Path], how: How) -> int:
        """Look at these files of the folders; returns how many are gone."""
        gone = 0
        out = self._order.out.absolute()
        for path in sorted(paths):
            whole = path.absolute()
            root = next((each for each in self._folders() if each in whole.parents), None)
            if root is None or out in whole.parents or not matches(whole.name, self._order.patterns):
                continue
            found = file_found(whole)
            if found is None:
                gone += self._journal.removed(str(whole))
            elif self._is_quiet(found) and not whole.is_dir():
                self._journal.look(str(root), [found], self.looked, how)
        return gone

    def _folders(self) -> list[Path]:
        return [Path(source).absolute() for source in self._order.sources if _is_folder(source)]

    def _is_quiet(self, found: Found) -> bool:
        return self._quiet is None or self._quiet.is_quiet(found.source, found.stamp)

    def _all_together(self, how: How) -> Iterator[SourceFailed | Began]:
        sources: list[str] = []
        stamps: list[str] = []
        for source in self._named():
            if isinstance(source, SourceFailed):
                yield source
            elif is_address(source):
                sources.append(source)
                stamps.append("")
            else:
                try:
                    files = [found for found in self._found(source) if found.entry is None]
                except BulletinError as error:
                    yield SourceFailed(source, Failure.of(error))
                    continue
                if not files and not _is_folder(source):
                    # A feed in a file, which is read as one.
                    files = [Found(key=source, source=source)]
                sources += [found.source for found in files]
                stamps += [found.stamp and f"{found.key} {found.stamp}" for found in files]
        self._together = tuple(sources)
        if sources:
            stamp = hashlib.sha256("\n".join(stamps).encode("utf-8", "surrogateescape")).hexdigest()
            one = Found(key=TOGETHER, source=sources[0], stamp=stamp if all(stamps) else "", feed=" ")
            self._journal.look(TOGETHER, [one], self.looked, how)
        yield Began(self.looked)


def nothing_found(sources: Iterable[str]) -> Failure:
    """Why there is nothing to do."""
    return Failure(
        code=66,
        error_id="batch.empty",
        what="there is no article in these sources.",
        source=" ".join(sources),
        remedy='Articles are text, Markdown, HTML and Word files; others by their names: --pattern "*.news"',
    )


def _is_folder(source: str) -> bool:
    return not is_address(source) and Path(source).is_dir()


def _root(source: str) -> str:
    return source if is_address(source) else str(Path(source).absolute())
