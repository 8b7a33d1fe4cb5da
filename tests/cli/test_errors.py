"""Errors: the exit code, three lines, no traceback, and nothing left behind."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, Bulletin
from tests.forking import start
from tests.readers.word_documents import docx, p, run
from tests.standins.google import GoogleStandIn

Prepare = Callable[[Path], None]
"""Puts what a case needs into its folder; the article is there already, as metro.txt."""


PLAIN = ("--voice", "tone", "--no-jingles", "--no-cover")


def nothing(_: Path) -> None:
    """The article alone will do."""


def holding(name: str, data: bytes) -> Prepare:
    """A file of that name with these bytes in it."""

    def prepare(folder: Path) -> None:
        (folder / name).write_bytes(data)

    return prepare


def a_folder(folder: Path) -> None:
    (folder / "articles").mkdir()


def a_fifo(folder: Path) -> None:
    os.mkfifo(folder / "fifo.txt")


@dataclass(frozen=True)
class Case:
    """A command that must fail: its arguments after `make`, the code, and what its three lines tell."""

    arguments: tuple[str, ...]
    code: int
    error_id: str
    tells: str = ""
    prepare: Prepare = nothing


LATIN_1 = "शहर में\nनई मेट्रो\n".encode() + "caf\u00e9\n".encode("latin-1")

CASES = {
    "a missing file": Case(("metr.txt",), 66, "source.missing", "Did you mean metro.txt?"),
    "a missing file unlike any": Case(("qqqqqqqq",), 66, "source.missing", "qqqqqqqq"),
    "an address without its scheme": Case(
        ("www.example.in/news/123",),
        66,
        "source.missing",
        "put https:// before it: https://www.example.in/news/123",
    ),
    "a file in a missing folder": Case(("nowhere/a.txt",), 66, "source.missing", "nowhere/a.txt"),
    "the second of two files": Case(("metro.txt", "b.txt"), 66, "source.missing", "  input: b.txt"),
    "a folder": Case(("articles",), 66, "source.folder", "articles", a_folder),
    "an empty file": Case(("a.txt",), 65, "text.empty", "a.txt", holding("a.txt", b"")),
    "a byte-order mark alone": Case(("a.txt",), 65, "text.empty", "", holding("a.txt", b"\xef\xbb\xbf")),
    "blanks alone": Case(
        ("a.txt",), 65, "text.empty", "", holding("a.txt", " \n\t\u200d\u200c\ufeff\u00a0\n".encode())
    ),
    "punctuation alone": Case(
        ("a.txt",), 65, "text.empty", "", holding("a.txt", "।।। — … !?\n***\n😀\n".encode())
    ),
    "UTF-16 that lost a byte": Case(
        ("a.txt",), 65, "text.encoding", "UTF-16", holding("a.txt", ARTICLE.encode("utf-16")[:-1])
    ),
    "a Word document that was cut": Case(
        ("a.docx",), 65, "source.damaged", "save it again as DOCX", holding("a.docx", docx(p(ARTICLE))[:-100])
    ),
    "a Word document in Chanakya": Case(
        ("a.docx",),
        65,
        "text.legacy_font",
        "(Chanakya)",
        holding("a.docx", docx(p(run("dks gS", "Chanakya")))),
    ),
    "a byte of Latin-1": Case(
        ("a.txt",), 65, "text.encoding", f"0xE9 at {LATIN_1.index(0xE9)} (line 3)", holding("a.txt", LATIN_1)
    ),
    "a rich text document": Case(
        ("a.txt",),
        65,
        "source.kind",
        "rich text document (RTF)",
        holding("a.txt", b"{\\rtf1\\ansi \\u2344?\\par}"),
    ),
    "a private address": Case(("http://127.0.0.1:9/a",), 77, "url.private", "http://127.0.0.1:9/a"),
    "a sting that is no sound": Case(
        ("metro.txt", "--sting", "metro.txt"), 65, "sound.unreadable", "  input: metro.txt"
    ),
    "an empty intro": Case(
        ("metro.txt", "--intro", "a.wav"), 65, "sound.unreadable", "it is empty", holding("a.wav", b"")
    ),
    "a missing outro": Case(("metro.txt", "--outro", "no.wav"), 66, "sound.unreadable", "no such file"),
    "a file where the output's folder should be": Case(
        ("metro.txt", "-o", "a/b/news.mp3"), 73, "output.refused", "a/b", holding("a", b"")
    ),
    "a file where the output's folder should be, with a slash": Case(
        ("metro.txt", "-o", "a/b/"), 73, "output.refused", "a/b", holding("a", b"")
    ),
    "an ending that is no format's": Case(("metro.txt", "-o", "x.aac"), 73, "output.format", "x.mp3"),
    "an ending that is not the format asked for": Case(
        ("metro.txt", "-o", "x.wav", "--format", "opus"), 73, "output.format", "x.opus"
    ),
    "an unknown bit rate": Case(("metro.txt", "--bit-rate", "100"), 2, "", "100"),
    "a track that is no number": Case(("metro.txt", "--track", "3/0"), 2, "", "3/0"),
    "a cover and none": Case(("metro.txt", "--cover", "x.png", "--no-cover"), 2, "", "exclude each other"),
    "no cover there": Case(("metro.txt", "--cover", "x.png"), 66, "picture.missing", "x.png"),
    "no time": Case(("metro.txt", "--airs-until", "25:00"), 2, "", "25:00"),
    "an unknown format": Case(("metro.txt", "--format", "aac"), 2, "", "aac"),
    "an unknown engine": Case(("metro.txt", "--voice", "espek"), 78, "voice.engine", '"espeak"'),
    "an unknown voice": Case(("metro.txt", "--voice", "tone:sing"), 78, "voice.name", "tone:hum"),
    "an unknown variant": Case(("metro.txt", "--voice", "espeak:hi+no"), 78, "voice.name", "bulletin voices"),
    "no network": Case(("metro.txt", "--voice", "gtts"), 75, "net.unreachable", " of 5 "),
    "an unknown option": Case(("metro.txt", "--vioce", "tone"), 2, "", "--vioce"),
    "no source": Case((), 2, "", "SOURCE"),
    "an unknown loudness": Case(("metro.txt", "--loudness", "loud"), 2, "", "loud"),
    "a loudness out of reach": Case(("metro.txt", "--loudness", "3"), 2, "", "3"),
}

if os.name != "nt":
    CASES["a pipe without a writer"] = Case(("fifo.txt",), 65, "source.special", "fifo.txt", a_fifo)
    CASES["a device"] = Case(("/dev/zero",), 65, "source.special", "/dev/zero")
    CASES["a name of two lines"] = Case(("शहर\nगांव.txt",), 66, "source.missing", "गांव.txt")

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def files(folder: Path) -> list[Path]:
    """All that is not a folder, hidden things too."""
    return sorted(path for path in folder.rglob("*") if not path.is_dir())


@every_case
def test_what_goes_wrong_is_told_in_three_lines_with_its_exit_code(
    world: Path, article: Path, bulletin: Bulletin, case: Case
) -> None:
    case.prepare(world)
    before = files(world)
    result = bulletin("make", *case.arguments, timeout=10)
    assert result.returncode == case.code
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert files(world) == before
    assert_three_lines(result.stderr, case)


def assert_three_lines(told: str, case: Case) -> None:
    """The last three lines are the error's, and it is told only once."""
    lines = told.splitlines()[-3:]
    assert [line[:8] for line in lines] == [lines[0][:8], "  input:", "  next: "], told
    assert re.fullmatch(r"error: .+ \[[a-z_]+(\.[a-z_]+)*\]", lines[0]), told
    assert case.error_id in lines[0]
    assert case.tells in "\n".join(lines)
    assert told.count("error: ") == 1


@pytest.mark.parametrize(
    "name", ["a missing file", "punctuation alone", "an unknown engine", "no network", "an unknown option"]
)
def test_programs_get_the_error_as_a_last_line_of_json(
    world: Path, article: Path, bulletin: Bulletin, name: str
) -> None:
    case = CASES[name]
    case.prepare(world)
    result = bulletin("make", *case.arguments, "--json")
    last = json.loads(result.stderr.splitlines()[-1])
    assert set(last) == {"type", "code", "id", "input", "retry"}
    assert (last["type"], last["code"], last["retry"]) == ("exit_error", case.code, case.code == 75)
    assert case.error_id in last["id"]


@pytest.mark.parametrize("command", ["make", "script"])
def test_both_commands_that_read_articles_tell_the_same(bulletin: Bulletin, command: str) -> None:
    result = bulletin(command, "none.txt")
    assert result.returncode == 66
    assert result.stderr.splitlines()[-3] == "error: there is no such file. [source.missing]"


@pytest.mark.parametrize("beside", ["one.txt", "metr.mp3", "metro.jpg"])
def test_nothing_is_proposed_that_nobody_meant(world: Path, bulletin: Bulletin, beside: str) -> None:
    (world / beside).write_bytes(b"x")
    missing = "nofile.txt" if beside == "one.txt" else "metro.txt"
    assert "Did you mean" not in bulletin("make", missing).stderr


def test_an_empty_standard_input_is_told_as_such(bulletin: Bulletin) -> None:
    result = bulletin("make", "-", stdin=b"")
    assert result.returncode == 65
    assert "  input: -\n" in result.stderr


def test_a_store_that_cannot_be_used_is_told_as_such(
    world: Path, article: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(article))
    result = bulletin("make", article, "--voice", "tone")
    assert result.returncode == 73
    assert "[cache.unusable]" in result.stderr


def test_a_terminal_without_devanagari_is_no_reason_to_fail(
    article: Path, bulletin: Bulletin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    monkeypatch.setenv("LC_ALL", "C")
    assert bulletin("script", article).returncode == 0


def started(*arguments: object) -> subprocess.Popen[bytes]:
    """The real command, still running."""
    return start(
        [sys.executable, "-m", "bulletin", *(str(argument) for argument in arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


posix = pytest.mark.skipif(os.name == "nt", reason="signals and descriptors of POSIX")


@posix
@pytest.mark.parametrize(
    ("voice", "number", "code"),
    [("auto", signal.SIGINT, 130), ("gtts", signal.SIGTERM, 143), ("gtts", signal.SIGHUP, 129)],
)
def test_a_signal_ends_a_slow_run_within_two_seconds(
    world: Path, brief: Path, google: GoogleStandIn, voice: str, number: signal.Signals, code: int
) -> None:
    google.delay = 6
    with started("make", brief, "--voice", voice) as run:
        try:
            while google.most_at_once == 0:
                time.sleep(0.02)
            run.send_signal(number)
            _, told = run.communicate(timeout=2)
        finally:
            run.kill()
    assert run.returncode == code
    assert b"Traceback" not in told
    assert f"[signal.{number.name[3:].lower()}]" in told.decode()
    assert [path for path in files(world) if path != brief] == []


@posix
def test_what_was_spoken_before_a_signal_is_kept(
    world: Path, article: Path, bulletin: Bulletin, google: GoogleStandIn
) -> None:
    google.delay = 0.3
    with started("make", article, "--voice", "gtts") as run:
        while len(list(Path(os.environ["BULLETIN_CACHE_DIR"]).rglob("*.clip"))) < 4:
            time.sleep(0.02)
        run.send_signal(signal.SIGINT)
    assert run.returncode == 130
    google.delay = 0
    kept = json.loads(
        bulletin("make", article, "--voice", "gtts", "--no-jingles", "--no-cover", "--json").stdout
    )["requests"]["from_cache"]
    assert kept >= 4


@posix
@pytest.mark.parametrize("arguments", [["script"], ["make", *PLAIN], ["make", *PLAIN, "--json"]])
def test_a_reader_that_has_seen_enough_is_no_bug(brief: Path, arguments: list[str]) -> None:
    with started(*arguments, brief) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        told = run.stderr.read().decode()
    assert run.returncode not in (1, 70)
    assert "Traceback" not in told
    assert "Exception ignored" not in told


@posix
def test_a_closed_standard_output_is_no_bug(article: Path) -> None:
    command = 'exec "$0" -m bulletin script "$1" >&-'
    result = subprocess.run(
        ["sh", "-c", command, sys.executable, str(article)], capture_output=True, check=False
    )
    assert result.returncode not in (1, 70), result.stderr.decode()


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is missing")
def test_a_full_disk_behind_standard_output_is_told_as_such(article: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "bulletin", "script", str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 74
    assert "Traceback" not in result.stderr.decode()


def test_a_missing_file_is_answered_with_the_one_whose_whole_name_is_nearest(
    bulletin: Bulletin, world: Path
) -> None:
    for name in ("sham.toml", "sham5.txt", "subah.toml"):
        (world / name).write_text("x", encoding="utf-8")
    assert "Did you mean sham.toml?" in bulletin("make", "sham.tml").stderr
    assert "Did you mean sham5.txt?" in bulletin("make", "sham5.tx").stderr
