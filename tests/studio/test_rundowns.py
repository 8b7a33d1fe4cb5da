"""The page of a rundown: put together from stories, ordered, read out, undone; what is wrong is told at its field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.production.setup.rundowns import read_rundown
from bulletin.schema.rundown import Item
from tests.studio.asking import Answer, Asker, revision

STORIES = (
    "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n",
    "मेट्रो का किराया बढ़ा\n\nकिराया सोमवार से बढ़ेगा।\n\nपास पर छूट जारी रहेगी।\n",
    "टीम ने फाइनल जीता\n\nटीम ने दो गोल किए।\n",
)
TITLES = [text.split("\n")[0] for text in STORIES]


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    (tmp_path / "station.toml").write_text('[voices]\nmain = "tone"\n', "utf-8")
    return Asker.at(tmp_path)


@pytest.fixture
def place(asker: Asker) -> str:
    """The address of a rundown of two stories; a third one stands by."""
    names = [asker.post("/stories", text=text).place.rpartition("/")[2] for text in STORIES]
    answer = asker.post("/rundowns", title="सुबह", story=[names[0], names[1]])
    assert answer.status == 303, answer.text
    return answer.place


def items(asker: Asker, place: str) -> tuple[Item, ...]:
    return read_rundown(asker.folder.rundown(place.rpartition("/")[2])).rundown.items


def titles(page: Answer) -> list[str]:
    return re.findall(r'class="what" lang="hi"><a href="/stories/[^"]*">(.*?)</a>', page.text)


def send(asker: Asker, place: str, action: str, **fields: str | list[str]) -> Answer:
    page = asker.get(place)
    return asker.post(place, None, action=action, revision=revision(page), **fields)


def do(asker: Asker, place: str, action: str, **fields: str | list[str]) -> Answer:
    return asker.follow(send(asker, place, action, **fields))


def test_the_first_page_lists_rundowns_and_makes_one(asker: Asker, place: str) -> None:
    home = asker.get("/")

    assert f'href="{place}" lang="hi">सुबह</a>' in home.text
    assert home.text.count('name="story"') == 3
    none = asker.post("/rundowns", title="x")
    assert (none.status, "studio.none" in none.text) == (422, True)


def test_a_rundown_shows_its_stories_with_seconds_and_the_total(asker: Asker, place: str) -> None:
    page = asker.get(place)

    assert titles(page) == TITLES[:2]
    assert len(re.findall(r'class="time">\d:\d\d<', page.text)) == 2
    assert re.search(r'id="total"><strong>\d:\d\d</strong>', page.text)


def test_stories_are_ordered_by_buttons_and_by_dragging(asker: Asker, place: str) -> None:
    assert titles(do(asker, place, "down", number="0", key="a")) == [TITLES[1], TITLES[0]]
    assert titles(do(asker, place, "up", number="1")) == TITLES[:2]
    assert titles(do(asker, place, "move", number="1", to="0", key="b")) == [TITLES[1], TITLES[0]]
    assert titles(do(asker, place, "undo")) == TITLES[:2]
    assert titles(do(asker, place, "redo")) == [TITLES[1], TITLES[0]]


def test_a_part_of_the_page_is_shown_at_once_and_its_times_are_asked_for_later(
    asker: Asker, place: str
) -> None:
    asker.get(place)
    part = asker.get(place, x_swap="1")
    assert "data-later" not in part.text
    send(asker, place, "down", number="0")
    part = asker.get(place, x_swap="1")
    assert f'data-later="{place}"' in part.text
    assert (titles(part), len(re.findall(r'class="time">', part.text))) == ([TITLES[1], TITLES[0]], 2)
    whole = asker.get(place)
    assert "data-later" not in whole.text
    assert re.findall(r'class="time">(.*?)<', whole.text) == re.findall(r'class="time">(.*?)<', part.text)


def test_stories_are_added_kept_in_reserve_and_taken_out(asker: Asker, place: str) -> None:
    name = asker.folder.story_names()[0]
    added = do(asker, place, "add", story=[name])
    assert (titles(added)[2], added.text.count('name="story"')) == (TITLES[2], 0)

    kept = do(asker, place, "reserve", number="1")
    assert [item.reserve for item in items(asker, place)] == [False, False, True]
    assert 'id="reserves"' in kept.text
    assert titles(do(asker, place, "drop", number="0")) == [TITLES[2], TITLES[1]]


def test_what_is_filled_in_beside_a_story_is_in_its_file(asker: Asker, place: str) -> None:
    do(
        asker,
        place,
        "readers",
        **{"reader-name": ["अनीता", "रवि", ""], "reader-voice": ["tone", "tone:hum", ""]},
    )
    opened = asker.get(f"{place}?open=1")
    assert opened.text.count("<option>अनीता</option>") == 1
    fields = {
        "headline": "किराया बढ़ा",
        "reader": "रवि",
        "priority": "8",
        "longest": "0:45",
        "may_drop": "true",
    }
    do(asker, place, "story", number="1", **fields)
    found = items(asker, place)[1]

    assert (found.headline, found.reader, found.priority, found.longest, found.may_drop) == (
        "किराया बढ़ा", "रवि", 8, 45.0, True,
    )  # fmt: skip
    # A box that is not ticked is not sent.
    do(asker, place, "story", number="1", headline="किराया बढ़ा")
    assert not items(asker, place)[1].may_drop


def test_a_slot_is_shown_with_what_it_takes(asker: Asker, place: str) -> None:
    do(asker, place, "story", number="1", may_drop="true", priority="9")
    page = do(asker, place, "head", slot="0:18", headlines="0", title="सुबह")

    assert "0:18" in page.text
    assert 'class="note' in page.text


def test_wrong_values_are_told_at_their_fields_and_stay_in_them(asker: Asker, place: str) -> None:
    before = asker.folder.rundown(place.rpartition("/")[2]).read_bytes()
    answer = send(asker, place, "head", slot="soon", headlines="99", title="नया")

    assert answer.status == 422
    for key, value, told in (
        ("slot", "soon", "soon is no length of time"),
        ("headlines", "99", "99 headlines is outside"),
    ):
        field = re.search(rf'<input id="head-{key}"[^>]*>', answer.text)
        assert field is not None
        assert f'value="{value}"' in field[0]
        assert 'aria-invalid="true"' in field[0]
        assert re.search(rf'id="head-{key}-wrong"[^>]*>{told}', answer.text)
    assert 'id="head-title" name="title" value="नया"' in answer.text
    assert asker.folder.rundown(place.rpartition("/")[2]).read_bytes() == before

    story = send(asker, place, "story", number="0", longest="soon", priority="3")
    assert (story.status, 'id="story-longest-wrong"' in story.text) == (422, True)
    readers = send(asker, place, "readers", **{"reader-name": ["अ", "अ"], "reader-voice": ["", ""]})
    assert (readers.status, "अ is named twice" in readers.text) == (422, True)


def test_a_change_from_an_older_page_is_refused(asker: Asker, place: str) -> None:
    seen = revision(asker.get(place))
    do(asker, place, "down", number="0")
    answer = asker.post(place, action="down", number="0", revision=seen)

    assert (answer.status, titles(answer)) == (409, [TITLES[1], TITLES[0]])


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"action": "steal"}, 422),
        ({"action": "drop", "number": "77"}, 422),
        ({"action": "move", "number": "-9", "to": "1"}, 422),
        ({"action": "add", "story": "../../etc/passwd"}, 422),
        ({"action": "story", "number": "0", "reader": "nobody"}, 422),
    ],
)
def test_what_no_page_sends_changes_nothing(
    asker: Asker, place: str, fields: dict[str, str], status: int
) -> None:
    before = asker.folder.rundown(place.rpartition("/")[2]).read_bytes()

    assert asker.post(place, None, **fields).status == status
    assert asker.folder.rundown(place.rpartition("/")[2]).read_bytes() == before


def test_a_rundown_that_is_not_there_or_deleted_is_none(asker: Asker, place: str) -> None:
    assert asker.get("/rundowns/none").status == 404
    assert asker.follow(asker.post(place, action="delete")).status == 200
    assert asker.get(place).status == 404


def test_a_story_that_is_gone_is_told_and_the_rundown_can_be_mended(asker: Asker, place: str) -> None:
    name = asker.folder.story_names()[-1]
    asker.post(f"/stories/{name}", action="delete")
    page = asker.get(place)

    assert (page.status, 'role="alert"' in page.text) == (200, True)
    mended = do(asker, place, "drop", number="0")
    assert 'role="alert"' not in mended.text


def test_a_rundown_that_was_damaged_by_hand_is_told_and_can_be_what_it_was(asker: Asker, place: str) -> None:
    path = asker.folder.rundown(place.rpartition("/")[2])
    good = path.read_bytes()
    path.write_text("[[story]]\nsorce = 1\n", "utf-8")
    page = asker.get(place)
    assert (page.status, "rundown.key" in page.text, 'value="undo"' in page.text) == (422, True, True)
    assert titles(asker.follow(asker.post(place, action="undo"))) == TITLES[:2]
    assert path.read_bytes() == good


def test_both_languages_have_all_words(asker: Asker, place: str) -> None:
    english = asker.get(f"{place}?lang=en&open=0").text

    assert "Order" in english
    assert "क्रम" in asker.get(f"{place}?lang=hi").text
