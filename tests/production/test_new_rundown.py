"""A new rundown: read back it has the same stories; every key there is stands in it, explained, on a narrow screen."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError, OutputError
from bulletin.production.rundown_files import new_rundown
from bulletin.production.setup.new_rundown import WIDTH, columns, rundown_text
from bulletin.production.setup.rows.form import FORM
from bulletin.production.setup.rows.items import ALSO, OWN, READER, STORY
from bulletin.production.setup.rundowns import RundownFile, read_rundown
from bulletin.production.setup.table import SETTINGS
from bulletin.schema.rundown import Item, Newsreader

SHORT = "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n"


def read_back(text: str, folder: Path) -> RundownFile:
    path = folder / "r.toml"
    path.write_text(text, encoding="utf-8", newline="")
    return read_rundown(path)


def as_comments_are_used(text: str) -> str:
    """The text with the # before each headline taken away."""
    return re.sub(r"^# (headline = )", r"\1", text, flags=re.MULTILINE)


# What TOML, a rundown's reader or a terminal could take for something else, and letters of Hindi.
SIGNS = "\"\\'#\n\r\t[]= ~./\x00\x1b\x7f\x85\u2028\u200d\ufeff😀कखि्aN0"
TITLES = st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).filter(lambda text: bool(text.strip()))
ITEMS = st.lists(
    st.builds(Item, source=TITLES, headline=TITLES, priority=st.integers(1, 9)), min_size=1, max_size=4
)


@settings(max_examples=25, deadline=None)
@given(ITEMS, TITLES, TITLES.map(lambda text: text.replace("=", "").strip()).filter(bool))
def test_whatever_the_titles_the_same_stories_are_read_back(items: list[Item], title: str, name: str) -> None:
    text = rundown_text(
        title, items, {"title": title, "headlines": 2, "recap": True}, [Newsreader(name=name)]
    )
    with tempfile.TemporaryDirectory() as folder:
        as_it_is, used = (read_back(each, Path(folder)) for each in (text, as_comments_are_used(text)))
        # A name with a NUL is nobody's home.
        sources = [
            str(Path(folder) / (item.source if "\0" in item.source else os.path.expanduser(item.source)))  # noqa: PTH111
            for item in items
        ]

    assert [item.headline for item in used.rundown.items] == [item.headline for item in items]
    assert [item.headline for item in as_it_is.rundown.items] == [""] * len(items)
    assert [item.source for item in as_it_is.rundown.items] == sources
    assert [item.priority for item in as_it_is.rundown.items] == [item.priority for item in items]
    assert as_it_is.rundown.title == title
    assert as_it_is.settings == {
        "bulletin.headlines": 2, "bulletin.recap": True, "bulletin.readers": [name],
    }  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(TITLES, min_size=1, max_size=4).map("\n".join))
def test_whatever_a_text_in_place_it_is_read_back_and_each_story_has_its_line(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read_back(rundown_text("r.toml", [Item(text=text), Item(source="a")], {}), Path(folder))
        lines = (Path(folder) / "r.toml").read_text(encoding="utf-8").split("\n")

    assert found.rundown.items[0].text == text.strip("\n")
    assert all(lines[item.line - 1] == "[[story]]" for item in found.rundown.items)


def test_every_key_there_is_stands_in_it_once_and_is_explained() -> None:
    text = rundown_text("r.toml", [Item(source="a.txt"), Item(source="b.txt")], {})
    keys = [
        *OWN,
        *ALSO,
        *(row.name for row in FORM.rows if row.kind.noun != "list of newsreaders"),
        *STORY,
        *READER,
    ]

    rows = re.findall(r"^(?:# )?(\w+) = (?:\"[^\"]*\"|\w+) +# (.+ · .+)$", text, re.MULTILINE)
    # The station's own name and a reserve's source stand there besides.
    counts = {key: [name for name, _ in rows].count(key) for key in {name for name, _ in rows} | set(keys)}
    assert counts.pop("name") == 2
    assert counts.pop("source") == 2
    assert counts == dict.fromkeys({*keys, "opening", "closing"} - {"name", "source"}, 1)


@pytest.mark.parametrize(
    "key", [*ALSO.values(), *(row.key for row in FORM.rows if row.key != "bulletin.readers")]
)
def test_a_setting_of_the_form_says_in_hindi_and_english_what_it_is(key: str) -> None:
    assert re.search(r"[ऀ-ॿ].* · .*[a-z]", SETTINGS[key].in_rundown)


def test_its_examples_are_right_when_they_are_used(world: Path) -> None:
    text = rundown_text("r.toml", [Item(source="a.txt")], {}, [Newsreader(name="अनीता", voice="tone")])
    used = re.sub(r"^# (?!text )(\[\[\w+\]\]$|\w+ = )", r"\1", text, flags=re.MULTILINE)
    for name in ("bumper.wav", "radio.toml", "a.txt", "article.txt"):
        (world / name).write_text("", encoding="utf-8")

    found = read_back(used, world)

    assert set(found.settings) == {*ALSO.values(), *(row.key for row in FORM.rows)}
    assert (len(found.rundown.items), found.rundown.items[0].longest) == (2, 45.0)
    assert found.station == world / "radio.toml"


def test_it_fits_on_a_screen_of_a_hundred_columns() -> None:
    items = [
        Item(source="खबरें/" + "क" * 20 + ".txt", headline="कोसी नदी पर नया पुल खुला, दूरी 64 किलोमीटर घटी")
    ] * 2
    text = rundown_text(
        "subah-ke-samachar.toml", items, {"title": "सुबह"}, [Newsreader(name="अनीता", voice="tone")]
    )

    assert [line for line in text.split("\n") if columns(line) > WIDTH] == []


def test_sources_stand_in_it_from_its_own_folder(world: Path) -> None:
    for folder in ("news", "shows", "~odd"):
        (world / folder).mkdir()
    (world / "news" / "a.txt").write_text(SHORT, encoding="utf-8")
    (world / "shows" / "b.txt").write_text(SHORT, encoding="utf-8")
    (world / "~odd" / "c.txt").write_text(SHORT, encoding="utf-8")
    new_rundown(Path("shows/r.toml"), ["news/a.txt", str(world / "shows" / "b.txt")], {})
    new_rundown(Path("r.toml"), ["~odd/c.txt"], {})

    found = [read_rundown(Path(name)).rundown.items for name in ("shows/r.toml", "r.toml")]
    assert [item.source for items in found for item in items] == [
        "shows/../news/a.txt",
        "shows/b.txt",
        "~odd/c.txt",
    ]


def test_a_file_that_is_there_is_written_over_only_by_force(world: Path) -> None:
    (world / "a.txt").write_text(SHORT, encoding="utf-8")
    (world / "r.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="already"):
        new_rundown(Path("r.toml"), ["a.txt"], {})
    assert (world / "r.toml").read_text(encoding="utf-8") == "mine"

    new_rundown(Path("r.toml"), ["a.txt"], {}, force=True)
    assert len(read_rundown(Path("r.toml")).rundown.items) == 1


def test_nothing_is_written_where_an_article_cannot_be_read(world: Path) -> None:
    (world / "a.txt").write_text(SHORT, encoding="utf-8")
    with pytest.raises(InputError):
        new_rundown(Path("r.toml"), ["a.txt", "none.txt"], {})
    assert [path.name for path in world.iterdir()] == ["a.txt"]


def test_entries_of_a_feed_are_named_by_their_addresses_and_else_stand_in_it(world: Path) -> None:
    body = (
        "<description><![CDATA[<p>यह पुल आज खुल गया, और लोग खुश हैं।</p><p>दूसरा पुल भी बनेगा।</p>]]></description>"
    )
    (world / "feed.xml").write_text(
        f"<rss version='2.0'><channel><item><title>पहला पुल खुला</title><link>https://news.example/1</link>"
        f"<encoded>{body.replace('description', 'x')}</encoded>{body}</item>"
        f"<item><guid>2</guid><title>दूसरा पुल खुला</title>{body}</item></channel></rss>",
        encoding="utf-8",
    )
    (world / "only.xml").write_text(
        f"<rss version='2.0'><channel><item><guid>2</guid><title>दूसरा पुल खुला</title>{body}</item></channel></rss>",
        encoding="utf-8",
    )
    new_rundown(Path("r.toml"), ["only.xml"], {})

    (item,) = read_rundown(Path("r.toml")).rundown.items
    assert item.text == "दूसरा पुल खुला\n\nयह पुल आज खुल गया, और लोग खुश हैं।\n\nदूसरा पुल भी बनेगा।"


@pytest.mark.skipif(os.name == "nt", reason="names of files are Unicode there")
def test_a_file_is_told_that_no_name_in_utf_8_stands_for(world: Path) -> None:
    odd = os.fsdecode(b"\xe0\xa4.txt")
    Path(odd).write_text(SHORT, encoding="utf-8")
    with pytest.raises(InputError, match="not UTF-8"):
        new_rundown(Path("r.toml"), [odd], {})
    assert not Path("r.toml").exists()
