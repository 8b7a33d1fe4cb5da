"""Rundowns: read key by key, each wrong one told with its line and the nearest; settings; where stories come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bulletin.errors import BulletinError, ConfigurationError
from bulletin.production.episode.ingredients import ingredients_of
from bulletin.production.scripts import save_sheet, script_of
from bulletin.production.setup.kinds import SettingError
from bulletin.production.setup.rundowns import RundownFile, read_rundown
from bulletin.production.setup.settle import settle
from bulletin.schema.rundown import Item, Newsreader
from tests.conftest import Bulletin

ARTICLE = "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n"
STORY = '[[story]]\nsource = "a.txt"\n'

EDITED = """\
<!-- bulletin.script/1 -->
title: मेला टला
date: 2026-11-28

# story 1: https://news.example/mela

## headline
मेला टला, 12 दिन बाद लगेगा
= मेला टला, बारह रोज़ बाद लगेगा

## body
मेले में 5 झूले हैं।

## left out
byline: रवि कुमार
cut: मेले में भीड़ थी।
"""
"""An edited script of one story, with a spoken form of its own."""

SEVERAL = EDITED + "\n# story 2: b.txt\n\n## body\nदूसरी खबर।\n"

WHOLE = """\
name = "रेडियो शहर"

[bulletin]
title = "सुबह के समाचार"
summary = "आज की खबरें"
slot = 5
headlines = 2
recap = true
turns = "section"
break_after = 1
at = "07:00"

[[reader]]
name = "अनीता"
voice = "espeak:hi+f3"

[[reader]]
name = "रवि"

[[story]]
source = "a.txt"
headline = "पुल खुला"
reader = "रवि"
priority = 2
longest = "0:45"
may_cut = false
may_drop = true
before = "अब शहर से।"
after = "बस।"
sting = "own.wav"

[[story]]
text = \"\"\"
मेला समाप्त हुआ

मेले में हजारों लोग आए।\"\"\"

[[reserve]]
source = "https://news.example/story"
priority = 9

[lines]
closing = "नमस्कार।"
"""


def read(world: Path, text: str) -> RundownFile:
    (world / "show").mkdir(exist_ok=True)
    (world / "show" / "r.toml").write_text(text, encoding="utf-8")
    (world / "show" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (world / "show" / "own.wav").write_bytes(b"")
    return read_rundown(Path("show/r.toml"))


def test_a_rundown_is_read_whole(world: Path) -> None:
    found = read(world, WHOLE)

    assert found.rundown.title == "सुबह के समाचार"
    assert found.rundown.summary == "आज की खबरें"
    assert found.settings == {
        "sound.slot": 5, "bulletin.headlines": 2, "bulletin.recap": True, "bulletin.turns": "section",
        "bulletin.break_after": 1, "at": "07:00", "bulletin.readers": ["अनीता=espeak:hi+f3", "रवि"],
    }  # fmt: skip
    assert found.rundown.items == (
        Item(
            source="show/a.txt", headline="पुल खुला", reader="रवि", priority=2, longest=45.0, may_cut=False,
            may_drop=True, before="अब शहर से।", after="बस।", sting=Path("show/own.wav"),
        ),
        Item(text="मेला समाप्त हुआ\n\nमेले में हजारों लोग आए।"),
        Item(source="https://news.example/story", priority=9, reserve=True),
    )  # fmt: skip


def test_each_story_knows_its_line(world: Path) -> None:
    assert [item.line for item in read(world, WHOLE).rundown.items] == [20, 32, 38]


WRONG = {
    "a key of a story": (f'{STORY}hedline = "x"\n', 3, 'no key "hedline"', 'Did you mean "headline"?'),
    "a key of a reserve": (f'{STORY}[[reserve]]\nsource = "b"\nmay_drop = true\n', 5, 'no key "may_drop"', "may_cut"),
    "a key of a reader": (f'{STORY}[[reader]]\nnam = "x"\n', 4, 'no key "nam"', 'Did you mean "name"?'),
    "a key of the bulletin": (f"[bulletin]\nheadline = 5\n{STORY}", 2, 'no key "headline"', 'Did you mean "headlines"?'),
    "a key of the second story": (f'{STORY}{STORY}hedline = "x"\n', 5, 'no key "hedline"', "headline"),
    "a type": (f"{STORY}may_drop = 1\n", 3, '"may_drop" takes true or false', ""),
    "a list": (f'{STORY}headline = ["x"]\n', 3, '"headline" takes a text', ""),
    "bounds": (f"{STORY}priority = 10\n", 3, "priority 10 is outside 1 to 9", ""),
    "a time": (f'{STORY}longest = "5:7"\n', 3, "5:7 is no length of time", ""),
    "a file": (f'{STORY}sting = "none.wav"\n', 3, "there is no file", "beside the station file or rundown"),
    "a setting of the form": (f"[bulletin]\nheadlines = 99\n{STORY}", 2, "99 headlines is outside 0 to 30", ""),
    "a choice": (f'[bulletin]\nturns = "stories"\n{STORY}', 2, 'take turns by "stories"', 'Did you mean "story"?'),
    "one bracket": ('[story]\nsource = "a.txt"\n', 1, "wrong brackets", "Write [[story]]."),
    "two brackets": (f"[[bulletin]]\nrecap = true\n{STORY}", 1, "wrong brackets", "Write [bulletin]."),
    "no brackets": (f"bulletin = 5\n{STORY}", None, "wrong brackets", "Write [bulletin]."),
    "a list of texts": ('story = ["a.txt"]\n[bulletin]\n', None, "wrong brackets", "Write [[story]]."),
    "both": (f'{STORY}text = "ख"\n', 1, "both a source and a text", "Write one of them"),
    "neither": ('[[story]]\nheadline = "x"\n', 1, "story 1 has neither a source nor a text", "Write one of them"),
    "no story": ("[bulletin]\nrecap = true\n", 1, "a rundown needs a story", "[[story]]"),
    "only a reserve": ('[bulletin]\n[[reserve]]\nsource = "a.txt"\n', 1, "a rundown needs a story", ""),
    "no name": (f'{STORY}[[reader]]\nvoice = ""\n', 3, "a newsreader has no name", 'name = "अनीता"'),
    "a voice": (f'{STORY}[[reader]]\nname = "x"\nvoice = "espek"\n', 5, "espek", "espeak"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line_and_what_is_right(
    world: Path, case: tuple[str, int | None, str, str]
) -> None:
    text, line, what, remedy = case
    with pytest.raises(ConfigurationError) as caught:
        read(world, text)

    error = caught.value
    assert what in error.what
    assert error.source == (f"show/r.toml line {line}" if line else "show/r.toml")
    assert remedy in error.remedy
    assert error.remedy.endswith("Then: bulletin rundown check show/r.toml")


def test_what_is_not_toml_is_told_with_its_place_and_how_to_get_a_right_file(world: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(world, "[[story]]\nsource = a.txt\n")

    assert (caught.value.error_id, caught.value.source) == ("rundown.toml", "show/r.toml line 2, column 10")
    assert "bulletin rundown new" in caught.value.remedy


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (f"{STORY}headline = “पुल खुला”\n", 3, 'Write " in place of “ and ”'),
        (f"{STORY}may_drop = yes\n", 3, "Write true or false, in small letters"),
        (f"{STORY}may_drop = True\n", 3, "Write true or false, in small letters"),
        (f"{STORY}priority = ५\n", 3, "Write numbers with the digits 0 to 9"),
        (f"{STORY}priority – 5\n", 3, "Write = between a key and its value"),
        (f'{STORY}before = "कहा "अब क्या" करें"\n', 3, "write a quotation mark as"),
        (f'{STORY}sting = "C:\\news\\2.wav"\n', 3, "twice, or / in its place"),
        ('[story]\nsource = "a"\n[story]\nsource = "b"\n', 3, "Each story begins with [[story]]"),
        (f'{STORY}source = "b.txt"\n', 3, "It stands there twice"),
    ],
)
def test_what_people_write_in_place_of_toml_is_told(world: Path, text: str, line: int, remedy: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        read(world, text)

    assert caught.value.source.startswith(f"show/r.toml line {line}, column ")
    assert remedy in caught.value.remedy


def test_a_story_s_reader_is_one_of_the_newsreaders(world: Path) -> None:
    read(world, f'{STORY}reader = "अनिता"\n[[reader]]\nname = "अनीता"\n')
    with pytest.raises(ConfigurationError) as caught:
        settle(["show/r.toml"], {})

    assert caught.value.error_id == "rundown.reader"
    assert "show/r.toml line 1" in caught.value.source
    assert 'Did you mean "अनीता"?' in caught.value.remedy


def test_a_reader_where_none_is_named_is_told_how_to_name_one(world: Path) -> None:
    read(world, f'{STORY}reader = "अनीता"\n')
    with pytest.raises(ConfigurationError, match="no newsreader") as caught:
        settle(["show/r.toml"], {})

    assert "[[reader]]" in caught.value.remedy


def test_tables_of_a_station_file_stand_in_a_rundown(world: Path) -> None:
    read(world, WHOLE)
    station = settle(["show/r.toml"], {}).station

    assert (station.name, station.closing, station.slot) == ("रेडियो शहर", "नमस्कार।", 300.0)
    assert station.readers == (Newsreader(name="अनीता", voice="espeak:hi+f3"), Newsreader(name="रवि"))


def test_a_wrong_key_of_a_station_s_table_is_told_for_the_rundown(world: Path) -> None:
    read(world, f'{STORY}[voices]\nmian = "tone"\n')
    with pytest.raises(ConfigurationError) as caught:
        settle(["show/r.toml"], {})

    assert caught.value.source == "show/r.toml line 4"
    assert caught.value.remedy == 'Did you mean "main"? Then: bulletin rundown check show/r.toml'


def test_the_rundown_goes_before_its_station_and_the_command_line_before_both(world: Path) -> None:
    (world / "show").mkdir()
    (world / "show" / "radio.toml").write_text(
        'name = "अ"\nprogramme = "ब"\n[bulletin]\nheadlines = 1\nrecap = true\nbreak_after = 2\n',
        encoding="utf-8",
    )
    read(world, f'name = "क"\n[bulletin]\nstation = "radio.toml"\nheadlines = 2\nbreak_after = 3\n{STORY}')
    station = settle(["show/r.toml"], {"bulletin.headlines": 4, "sound.slot": None}).station

    assert (station.name, station.programme) == ("क", "ब")
    assert (station.headlines, station.recap, station.break_after) == (4, True, 3)


def test_a_station_of_the_command_line_goes_in_the_place_of_the_rundown_s(world: Path) -> None:
    (world / "other.toml").write_text('programme = "दूसरा"\n', encoding="utf-8")
    read(world, f'[bulletin]\nstation = "none.toml"\n{STORY}')

    assert settle(["show/r.toml"], {}, Path("other.toml")).station.programme == "दूसरा"


def test_sources_are_looked_for_beside_the_rundown(world: Path) -> None:
    read(world, STORY)
    recipe = settle(["show/r.toml"], {})

    assert script_of(recipe.sources, rundown=recipe.rundown).title == "नदी पर नया पुल खुला"
    assert recipe.given == ("show/r.toml", "show/a.txt")


def test_a_text_stands_in_the_rundown_itself(world: Path) -> None:
    read(world, '[[story]]\ntext = """\nमेला समाप्त हुआ\n\nमेले में हजारों लोग आए।"""\n')
    recipe = settle(["show/r.toml"], {})
    script = script_of(recipe.sources, rundown=recipe.rundown)

    assert [segment.written for segment in script.segments] == ["मेला समाप्त हुआ", "मेले में हजारों लोग आए।"]


def test_an_edited_script_is_a_story_of_the_rundown(world: Path) -> None:
    read(world, f'{STORY}[[story]]\nsource = "mela.md"\nheadline = "मेला टला"\npriority = 8\n')
    (world / "show" / "mela.md").write_text(EDITED, encoding="utf-8")
    recipe = settle(["show/r.toml"], {})
    script = script_of(recipe.sources, rundown=recipe.rundown)
    own = [segment for segment in script.segments if segment.story == 1]

    assert [(segment.id, segment.role, segment.spoken) for segment in own] == [
        ("s1-1-headline", "headline", "मेला टला, बारह रोज़ बाद लगेगा"),
        ("s1-2-body", "body", "मेले में पाँच झूले हैं।"),
    ]
    assert [(row.story, row.passage.reason) for row in script.left_out] == [(1, "byline"), (1, "cut")]
    told = script.stories[1]
    assert (told.title, told.source) == ("मेला टला, 12 दिन बाद लगेगा", "https://news.example/mela")
    assert (told.published, told.headline, told.priority) == (date(2026, 11, 28), "मेला टला", 8)
    assert recipe.given == ("show/r.toml", "show/a.txt", "show/mela.md")


def test_the_first_story_s_script_gives_the_bulletin_its_title_and_day(world: Path) -> None:
    read(world, f'[[story]]\nsource = "mela.md"\n{STORY}')
    (world / "show" / "mela.md").write_text(EDITED, encoding="utf-8")
    recipe = settle(["show/r.toml"], {})
    script = script_of(recipe.sources, rundown=recipe.rundown)

    assert (script.title, script.published) == ("मेला टला", date(2026, 11, 28))


def test_a_script_that_nobody_edited_is_said_as_its_article_is(world: Path) -> None:
    def said(source: str) -> Sequence[tuple[str, str, str]]:
        read(world, f'{STORY}[[story]]\nsource = "{source}"\n')
        recipe = settle(["show/r.toml"], {})
        script = script_of(recipe.sources, rundown=recipe.rundown)
        assert [story.title for story in script.stories][1] == "मेट्रो का किराया 25 रुपये से 30 रुपये हुआ"
        return [(segment.role, segment.written, segment.spoken) for segment in script.segments]

    (world / "show").mkdir()
    article = world / "show" / "metro.txt"
    article.write_text(
        "मेट्रो का किराया 25 रुपये से 30 रुपये हुआ\n\nपास पर 50% छूट है।\n\nनियम\nटिकट लें।\n", encoding="utf-8"
    )
    save_sheet(script_of([str(article)]), world / "show" / "metro.md")

    assert said("metro.md") == said("metro.txt")


def test_a_bulletin_is_made_anew_when_an_edited_script_in_it_changes(world: Path) -> None:
    def ingredients(text: str) -> str:
        (world / "show" / "mela.md").write_text(text, encoding="utf-8")
        recipe = settle(["show/r.toml"], {"voices.main": "tone", "cover.made": False})
        return ingredients_of(recipe, script_of(recipe.sources, rundown=recipe.rundown))

    read(world, '[[story]]\nsource = "mela.md"\n')

    assert ingredients(EDITED) == ingredients(EDITED)
    assert ingredients(EDITED.replace("रोज़", "दिन")) != ingredients(EDITED)


def test_a_feed_is_as_many_stories_as_are_asked_for_and_the_first_has_the_line(world: Path) -> None:
    entry = "<item><guid>{0}</guid><title>पुल {0} खुला</title><description><![CDATA[<p>यह पुल {0} है, और आज खुल गया।</p>]]></description></item>"
    entries = "".join(entry.format(number) for number in (3, 4, 5))
    read(world, f'{STORY}[[story]]\nsource = "feed.xml"\nheadline = "पंक्ति"\npriority = 7\n')
    (world / "show" / "feed.xml").write_text(
        f"<rss version='2.0'><channel>{entries}</channel></rss>", encoding="utf-8"
    )
    recipe = settle(["show/r.toml"], {})
    stories = script_of(recipe.sources, rundown=recipe.rundown, latest=2).stories

    assert [(story.title, story.headline, story.priority) for story in stories] == [
        ("नदी पर नया पुल खुला", "", 5),
        ("पुल 3 खुला", "पंक्ति", 7),
        ("पुल 4 खुला", "", 7),
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "b.txt"),
        ({"b.txt": b"%PDF-1.4 "}, "this is a PDF"),
        ({"b.txt": b""}, "b.txt"),
        ({"b.txt": b"<!-- bulletin.script/1 -->\n## odd\n"}, 'there is no part "odd"'),
        ({"b.txt": SEVERAL.encode()}, "a story is wanted, and this edited script has 2"),
    ],
)
def test_a_source_that_cannot_be_read_is_told_with_its_story_and_line(
    world: Path, files: dict[str, bytes], told: str
) -> None:
    read(world, f'{STORY}\n[[story]]\nsource = "b.txt"\n')
    for name, data in files.items():
        (world / "show" / name).write_bytes(data)
    recipe = settle(["show/r.toml"], {})
    with pytest.raises(BulletinError) as caught:
        script_of(recipe.sources, rundown=recipe.rundown)

    assert caught.value.source.startswith("show/r.toml line 4, story 2: show/b.txt")
    assert told in caught.value.what + caught.value.source


def test_a_text_in_the_rundown_that_cannot_be_read_is_told_with_its_line(world: Path) -> None:
    read(
        world, f'{STORY}\n[[story]]\ntext = "The minister said that the road is closed for the whole week."\n'
    )
    recipe = settle(["show/r.toml"], {})
    with pytest.raises(BulletinError, match="in English") as caught:
        script_of(recipe.sources, rundown=recipe.rundown)

    assert caught.value.source == "show/r.toml line 4, story 2"


@pytest.mark.parametrize("arguments", [("r.toml", "a.txt"), ("a.txt", "r.toml"), ("-",)])
def test_a_rundown_is_given_alone_and_as_a_file(
    bulletin: Bulletin, world: Path, arguments: tuple[str, ...]
) -> None:
    (world / "r.toml").write_text(STORY, encoding="utf-8")
    (world / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = bulletin("make", *arguments, "--voice", "tone", stdin=STORY.encode())

    assert result.returncode == 65
    assert "this is a rundown of a bulletin, not the text of a Hindi article. [source.kind]" in result.stderr
    assert "give its file alone: bulletin make morning.toml" in result.stderr


def test_a_comment_in_a_rundown_makes_no_other_bulletin(world: Path) -> None:
    def ingredients() -> str:
        recipe = settle(["show/r.toml"], {"voices.main": "tone", "cover.made": False})
        return ingredients_of(recipe, script_of(recipe.sources, rundown=recipe.rundown))

    read(world, f'{STORY}[lines]\nclosing = "बस।"\n')
    first = ingredients()
    read(world, f'# सुबह\n\n{STORY}# priority = 3\n[lines]\nclosing = "बस।"\n')

    assert first
    assert ingredients() == first
    read(world, f'{STORY}priority = 3\n[lines]\nclosing = "बस।"\n')
    assert ingredients() != first


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["=tone"], "names no newsreader"),
        (["अनीता=tone", "अनीता"], "अनीता is named twice"),
    ],
)
def test_newsreaders_that_are_wrong_are_told(given: list[str], told: str) -> None:
    with pytest.raises(SettingError, match=told):
        settle(["a.txt"], {"bulletin.readers": given})


def test_newsreaders_are_given_with_their_voices_or_without() -> None:
    station = settle(["a.txt"], {"bulletin.readers": ["अनीता = espeak:hi+f3", "रवि"]}).station

    assert station.readers == (Newsreader(name="अनीता", voice="espeak:hi+f3"), Newsreader(name="रवि"))


def test_newsreaders_of_a_station_file_are_shown_with_their_voices(bulletin: Bulletin, world: Path) -> None:
    (world / "radio.toml").write_text('[bulletin]\nreaders = ["अनीता=tone", "रवि"]\n', encoding="utf-8")

    assert (
        "newsreaders: अनीता (tone), रवि (the main voice)" in bulletin("station", "check", "radio.toml").stdout
    )


def test_the_rundown_that_the_readme_shows_is_right(world: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    section = readme.partition("### A bulletin of several stories")[2].partition("\n- **")[0]
    shown = section[section.index("    [[reader]]") :]
    found = read(world, "\n".join(line.removeprefix("    ") for line in shown.split("\n")))

    assert [(Path(item.source).name, item.reserve) for item in found.rundown.items] == [
        ("1.txt", False),
        ("2.txt", False),
        ("", True),
    ]


def test_the_example_is_right_and_fits_its_slot(bulletin: Bulletin) -> None:
    result = bulletin("rundown", "check", Path(__file__).parents[2] / "examples" / "bulletin" / "subah.toml")

    assert result.returncode == 0, result.stderr
    assert "6 stories and 1 reserve" in result.stdout
    assert "slot: 5:00 instead of" in result.stdout


def test_all_faults_of_a_rundown_are_told_at_once_each_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "r.toml"
    path.write_text(
        '[bulletin]\nheadlins = 2\nrecap = "yes"\n[sound]\nsloot = 5\n[[reader]]\nname = "अनीता"\n'
        '[[story]]\nsorce = "a.txt"\n[[story]]\nsource = "a.txt"\nreader = "अनिता"\n[[story]]\npriority = 3\n',
        encoding="utf-8",
    )
    with pytest.raises(ConfigurationError) as caught:
        read_rundown(path)

    told = [caught.value, *caught.value.others]
    assert [(error.what, error.source.rpartition(" ")[2]) for error in told] == [
        ('there is no key "headlins".', "2"),
        ('"recap" takes true or false.', "3"),
        ('there is no key "sorce".', "9"),
        ("story 3 has neither a source nor a text.", "13"),
        ('there is no key "sloot".', "5"),
        ('no newsreader is called "अनिता".', "10"),
    ]
    assert all(f"bulletin rundown check {path}" in error.remedy for error in told)
    assert 'Did you mean "headlines"?' in caught.value.remedy


@pytest.mark.parametrize(
    ("written", "seconds", "note"),
    [
        ('"45"', 45.0, "0:45"), ("45", 45.0, "0:45"), ("45.5", 45.5, "0:45.5"), ('"0.45"', 27.0, "0:27"),
        ("0.45", 27.0, "0:27"), ('"45s"', 45.0, None), ('"0:45"', 45.0, None),
    ],
)  # fmt: skip
def test_a_limit_without_a_unit_is_told_as_it_is_read(
    tmp_path: Path, written: str, seconds: float, note: str | None
) -> None:
    path, told = tmp_path / "r.toml", []
    path.write_text(f"{STORY}longest = {written}\n", encoding="utf-8")
    recipe = settle([str(path)], {}, None, lambda *what: told.append(what))

    assert recipe.rundown is not None
    assert recipe.rundown.items[0].longest == seconds
    assert told == ([] if note is None else [(f"longest = {written}", note, f"{path} line 3")])
