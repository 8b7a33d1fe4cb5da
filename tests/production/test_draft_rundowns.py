"""Rundowns of a folder of drafts: made of its stories, changed, undone; each change is in the file that `make` reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.errors import ConfigurationError, InputError, MissingInputError
from bulletin.production.drafts.ahead import bulletin_ahead
from bulletin.production.drafts.editing import StaleDraft
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.refusals import WrongFields
from bulletin.production.drafts.rundown_forms import read_rundown
from bulletin.production.drafts.rundowns import RundownEdit, delete_rundown, edit_rundown, new_rundown
from bulletin.production.drafts.stories import new_stories
from bulletin.production.scripts import script_of
from bulletin.production.setup.settle import settle
from bulletin.schema.rundown import Newsreader
from bulletin.schema.rundown_form import RundownForm

STORIES = (
    "नदी पर नया पुल खुला\n\nपुल रविवार को खोल दिया गया।\n",
    "मेट्रो का किराया बढ़ा\n\nकिराया सोमवार से बढ़ेगा।\n\nपास पर छूट जारी रहेगी।\n",
    "टीम ने फाइनल जीता\n\nटीम ने दो गोल किए।\n",
)
TITLES = [text.split("\n")[0] for text in STORIES]


@pytest.fixture
def folder(tmp_path: Path) -> StudioFolder:
    (tmp_path / "station.toml").write_text('name = "नगर"\n[voices]\nmain = "tone"\n', "utf-8")
    return StudioFolder.opened(tmp_path)


@pytest.fixture
def name(folder: StudioFolder) -> str:
    """A rundown of three stories."""
    stories = [new_stories(folder, text=text)[0] for text in STORIES]
    return new_rundown(folder, stories, "सुबह")


def titles(form: RundownForm) -> list[str]:
    return [story.title for story in form.stories]


def do(folder: StudioFolder, name: str, **edit: object) -> RundownForm:
    edit_rundown(folder, name, RundownEdit(**edit))  # type: ignore[arg-type]
    return read_rundown(folder, name)


def test_a_new_rundown_lists_its_stories_as_the_command_line_reads_them(
    folder: StudioFolder, name: str
) -> None:
    form = read_rundown(folder, name)
    path = folder.rundown(name)
    recipe = settle([str(path)], {})
    script = script_of(recipe.sources, rundown=recipe.rundown)

    assert (titles(form), form.title, form.can_undo) == (TITLES, "सुबह", False)
    assert form.stories[0].source == f"../stories/{form.stories[0].story}.md"
    assert ([story.title for story in script.stories], script.title) == (TITLES, "सुबह")
    assert recipe.station.name == "नगर"


def test_stories_are_moved_dropped_added_and_kept_in_reserve(folder: StudioFolder, name: str) -> None:
    first = read_rundown(folder, name).stories[0].story

    assert titles(do(folder, name, what="move", number=2, to=0)) == [TITLES[2], TITLES[0], TITLES[1]]
    assert titles(do(folder, name, what="drop", number=1)) == [TITLES[2], TITLES[1]]
    assert titles(do(folder, name, what="add", stories=[first])) == [TITLES[2], TITLES[1], TITLES[0]]
    kept = do(folder, name, what="reserve", number=0)
    assert (titles(kept)[-1], kept.stories[-1].reserve) == (TITLES[2], True)
    assert [story.reserve for story in do(folder, name, what="use", number=2).stories] == [False] * 3


def test_what_is_done_is_undone_and_done_again(folder: StudioFolder, name: str) -> None:
    before = folder.rundown(name).read_bytes()
    changed = do(folder, name, what="head", values={"headlines": "3", "slot": "1:00"})
    assert (changed.head["headlines"], changed.head["slot"], changed.can_undo) == ("3", "1:00", True)

    undone = do(folder, name, what="undo")
    assert (folder.rundown(name).read_bytes(), undone.can_redo) == (before, True)
    assert do(folder, name, what="redo").head["slot"] == "1:00"


def test_newsreaders_read_and_stories_choose_among_them(folder: StudioFolder, name: str) -> None:
    readers = (Newsreader(name="अनीता", voice="tone"), Newsreader(name="रवि"))
    form = do(folder, name, what="readers", readers=readers)
    assert (tuple(form.readers), list(form.names)) == (readers, ["अनीता", "रवि"])

    chosen = do(
        folder, name, what="story", number=1, values={"reader": "रवि", "priority": "8", "may_drop": "true"}
    )
    assert chosen.stories[1].values == {"reader": "रवि", "priority": "8", "may_drop": "true"}


def test_all_wrong_values_of_a_form_are_told_at_once_and_nothing_is_written(
    folder: StudioFolder, name: str
) -> None:
    before = folder.rundown(name).read_bytes()
    with pytest.raises(WrongFields) as caught:
        do(
            folder,
            name,
            what="story",
            number=0,
            values={"priority": "12", "longest": "soon", "headline": "पुल"},
        )

    assert {key: "outside 1 to 9" in told or "no length" in told for key, told in caught.value.fields.items()} == {
        "priority": True, "longest": True,
    }  # fmt: skip
    assert folder.rundown(name).read_bytes() == before


def test_a_change_of_an_older_version_is_refused(folder: StudioFolder, name: str) -> None:
    seen = read_rundown(folder, name).revision
    do(folder, name, what="move", number=0, to=1, revision=seen)
    with pytest.raises(StaleDraft):
        do(folder, name, what="move", number=0, to=1, revision=seen)


@pytest.mark.parametrize("story", ["none", "../station", "/etc/passwd"])
def test_only_stories_of_the_folder_are_added(folder: StudioFolder, name: str, story: str) -> None:
    with pytest.raises(MissingInputError):
        do(folder, name, what="add", stories=[story])
    with pytest.raises(MissingInputError):
        new_rundown(folder, [story])


def test_a_rundown_of_nothing_is_refused_and_a_damaged_one_is_told(folder: StudioFolder, name: str) -> None:
    with pytest.raises(InputError, match="no story was chosen"):
        new_rundown(folder, [])
    folder.rundown(name).write_text("[[story]]\nsorce = 1\n", "utf-8")
    with pytest.raises(ConfigurationError):
        read_rundown(folder, name)


def test_a_deleted_rundown_leaves_its_stories(folder: StudioFolder, name: str) -> None:
    delete_rundown(folder, name)

    assert (folder.rundown_names(), len(folder.story_names())) == ([], 3)


def test_seconds_and_what_a_slot_takes_are_known_before_and_change_with_a_story(
    folder: StudioFolder, name: str
) -> None:
    do(folder, name, what="head", values={"slot": "0:40"})
    do(folder, name, what="story", number=2, values={"may_drop": "true", "priority": "9"})
    ahead = bulletin_ahead(folder, name)
    assert (len(ahead.stories), ahead.asked) == (3, 40.0)
    assert all(story.seconds > 1 for story in ahead.stories)
    assert bulletin_ahead(folder, name) is ahead

    path = folder.story(read_rundown(folder, name).stories[0].story)
    path.write_text(path.read_text("utf-8").replace("पुल रविवार को", "पुल बहुत दिनों के बाद रविवार को"), "utf-8")
    assert bulletin_ahead(folder, name).stories[0].seconds > ahead.stories[0].seconds
