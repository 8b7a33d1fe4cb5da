"""Words in letters of a script that no table knows: left out, said so once, and named."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Bulletin

ARTICLE = """\
शहर में नई बस सेवा शुरू

बस सेवा का नाम 北京 बस है। किराया दस रुपये है।
"""


def test_a_word_that_no_voice_can_read_is_left_out_with_a_warning(world: Path, bulletin: Bulletin) -> None:
    source = world / "a.txt"
    source.write_text(ARTICLE, encoding="utf-8")

    # It is said when the script is written, before the run finds that it cannot write its file.
    (world / "file").write_text("", encoding="utf-8")
    result = bulletin("make", source, "--voice", "tone", "-o", world / "file" / "a.mp3")

    assert result.returncode == 73
    warnings = [line for line in result.stderr.splitlines() if line.endswith("[script.foreign]")]
    assert len(warnings) == 1
    assert "北京" in warnings[0]
    assert "line 3" in warnings[0]


def test_the_script_lists_it_among_what_is_left_out(world: Path, bulletin: Bulletin) -> None:
    source = world / "a.txt"
    source.write_text(ARTICLE, encoding="utf-8")

    result = bulletin("script", source)

    assert result.stdout.endswith("left out:\n  foreign: 北京\n")
