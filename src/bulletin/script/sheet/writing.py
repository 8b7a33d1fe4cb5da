"""Writing: a script → its sheet."""

from __future__ import annotations

from bulletin.language.characters import letters_and_digits
from bulletin.schema.script import Script, Sentence
from bulletin.script.sheet.marks import LEFT_OUT, MARK, check_line, escaped, is_unchanged, one_line
from bulletin.script.write import EDITED

HELP = f"""{MARK}
This is the script of a bulletin, for you to edit. Then run: bulletin make THIS-FILE
- A line is a sentence. Change its words, move it, or delete it. An empty line ends a paragraph.
- A line that begins with "= " is how the sentence above it is said. Change it to mend a pronunciation;
  delete it, and it is made anew from the sentence.
- "## headline", "## dek", "## heading", "## body" begin a part. Move whole parts to change the order.
- What stands under "## left out" is not spoken. Move sentences there, or from there into a part.
-->
"""


def is_sheet(text: str) -> bool:
    """Return whether a text is the sheet of a script, of any version, rather than an article."""
    return text.lstrip("\ufeff \n").startswith(MARK.rsplit("/", 1)[0])


def is_untouched(text: str) -> bool:
    """Return whether a text is a sheet that nobody has edited."""
    return is_unchanged(text)


def write_sheet(script: Script, *, own_alone: bool = False) -> str:
    """Return the sheet of a script. Read back unchanged, it gives the same spoken words.

    With `own_alone` it has only the spoken forms that a person wrote: all others are made anew when it is read, with the
    words and rules of that day.
    """
    lines = [f"title: {one_line(script.title)}"]
    if script.published is not None:
        lines.append(f"date: {script.published.isoformat()}")
    pairs: list[tuple[str, str]] = []
    for story, source in enumerate(script.sources):
        lines += ["", f"# story {story + 1}: {one_line(source)}"]
        role = ""
        for segment in script.segments:
            if segment.story != story:
                continue
            lines += ["", f"## {segment.role}"] if segment.role != role else [""]
            role = segment.role
            for sentence in segment.sentences:
                written = one_line(sentence.written)
                lines.append(escaped(written))
                if own_alone and not is_edited(sentence):
                    continue
                if sentence.spoken and _differs(written, sentence.spoken):
                    lines.append(f"= {sentence.spoken}")
                    pairs.append((written, sentence.spoken))
        left_out = [item.passage for item in script.left_out if item.story == story]
        if left_out:
            lines += ["", f"## {LEFT_OUT}"]
            for passage in left_out:
                link = f" <{passage.href}>" if passage.href and passage.href not in passage.text else ""
                lines.append(f"{passage.reason}: {one_line(passage.text)}{link}")
    body = HELP + "\n".join(lines) + "\n"
    return f"{body}\n{check_line(body, dict.fromkeys(pairs))}\n"


def is_edited(sentence: Sentence) -> bool:
    """Return whether a person wrote the spoken form."""
    return any(change.rule == EDITED for change in sentence.changes)


def _differs(written: str, spoken: str) -> bool:
    """Return whether the spoken form has other words than the written one, apart from punctuation."""
    return letters_and_digits(written) != letters_and_digits(spoken)
