"""`bulletin spoken`: text as it is written → as it is said, a line each."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Bulletin


def test_each_argument_is_a_line(bulletin: Bulletin) -> None:
    result = bulletin("spoken", "₹25", "50%")
    assert result.stdout == "पच्चीस रुपये\nपचास प्रतिशत\n"


def test_each_line_of_standard_input_is_a_line(bulletin: Bulletin) -> None:
    result = bulletin("spoken", stdin="₹25\n50%\n".encode())
    assert result.stdout == "पच्चीस रुपये\nपचास प्रतिशत\n"


def test_a_dash_is_standard_input(bulletin: Bulletin) -> None:
    assert bulletin("spoken", "-", stdin="₹25\n".encode()).stdout == "पच्चीस रुपये\n"


def test_the_example_of_the_help_is_true(bulletin: Bulletin) -> None:
    shown = bulletin("spoken", "--help").stdout.partition('bulletin spoken "')[2]
    written, _, said = shown.partition('"\n')
    assert bulletin("spoken", written).stdout.strip() == said.splitlines()[0].strip()


def test_an_empty_line_stays_a_line(bulletin: Bulletin) -> None:
    result = bulletin("spoken", stdin="₹25\n\n50%\n".encode())
    assert result.stdout.splitlines() == ["पच्चीस रुपये", "", "पचास प्रतिशत"]


def test_a_last_line_needs_no_end_and_lines_may_end_as_on_windows(bulletin: Bulletin) -> None:
    result = bulletin("spoken", stdin="₹25\r\n50%".encode())
    assert result.stdout == "पच्चीस रुपये\nपचास प्रतिशत\n"


def test_a_line_end_within_an_argument_makes_no_second_line(bulletin: Bulletin) -> None:
    assert bulletin("spoken", "मेट्रो चली।\nलोग आए।").stdout == "मेट्रो चली। लोग आए।\n"


def test_several_sentences_of_a_line_stay_on_it(bulletin: Bulletin) -> None:
    assert bulletin("spoken", "मेट्रो चली.लोग आए.").stdout == "मेट्रो चली। लोग आए।\n"


def test_bytes_that_are_no_text_spoil_only_their_line(bulletin: Bulletin) -> None:
    result = bulletin("spoken", stdin="₹25\n".encode() + b"\xff\xfe\n" + b"50%\n")
    lines = result.stdout.splitlines()
    assert (result.returncode, len(lines)) == (0, 3)
    assert (lines[0], lines[2]) == ("पच्चीस रुपये", "पचास प्रतिशत")


def test_text_that_looks_like_an_option_follows_two_dashes(bulletin: Bulletin) -> None:
    assert bulletin("spoken", "--", "-5").returncode == 0


def test_nothing_in_is_nothing_out(bulletin: Bulletin) -> None:
    result = bulletin("spoken", stdin=b"")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_the_name_of_a_file_is_read_as_text_and_that_is_told(bulletin: Bulletin, tmp_path: Path) -> None:
    path = tmp_path / "metro.txt"
    path.write_text("मेट्रो चली।", "utf-8")
    result = bulletin("spoken", str(path), "missing.txt")
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr == (
        f"note: {path} is a file, and its name was read; what is in it: bulletin script {path}\n"
    )
