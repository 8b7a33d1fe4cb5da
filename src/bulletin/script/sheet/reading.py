"""Reading: an edited sheet → its script, with errors that name the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, get_args

from bulletin.errors import InputError
from bulletin.language.characters import speaks
from bulletin.language.sentences import split
from bulletin.schema.article import NO_TEXT, Article, LeftOut, Passage, Reason
from bulletin.schema.script import ROLES, Role, Script, Segment, Story, StoryLeftOut
from bulletin.script.sheet.marks import LEFT_OUT, MARK, checked_pairs, one_line, short_hash, unescaped
from bulletin.script.write import PLAIN, Diction, segment_of

_STORY = re.compile(r"#\s*story\s+(\d{1,4})\s*(?::\s*(.*))?")
_REASONS: tuple[str, ...] = get_args(Reason)
_REASON = re.compile(r"([a-z-]+):\s*(.*)", re.DOTALL)
IN_SHEET = "edited-script"
"""The rule of what a sheet lists as left out: a person may have put it there."""

_LINK = re.compile(r"\s*<(https?://[^\s<>]+)>$")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")


def read_sheet(
    text: str, source: str, *, voice: str = "", diction: Diction = PLAIN
) -> tuple[tuple[Article, ...], Script]:
    """Return the stories of an edited sheet as articles, to check the coverage, and its script.

    `diction` makes the spoken form of sentences without a `= ` line. Raises InputError (65), which names the line
    of a faulty edit and a remedy.
    """
    text = text.lstrip("\ufeff")
    reading = _Reading(source, voice, diction, checked_pairs(text))
    for number, line in _content(text, source):
        reading.line(number, line)
    script = reading.script()
    return reading.articles(), script


@dataclass(slots=True)
class _Line:
    """A sentence of the sheet, with its spoken form if the sheet has one."""

    number: int
    written: str
    spoken: str | None = None


@dataclass(slots=True)
class _Reading:
    """The state while reading the lines of a sheet in order."""

    source: str
    voice: str
    diction: Diction
    pairs: dict[str, set[str]]
    """Hashes of written forms, by the hash of their spoken form."""
    title: str = ""
    published: date | None = None
    sources: list[str] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    left_out: list[StoryLeftOut] = field(default_factory=list)
    role: Role | None = None
    leaving_out: bool = False
    paragraph: list[_Line] = field(default_factory=list)
    counts: dict[int, int] = field(default_factory=dict)
    texts: dict[int, list[str]] = field(default_factory=dict)
    """The lines of each story, both spoken and left out."""

    @property
    def at_story(self) -> int:
        return max(0, len(self.sources) - 1)

    def line(self, number: int, line: str) -> None:
        if not line.strip():
            self.end_paragraph()
        elif line.startswith("##"):
            self.end_paragraph()
            self.part(number, line.lstrip("#").strip())
        elif line.startswith("#"):
            self.end_paragraph()
            self.story(number, line)
        elif line.startswith("="):
            self.pronunciation(number, line[1:].strip())
        elif self.role is None and not self.leaving_out:
            self.head(number, line)
        elif self.leaving_out:
            self.leave_out(number, unescaped(line))
        else:
            written = unescaped(line).strip()
            self.texts.setdefault(self.at_story, []).append(written)
            self.paragraph.append(_Line(number, written))

    def part(self, number: int, name: str) -> None:
        name = " ".join(name.lower().rstrip(":").split())
        self.leaving_out = name == LEFT_OUT
        if self.leaving_out:
            self.role = None
        elif name in ROLES:
            self.role = next(role for role in ROLES if role == name)
        else:
            import difflib

            close = difflib.get_close_matches(name, [*ROLES, LEFT_OUT], n=1)
            meant = f'Write "## {close[0]}"' if close else f"Use one of: {', '.join([*ROLES, LEFT_OUT])}"
            self.wrong(number, f'there is no part "{name}".', f"{meant}.", "part")
        if not self.sources:
            self.sources.append(self.source)

    def story(self, number: int, line: str) -> None:
        match = _STORY.fullmatch(line.strip())
        if match is None:
            self.wrong(
                number,
                "a line with a single # must begin a story.",
                f'Write "# story {len(self.sources) + 1}: …", or "\\{line[:12]}…" if the # is to be spoken.',
                "story",
            )
        self.role, self.leaving_out = None, False
        self.sources.append(match[2] or self.source)

    def pronunciation(self, number: int, spoken: str) -> None:
        if self.leaving_out:
            return
        if not self.paragraph:
            self.wrong(
                number,
                "a spoken form has no sentence above it.",
                f'Put the sentence on line {number - 1}, or delete line {number}; a "=" to be spoken is "\\=".',
                "orphan",
            )
        last = self.paragraph[-1]
        if last.spoken is not None:
            self.wrong(number, "a sentence can have only one spoken form.", f"Delete line {number}.", "twice")
        if not spoken:
            self.wrong(
                number,
                'there is nothing after the "=".',
                f"Delete line {number}, or move the sentence to the part ## {LEFT_OUT}.",
                "empty",
            )
        expected = self.pairs.get(short_hash(spoken))
        if expected is not None and short_hash(last.written) not in expected:
            self.wrong(
                number,
                f"the sentence on line {last.number} was changed, but not its spoken form.",
                f"Delete line {number} to have it made again, or change it as well.",
                "stale",
            )
        last.spoken = spoken

    def head(self, number: int, line: str) -> None:
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in ("title", "date"):
            self.wrong(
                number,
                "this line is before the first part, and is neither title: nor date:.",
                'Put "## body" on the line above it, if it is to be spoken.',
                "head",
            )
        if key == "title":
            self.title = value.strip()
        else:
            try:
                self.published = date.fromisoformat(value.strip())
            except ValueError:
                self.wrong(
                    number, f'"{value.strip()}" is not a date.', 'Write it as "date: 2026-01-31".', "date"
                )

    def leave_out(self, number: int, line: str) -> None:
        match = _REASON.fullmatch(line.strip())
        reason: Reason = "cut"
        text, href = line.strip(), None
        if match and match[1] in _REASONS:
            reason = next(one for one in get_args(Reason) if one == match[1])
            text = match[2]
            link = None if reason in NO_TEXT else _LINK.search(text)
            if link:
                href, text = link[1], text[: link.start()]
            elif reason == "related-link" and (address := _ADDRESS.search(text)):
                href = address.group()
        if reason not in NO_TEXT:
            self.texts.setdefault(self.at_story, []).append(text)
        self.left_out.append(
            StoryLeftOut(
                story=self.at_story,
                passage=LeftOut(text=text, line=number, reason=reason, rule=IN_SHEET, href=href),
            )
        )

    def end_paragraph(self) -> None:
        lines, self.paragraph = self.paragraph, []
        if not lines or self.role is None:
            return
        story = self.at_story
        count = self.counts[story] = self.counts.get(story, 0) + 1
        sentences: list[tuple[str, str | None]] = []
        for line in lines:
            if line.spoken is not None:
                sentences.append((line.written, line.spoken))
            else:
                sentences += [(part, None) for part in split(line.written)]
        self.segments.append(
            segment_of(
                f"s{story}-{count}-{self.role}",
                self.role,
                story,
                Passage(text=" ".join(line.written for line in lines), line=lines[0].number),
                self.voice,
                sentences,
                self.diction,
            )
        )

    def script(self) -> Script:
        self.end_paragraph()
        if not any(speaks(segment.written) for segment in self.segments):
            self.wrong(
                1, "there is nothing to speak in this script.", 'Put sentences under "## body".', "empty"
            )
        title = self.title
        if not title:
            title = next(one_line(segment.written) for segment in self.segments if speaks(segment.written))
        return Script(
            title=title,
            language="hi",
            published=self.published,
            sources=tuple(self.sources) or (self.source,),
            stories=tuple(self._stories(title)),
            segments=tuple(self.segments),
            left_out=tuple(self.left_out),
        )

    def _stories(self, title: str) -> Iterator[Story]:
        """Each story under its headline, else the title of the only one, or its first words; the first is of the bulletin's day."""
        sources = self.sources or [self.source]
        for story, source in enumerate(sources):
            own = [segment for segment in self.segments if segment.story == story]
            heads = [segment for segment in own if segment.role == "headline"]
            heads = heads or (own if len(sources) > 1 else [])
            name = one_line(heads[0].written) if heads else title
            yield Story(title=name, source=source, published=None if story else self.published)

    def articles(self) -> tuple[Article, ...]:
        return tuple(
            Article(source=source, headline=None, text="\n".join(self.texts.get(story, ())))
            for story, source in enumerate(self.sources or [self.source])
        )

    def wrong(self, number: int, what: str, remedy: str, kind: str) -> NoReturn:
        raise _wrong(self.source, number, what, remedy, kind)


def _wrong(source: str, number: int, what: str, remedy: str, kind: str) -> InputError:
    return InputError(
        what,
        error_id=f"script.{kind}",
        source=f"{source} line {number}",
        remedy=f"{remedy} Then run it again.",
    )


def _content(text: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a sheet with their numbers, without comments."""
    opened = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if number == 1 or line.startswith("<!--"):
            head = line.removeprefix("\ufeff")
            if head.startswith("<!-- bulletin.script/") and not head.startswith(MARK):
                raise _wrong(
                    source,
                    number,
                    f'this script was written by another version of bulletin ("{head[5:40].strip()}").',
                    "Write it again from its article: bulletin script ARTICLE -o FILE.",
                    "version",
                )
        if not opened and line.lstrip().startswith("<!--"):
            opened = number
        if opened:
            if "-->" in line:
                opened = 0
            continue
        yield number, line
    if opened:
        raise _wrong(source, opened, "a comment begins here and never ends.", 'End it with "-->".', "comment")
