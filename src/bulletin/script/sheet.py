"""Sheet: the script as a text file that a person edits, and back.

    title: शहर में नई मेट्रो लाइन
    # story 1: metro.txt
    ## headline
    शहर में नई मेट्रो लाइन, किराया ₹25 से
    = शहर में नई मेट्रो लाइन, किराया पच्चीस रुपये से

A line is a sentence; `= ` below it is how it is said; an empty line ends a paragraph; `## ` begins a part.
The last line holds short hashes of what was written, so that a text that was changed over an old
pronunciation is noticed.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NoReturn, get_args

from bulletin.errors import InputError
from bulletin.language.characters import letters_and_digits, speaks
from bulletin.language.sentences import split
from bulletin.schema.article import Article, LeftOut, Passage, Reason
from bulletin.schema.script import ROLES, Role, Script, Segment, StoryLeftOut
from bulletin.script.write import PLAIN, Diction, segment_of

MARK = "<!-- bulletin.script/1"
"""What a sheet begins with."""

HELP = f"""{MARK}
This is the script of a bulletin, for you to edit. Then run: bulletin make THIS-FILE
- A line is a sentence. Change its words, move it, or delete it. An empty line ends a paragraph.
- A line that begins with "= " is how the sentence above it is said. Change it to mend a pronunciation;
  delete it, and it is made anew from the sentence.
- "## headline", "## dek", "## heading", "## body" begin a part. Move whole parts to change the order.
- What stands under "## left out" is not spoken. Move sentences there, or from there into a part.
-->
"""

LEFT_OUT = "left out"
_END = "<!-- bulletin.check "
_STORY = re.compile(r"#\s*story\s+(\d{1,4})\s*(?::\s*(.*))?")
_REASONS: tuple[str, ...] = get_args(Reason)
_REASON = re.compile(r"([a-z-]+):\s*(.*)", re.DOTALL)
_LINK = re.compile(r"\s*<(https?://[^\s<>]+)>$")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+")
_HASH_LETTERS = 8


def is_sheet(text: str) -> bool:
    """Whether a text is a script's sheet rather than an article."""
    return text.lstrip("\ufeff \n").startswith(MARK.rsplit("/", 1)[0])


def write_sheet(script: Script) -> str:
    """The sheet of a script. Reading it back unchanged gives the same words to speak."""
    lines = [f"title: {_one_line(script.title)}"]
    if script.published is not None:
        lines.append(f"date: {script.published.isoformat()}")
    pairs: list[tuple[str, str]] = []
    for story, source in enumerate(script.sources):
        lines += ["", f"# story {story + 1}: {_one_line(source)}"]
        role = ""
        for segment in script.segments:
            if segment.story != story:
                continue
            lines += ["", f"## {segment.role}"] if segment.role != role else [""]
            role = segment.role
            for sentence in segment.sentences:
                written = _one_line(sentence.written)
                lines.append(_escaped(written))
                if sentence.spoken and _differs(written, sentence.spoken):
                    lines.append(f"= {sentence.spoken}")
                    pairs.append((written, sentence.spoken))
        left_out = [item.passage for item in script.left_out if item.story == story]
        if left_out:
            lines += ["", f"## {LEFT_OUT}"]
            for passage in left_out:
                link = f" <{passage.href}>" if passage.href and passage.href not in passage.text else ""
                lines.append(f"{passage.reason}: {_one_line(passage.text)}{link}")
    body = HELP + "\n".join(lines) + "\n"
    hashes = " ".join(f"{_hash(written)}{_hash(spoken)}" for written, spoken in dict.fromkeys(pairs))
    return f"{body}\n{_END}{_hash(body)} {hashes}".rstrip() + " -->\n"


def is_untouched(text: str) -> bool:
    """Whether a sheet is as it was written: nobody's edits are in it."""
    body, end, rest = text.rpartition(f"\n{_END}")
    return bool(end) and rest.startswith(_hash(body))


def read_sheet(
    text: str, source: str, *, voice: str = "", diction: Diction = PLAIN
) -> tuple[tuple[Article, ...], Script]:
    """The script of an edited sheet, and the text of each of its stories for the check of coverage.

    What has no `= ` line is said by `diction`. Raises InputError (65) naming the line of a broken edit and how to mend it.
    """
    text = text.lstrip("\ufeff")
    reading = _Reading(source, voice, diction, _written_pairs(text))
    for number, line in _content(text, source):
        reading.line(number, line)
    script = reading.script()
    return reading.articles(), script


@dataclass(slots=True)
class _Line:
    """A sentence as it stands in the sheet, and how it is to be said if that is given."""

    number: int
    written: str
    spoken: str | None = None


@dataclass(slots=True)
class _Reading:
    """One walk over the lines of a sheet."""

    source: str
    voice: str
    diction: Diction
    pairs: dict[str, set[str]]
    """Hashes of what was written, by the hash of how it was said."""
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
    """The lines of each story that are spoken or left out."""

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
            self.leave_out(number, _unescaped(line))
        else:
            written = _unescaped(line).strip()
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
                "a line with one # must begin a story.",
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
                "how something is said stands here without the sentence it belongs to.",
                f'Put the sentence on line {number - 1}, or delete line {number}; a "=" to be spoken is "\\=".',
                "orphan",
            )
        last = self.paragraph[-1]
        if last.spoken is not None:
            self.wrong(number, "a sentence can be said in one way only.", f"Delete line {number}.", "twice")
        if not spoken:
            self.wrong(
                number,
                'nothing stands after the "=".',
                f"Delete line {number}, or move the sentence to the part ## {LEFT_OUT}.",
                "empty",
            )
        expected = self.pairs.get(_hash(spoken))
        if expected is not None and _hash(last.written) not in expected:
            self.wrong(
                number,
                f"the sentence on line {last.number} was changed, but not how it is said.",
                f"Delete line {number} and it is made anew, or change it as well.",
                "stale",
            )
        last.spoken = spoken

    def head(self, number: int, line: str) -> None:
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not colon or key not in ("title", "date"):
            self.wrong(
                number,
                "this stands before any part, and is neither title: nor date:.",
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
                    number, f'"{value.strip()}" is no date.', 'Write it as "date: 2026-01-31".', "date"
                )

    def leave_out(self, number: int, line: str) -> None:
        match = _REASON.fullmatch(line.strip())
        reason: Reason = "cut"
        text, href = line.strip(), None
        if match and match[1] in _REASONS:
            reason = next(one for one in get_args(Reason) if one == match[1])
            text = match[2]
            link = _LINK.search(text)
            if link:
                href, text = link[1], text[: link.start()]
            elif reason == "related-link" and (address := _ADDRESS.search(text)):
                href = address.group()
        self.texts.setdefault(self.at_story, []).append(text)
        self.left_out.append(
            StoryLeftOut(
                story=self.at_story,
                passage=LeftOut(text=text, line=number, reason=reason, href=href),
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
            title = next(_one_line(segment.written) for segment in self.segments if speaks(segment.written))
        return Script(
            title=title,
            language="hi",
            published=self.published,
            sources=tuple(self.sources) or (self.source,),
            segments=tuple(self.segments),
            left_out=tuple(self.left_out),
        )

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
    """The lines that say something, with their numbers; comments are passed over."""
    opened = 0
    for number, line in enumerate(text.split("\n"), start=1):
        if number == 1 or line.startswith("<!--"):
            head = line.removeprefix("\ufeff")
            if head.startswith("<!-- bulletin.script/") and not head.startswith(MARK):
                raise _wrong(
                    source,
                    number,
                    f'this script was written by another version of bulletin ("{head[5:40].strip()}").',
                    "Write it anew from its article: bulletin script ARTICLE -o FILE.",
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


def _written_pairs(text: str) -> dict[str, set[str]]:
    _, end, rest = text.rpartition(f"\n{_END}")
    pairs: dict[str, set[str]] = {}
    if end:
        for item in rest.split("-->")[0].split()[1:]:
            pairs.setdefault(item[_HASH_LETTERS:], set()).add(item[:_HASH_LETTERS])
    return pairs


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LETTERS]


def _one_line(text: str) -> str:
    return " ".join(text.split())


_NEEDS_ESCAPE = ("=", "#", "<!--", "\\")


def _escaped(line: str) -> str:
    return f"\\{line}" if line.startswith(_NEEDS_ESCAPE) else line


def _unescaped(line: str) -> str:
    stripped = line.lstrip()
    return stripped[1:] if stripped.startswith("\\") and stripped[1:].startswith(_NEEDS_ESCAPE) else line


def _differs(written: str, spoken: str) -> bool:
    """Whether the voice says other words than are written, leaving marks aside."""
    return letters_and_digits(written) != letters_and_digits(spoken)
