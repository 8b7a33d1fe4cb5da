"""`bulletin say`: a sentence as a bulletin would say it, into a file or aloud."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from bulletin.errors import EngineError
from bulletin.production.disk.players import PLAYERS, play
from tests.conftest import Bulletin
from tests.standins.google import GoogleStandIn

TEXT = "किराया ₹25 है।"
SAID = "किराया पच्चीस रुपये है।\n"

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="players are made as shell scripts")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder with programs, empty."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def player(folder: Path, name: str, does: str = "exit 0") -> Path:
    """A player that notes what it was given, and a copy of the sound; returns the path of the note."""
    note = folder / f"{name}.note"
    script = folder / name
    script.write_text(
        f'#!/bin/sh\nfor last; do :; done\nprintf "%s\\n" "$@" >"{note}"\n'
        f'[ -s "$last" ] || exit 9\n/bin/cp "$last" "{note}.wav"\n{does}\n'
    )
    script.chmod(0o755)
    return note


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


class TestFile:
    def test_it_prints_what_is_said_and_tells_which_file_it_made(
        self, world: Path, bulletin: Bulletin
    ) -> None:
        result = bulletin("say", TEXT, "--voice", "espeak")
        assert (result.returncode, result.stdout) == (0, SAID)
        assert names(world) == ["kiraya-25-hai.wav"]
        assert result.stderr.splitlines()[-1].endswith("s, voice espeak:hi, kiraya-25-hai.wav")

    def test_the_sound_is_as_a_bulletins(self, world: Path, bulletin: Bulletin) -> None:
        bulletin("say", TEXT, "--voice", "espeak", "-o", "a.wav")
        samples, rate = soundfile.read(world / "a.wav")
        assert rate == 48_000
        assert 1.0 < len(samples) / rate < 4.0
        assert 0.5 < np.abs(samples).max() < 0.9

    @pytest.mark.parametrize(("name", "kind"), [("a.mp3", "MP3"), ("a.flac", "FLAC"), ("a.opus", "OGG")])
    def test_the_format_is_the_ending_of_the_name(
        self, world: Path, bulletin: Bulletin, name: str, kind: str
    ) -> None:
        assert bulletin("say", TEXT, "--voice", "tone", "-o", name).returncode == 0
        assert soundfile.info(world / name).format == kind

    def test_several_texts_are_said_after_one_another(self, world: Path, bulletin: Bulletin) -> None:
        result = bulletin("say", "एक", "दो।", "--voice", "tone", "-o", "a.wav")
        assert result.stdout == "एक\nदो।\n"

    def test_a_folder_takes_it_under_a_name_of_its_own(self, world: Path, bulletin: Bulletin) -> None:
        (world / "heard").mkdir()
        assert bulletin("say", TEXT, "--voice", "tone", "-o", "heard").returncode == 0
        assert names(world / "heard") == ["kiraya-25-hai.wav"]

    def test_a_lexicon_changes_what_is_said(self, world: Path, bulletin: Bulletin) -> None:
        (world / "words.tsv").write_text("COP30\tकॉप थर्टी\n", encoding="utf-8")
        result = bulletin("say", "COP30 आज", "--lexicon", "words.tsv", "--voice", "tone", "-o", "a.wav")
        assert result.stdout == "कॉप थर्टी आज\n"

    def test_what_was_said_before_comes_from_the_cache(
        self, world: Path, bulletin: Bulletin, google: GoogleStandIn
    ) -> None:
        for _ in range(2):
            assert bulletin("say", TEXT, "--voice", "gtts", "-o", "a.wav").returncode == 0
        assert google.texts == [SAID.strip()]

    def test_where_google_cannot_be_reached_another_voice_and_a_better_one_are_told(
        self, world: Path, bulletin: Bulletin
    ) -> None:
        result = bulletin("say", TEXT)
        assert result.returncode == 0
        assert "warning: espeak reads all of it, because gtts cannot be used: " in result.stderr
        assert "note: a better voice without a network: " in result.stderr

    @pytest.mark.parametrize(
        ("arguments", "code", "error_id"),
        [
            (("…",), 65, "text.empty"),
            ((TEXT, ""), 65, "text.empty"),
            ((TEXT, "-o", "a.txt"), 73, "output.format"),
            ((TEXT, "--voice", "nobody"), 78, "voice.engine"),
            ((TEXT, "--voice", "gtts"), 75, "net.unreachable"),
            ((TEXT, "--lexicon", "missing.tsv"), 66, "source.missing"),
            ((), 2, "usage"),
        ],
    )
    def test_a_failure_is_three_lines_its_code_and_no_file(
        self, world: Path, bulletin: Bulletin, arguments: tuple[str, ...], code: int, error_id: str
    ) -> None:
        result = bulletin("say", *arguments)
        assert (result.returncode, result.stdout) == (code, "")
        assert f"[{error_id}]" in result.stderr
        assert len(result.stderr.splitlines()) == 3
        assert names(world) == []


@posix_only
class TestAloud:
    def test_it_is_played_and_nothing_stays(self, world: Path, bulletin: Bulletin, programs: Path) -> None:
        note = player(programs, "aplay")
        result = bulletin("say", TEXT, "--voice", "tone", "--play")
        assert (result.returncode, result.stdout) == (0, SAID)
        assert names(world) == []
        options, _, path = note.read_text().strip().rpartition("\n")
        assert (options, Path(path).exists()) == ("-q", False)
        assert soundfile.info(f"{note}.wav").duration > 0.5

    def test_a_named_file_stays_and_is_played_as_wav(
        self, world: Path, bulletin: Bulletin, programs: Path
    ) -> None:
        note = player(programs, "aplay")
        assert bulletin("say", TEXT, "--voice", "tone", "--play", "-o", "a.mp3").returncode == 0
        assert names(world) == ["a.mp3"]
        assert soundfile.info(f"{note}.wav").format == "WAV"

    def test_without_a_player_the_next_step_is_told(
        self, world: Path, bulletin: Bulletin, programs: Path
    ) -> None:
        result = bulletin("say", TEXT, "--voice", "tone", "--play")
        assert result.returncode == 69
        assert "[play.missing]" in result.stderr
        assert "next:  Install one of afplay" in result.stderr

    def test_the_first_player_that_can_is_taken(self, world: Path, programs: Path) -> None:
        (world / "a.wav").write_bytes(b"RIFF")
        player(programs, "paplay", 'echo "Connection refused" >&2; exit 1')
        note = player(programs, "ffplay")
        play(world / "a.wav")
        assert note.read_text().splitlines()[-1] == str(world / "a.wav")

    def test_players_that_cannot_are_told_with_their_reasons(self, world: Path, programs: Path) -> None:
        (world / "a.wav").write_bytes(b"RIFF")
        player(programs, "paplay", 'echo "Connection refused" >&2; exit 1')
        player(programs, "aplay", "exit 3")
        with pytest.raises(
            EngineError, match=r"paplay ended with 1 \(Connection refused\); aplay ended with 3"
        ) as caught:
            play(world / "a.wav")
        assert (caught.value.code, caught.value.error_id) == (69, "play.failed")

    def test_a_quotation_mark_in_a_name_is_no_end_of_powershells(self, world: Path, programs: Path) -> None:
        note = player(programs, "powershell", "exit 0")
        script = programs / "powershell"
        script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >"{note}"\n')
        (world / "it's.wav").write_bytes(b"RIFF")
        play(world / "it's.wav")
        assert "it''s.wav').PlaySync()" in note.read_text()


def test_every_player_is_given_the_file_once() -> None:
    assert [sum("FILE" in word for word in command) for command in PLAYERS] == [1] * len(PLAYERS)
