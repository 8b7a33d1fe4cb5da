from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from bulletin.production.audit.run import audit_episode
from tests.conftest import Bulletin

TEXT = "Zorblatt ने कहा\nZorblatt और Qwixo ने BJP से बात की। QZT भी आई। Zorblatt फिर बोले।\n"


def test_unknown_words_are_listed_the_most_frequent_first(bulletin: Bulletin, world: Path) -> None:
    (world / "a.txt").write_text(TEXT, encoding="utf-8")

    result = bulletin("lexicon", "unknown", "a.txt")

    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [(row[0], row[1]) for row in rows] == [("3", "Zorblatt"), ("1", "QZT"), ("1", "Qwixo")]
    assert rows[1][2] == "क्यूज़ेडटी"
    assert result.returncode == 0


def test_the_listed_words_are_a_lexicon(bulletin: Bulletin, world: Path) -> None:
    (world / "a.txt").write_text(TEXT, encoding="utf-8")
    words = bulletin("lexicon", "unknown", "a.txt", "--tsv").stdout
    (world / "words.tsv").write_text(
        words.replace(words.split("\t")[1].split("\n")[0], "ज़ोर्ब"), encoding="utf-8"
    )

    assert bulletin("lexicon", "check", "words.tsv").returncode == 0
    assert bulletin("spoken", "--lexicon", "words.tsv", "Zorblatt आए").stdout == "ज़ोर्ब आए\n"
    assert (
        json.loads(bulletin("lexicon", "unknown", "a.txt", "--json", "--lexicon", "words.tsv").stdout) == []
    )


def test_the_bulletins_own_lexicon_goes_before_the_stations(
    bulletin: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (world / "station.tsv").write_text("AI\tएआई\nUN\tसंयुक्त राष्ट्र\n", encoding="utf-8")
    (world / "own.tsv").write_text("AI\tकृत्रिम मेधा\n", encoding="utf-8")
    monkeypatch.setenv("BULLETIN_LEXICON", "station.tsv")

    result = bulletin("spoken", "--lexicon", "own.tsv", "UN में AI")

    assert result.stdout == "संयुक्त राष्ट्र में कृत्रिम मेधा\n"


def test_a_remedy_asks_for_the_lexicons_that_hold_everywhere(
    bulletin: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (world / "everywhere.tsv").write_text("AI\tएआई\nUN\tसंयुक्त राष्ट्र\n", encoding="utf-8")
    (world / "radio.tsv").write_text("AI\tकृत्रिम मेधा\n", encoding="utf-8")
    (world / "radio.toml").write_text('[words]\nlexicon = ["radio.tsv"]\n', encoding="utf-8")
    (world / "un.txt").write_text("UN की AI रिपोर्ट\n\nUN ने AI पर कहा।\n", encoding="utf-8")
    monkeypatch.setenv("BULLETIN_LEXICON", "everywhere.tsv")
    make = ("make", "un.txt", "--station", "radio.toml", "--voice", "tone", "--no-jingles", "--no-cover")
    assert bulletin(*make, "-o", "un.mp3").returncode == 0
    before = (world / "un.mp3").read_bytes(), (world / "un.vtt").read_bytes()

    monkeypatch.delenv("BULLETIN_LEXICON")
    (world / "un.vtt").unlink()
    remedy = next(fault.remedy for fault in audit_episode(world / "un.mp3").report.faults)
    assert "--lexicon everywhere.tsv --lexicon radio.tsv" in remedy
    assert bulletin(*shlex.split(remedy)[1:]).returncode == 0
    assert ((world / "un.mp3").read_bytes(), (world / "un.vtt").read_bytes()) == before
    assert json.loads((world / "un.episode.json").read_text("utf-8"))["lines"][0]["spoken"].startswith(
        "संयुक्त राष्ट्र की कृत्रिम मेधा"
    )


def test_a_wrong_line_stops_a_bulletin_with_its_place(bulletin: Bulletin, article: Path, world: Path) -> None:
    (world / "words.tsv").write_text("अब\tतब\nNATO नाटो\n", encoding="utf-8")

    result = bulletin("make", article, "--lexicon", "words.tsv")

    assert result.returncode == 78
    assert result.stderr.splitlines()[-3:] == [
        "error: there is a space where a tab must be. [lexicon.line]",
        "  input: words.tsv line 2",
        "  next:  Write: NATO<TAB>नाटो — see all: bulletin lexicon check words.tsv",
    ]


def test_a_check_names_every_wrong_line(bulletin: Bulletin, world: Path) -> None:
    (world / "words.tsv").write_text("NATO नाटो\nअब\tतब\nBJP\t\n", encoding="utf-8")

    result = bulletin("lexicon", "check", "words.tsv")

    assert result.returncode == 78
    assert [line.split(": ")[0] for line in result.stdout.splitlines()] == [
        "words.tsv line 1", "words.tsv line 3", "words.tsv",
    ]  # fmt: skip


def test_a_lexicon_that_is_not_there_is_told(bulletin: Bulletin) -> None:
    result = bulletin("spoken", "--lexicon", "none.tsv", "कुछ")

    assert (result.returncode, "none.tsv" in result.stderr) == (66, True)


def test_a_rule_can_be_switched_off(bulletin: Bulletin) -> None:
    with_rule = bulletin("spoken", "15 अगस्त 1947 को").stdout
    without = bulletin("spoken", "--without", "dates", "--without", "years", "15 अगस्त 1947 को").stdout

    assert with_rule == "पंद्रह अगस्त उन्नीस सौ सैंतालीस को\n"
    assert without == "पंद्रह अगस्त एक हज़ार नौ सौ सैंतालीस को\n"


def test_a_rule_that_is_not_there_is_told_with_the_nearest(bulletin: Bulletin) -> None:
    result = bulletin("spoken", "--without", "date", "कल")

    assert result.returncode == 2
    assert 'did you mean "dates"?' in result.stderr


def test_a_word_is_added_in_its_place_and_other_lines_stay(bulletin: Bulletin, world: Path) -> None:
    (world / "words.tsv").write_text("# नाम\nModi\tमोडी\n\nअब\tतब\n", encoding="utf-8")

    replaced = bulletin("lexicon", "add", "modi", "मोदी", "--to", "words.tsv")
    added = bulletin("lexicon", "add", "New  York", "न्यूयॉर्क", "--to", "words.tsv")

    assert replaced.stdout == "words.tsv line 2: modi: मोदी (replaced, it was मोडी)\n"
    assert added.stdout == "words.tsv line 5: New York: न्यूयॉर्क\n"
    assert (world / "words.tsv").read_text(encoding="utf-8") == (
        "# नाम\nmodi\tमोदी\n\nअब\tतब\nNew York\tन्यूयॉर्क\n"
    )


def test_of_two_entries_of_a_word_one_is_left(bulletin: Bulletin, world: Path) -> None:
    (world / "words.tsv").write_text("AI\tएआई\nUN\tयूएन\nAI\tऐ\n", encoding="utf-8")

    result = bulletin("lexicon", "add", "AI", "कृत्रिम मेधा", "--to", "words.tsv")

    assert result.stdout == "words.tsv line 2: AI: कृत्रिम मेधा (replaced, it was ऐ)\n"
    assert (world / "words.tsv").read_text(encoding="utf-8") == "UN\tयूएन\nAI\tकृत्रिम मेधा\n"


def test_a_word_goes_into_the_stations_lexicon_or_words_tsv(
    bulletin: Bulletin, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = bulletin("lexicon", "add", "Qwixo", "क्विक्सो")
    monkeypatch.setenv("BULLETIN_LEXICON", "station.tsv")
    (world / "station.tsv").write_text("", encoding="utf-8")
    second = bulletin("lexicon", "add", "Qwixo", "क्विक्सो")

    assert first.stdout.split(" ")[0] == "words.tsv"
    assert first.stderr.startswith(
        "note: bulletins go by it with --lexicon words.tsv, with BULLETIN_LEXICON=words"
    )
    assert first.stderr.endswith(', or with lexicon = ["words.tsv"] under [words] in the station file\n')
    assert (second.stdout.split(" ")[0], second.stderr) == ("station.tsv", "")
    assert bulletin("spoken", "Qwixo").stdout == "क्विक्सो\n"


@pytest.mark.parametrize(("word", "spoken"), [("Modi", "Modi"), ("#tag", "टैग"), ("…", "टैग"), ("Modi", "")])
def test_what_cannot_be_an_entry_is_refused_and_nothing_written(
    bulletin: Bulletin, world: Path, word: str, spoken: str
) -> None:
    result = bulletin("lexicon", "add", word, spoken)

    assert (result.returncode, "[lexicon.entry]" in result.stderr) == (65, True)
    assert not (world / "words.tsv").exists()


def test_a_lexicon_with_wrong_lines_is_added_to_and_they_are_told(bulletin: Bulletin, world: Path) -> None:
    (world / "words.tsv").write_bytes("NATO नाटो\r\n".encode())

    result = bulletin("lexicon", "add", "AI", "एआई", "--to", "words.tsv")

    assert (
        result.stderr.splitlines()[0]
        == "note: 1 other line is wrong; see them by: bulletin lexicon check words.tsv"
    )
    assert (world / "words.tsv").read_bytes() == "NATO नाटो\r\nAI\tएआई\r\n".encode()


def test_doubtful_hindi_names_are_listed_with_the_reason(bulletin: Bulletin, world: Path) -> None:
    text = "मंत्री करमदेव शर्मा ने कहा\nज़िलाधिकारी करमदेव शर्मा और जेलेंस्की मिले। सरकार चलती रही।\n"
    (world / "a.txt").write_text(text, encoding="utf-8")

    rows = json.loads(bulletin("lexicon", "unknown", "a.txt", "--json").stdout)

    assert [(row["written"], row["spoken"], row["reason"], row["count"]) for row in rows] == [
        ("करमदेव", "करम देव", "schwa", 2), ("जेलेंस्की", "ज़ेलेंस्की", "nukta", 1),
    ]  # fmt: skip


def test_a_name_that_the_newsroom_has_is_in_no_doubt(bulletin: Bulletin, world: Path) -> None:
    (world / "a.txt").write_text("शीर्षक यह है\nकल जेलेंस्की दिल्ली में मिले।\n", encoding="utf-8")
    (world / "words.tsv").write_text("जेलेंस्की\tज़ेलेंस्की\n", encoding="utf-8")

    assert (
        json.loads(bulletin("lexicon", "unknown", "a.txt", "--json", "--lexicon", "words.tsv").stdout) == []
    )
