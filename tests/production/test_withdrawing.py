"""Withdrawing: an episode goes out of the feed, its archive and its folder, and only a person brings it back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bulletin.errors import InputError, MissingInputError, RefusedError
from bulletin.production.disk import commit
from bulletin.production.feeds.audit import audit_feed
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.repairing import repair_feed
from bulletin.production.feeds.restoring import restore
from bulletin.production.feeds.withdrawing import withdraw
from tests.command import run_here
from tests.production.episodes import episode, feed
from tests.production.test_feed_audit import guids

OPTIONS = PublishOptions(lock_seconds=5)


@pytest.fixture
def made(tmp_path: Path) -> list[Path]:
    """Three episodes."""
    return [episode(tmp_path / "out", f"n{number}", f"कड़ी {number}") for number in range(3)]


@pytest.fixture
def show(tmp_path: Path, made: list[Path]) -> Path:
    """A feed of them, and a cover."""
    folder = feed(tmp_path / "show")
    (folder / "cover.jpg").write_bytes(b"a cover")
    publish(made, folder, OPTIONS)
    return folder


def files(show: Path) -> list[str]:
    return sorted(path.name for path in show.glob("episodes/*/*"))


def test_what_is_withdrawn_is_in_no_page_and_no_file(show: Path, made: list[Path]) -> None:
    (guid,) = set(guids(show)) - {withdraw(show, str(path), 5).guid for path in (made[0], made[2])}
    assert guids(show) == [guid]
    assert {name.split(".")[0] for name in files(show)} == {"n1"}
    for page in (show / "feed.xml", show / ".feed.previous.xml"):
        assert "कड़ी 0" not in page.read_text(encoding="utf-8")
    assert audit_feed(show).faults == ()
    assert (audit_feed(show).items, audit_feed(show).unused) == (1, 0)


@pytest.mark.parametrize("by", ["guid", "address", "record", "sound", "published", "stem"])
def test_it_is_named_by_its_guid_or_address_or_any_of_its_names(
    show: Path, made: list[Path], by: str
) -> None:
    guid = guids(show)[1]
    (published,) = show.glob("episodes/*/n1.mp3")
    names = {
        "guid": guid,
        "address": f"https://example.org/podcast/episodes/{published.parent.name}/n1.mp3",
        "record": made[1], "sound": made[1].with_name("n1.mp3"), "published": published,
        "stem": made[1].with_name("n1"),
    }  # fmt: skip
    assert withdraw(show, str(names[by]), 5).guid == guid
    assert guid not in guids(show)


def test_earlier_versions_go_as_well(show: Path, tmp_path: Path, made: list[Path]) -> None:
    publish([episode(tmp_path / "out", "n0", "कड़ी 0", audio=b"again")], show, OPTIONS)
    withdraw(show, str(made[0]), 5)
    assert {name.split(".")[0] for name in files(show)} == {"n1", "n2"}
    assert audit_feed(show).unused == 0


def test_it_goes_from_the_archive(show: Path, tmp_path: Path, made: list[Path]) -> None:
    publish([episode(tmp_path / "out", "n3")], show, PublishOptions(limit=2))
    assert len(guids(show, "archive-0001.xml")) == 1
    guid = withdraw(show, str(made[0]), 5).guid
    assert not any(guid in page.read_text(encoding="utf-8") for page in show.glob("*.xml"))
    assert audit_feed(show).faults == ()


def test_neither_repair_nor_publish_brings_it_back(show: Path, tmp_path: Path, made: list[Path]) -> None:
    withdraw(show, str(made[0]), 5, reason="अदालत का आदेश")
    kept = guids(show)
    assert repair_feed(show, 5, dry_run=False).done == ()
    with pytest.raises(RefusedError, match=r'withdrawn on \d{4}-\d\d-\d\d \("अदालत का आदेश"\)'):
        publish([made[0]], show, OPTIONS)
    outcome = publish([*made, episode(tmp_path / "out", "n3")], show, OPTIONS)
    assert [each.error_id for each in outcome.left_out] == ["publish.withdrawn"]
    again = episode(tmp_path / "out", "n0", "कड़ी 0, नई आवाज़", audio=b"another voice")
    assert publish([again, made[1]], show, OPTIONS).left_out
    assert guids(show)[1:] == kept


def test_the_same_article_in_another_folder_is_withdrawn_too(show: Path, tmp_path: Path) -> None:
    publish([episode(tmp_path / "a", "news", article="a" * 16)], show, OPTIONS)
    withdraw(show, str(tmp_path / "a" / "news.mp3"), 5)
    moved = episode(tmp_path / "b", "news", audio=b"again", made_from="0" * 16, article="a" * 16)
    with pytest.raises(RefusedError, match="withdrawn"):
        publish([moved], show, OPTIONS)
    assert publish([moved], show, PublishOptions(new=True)).episodes


@pytest.mark.parametrize("left", ["", "<rss", "<?xml version='1.0'?><rss><channel><item>"])
def test_a_feed_that_was_restored_from_before_is_without_it(show: Path, made: list[Path], left: str) -> None:
    before = (show / "feed.xml").read_bytes()
    guid = withdraw(show, str(made[0]), 5).guid
    (show / ".feed.previous.xml").write_bytes(before)
    (show / "feed.xml").write_text(left, encoding="utf-8")
    repair_feed(show, 5, dry_run=False)
    assert guid not in guids(show)
    assert len(guids(show)) == 2
    assert audit_feed(show).faults == ()


def test_an_item_that_was_put_back_by_hand_is_named_and_taken_out(show: Path, made: list[Path]) -> None:
    before = (show / "feed.xml").read_bytes()
    guid = withdraw(show, str(made[0]), 5).guid
    (show / "feed.xml").write_bytes(before)
    assert "feed.withdrawn" in {each.fault_id for each in audit_feed(show).faults}
    assert repair_feed(show, 5, dry_run=True).done[0].startswith(f"take out: {guid}")
    repair_feed(show, 5, dry_run=False)
    assert audit_feed(show).faults == ()


def test_it_is_restored_with_its_guid_and_its_date(show: Path, made: list[Path]) -> None:
    before = (show / "feed.xml").read_text(encoding="utf-8")
    guid = withdraw(show, str(made[1]), 5).guid
    with pytest.raises(MissingInputError, match="files were removed"):
        restore(show, guid, 5)
    assert restore(show, str(made[1]), 5) == guid
    after = (show / "feed.xml").read_text(encoding="utf-8")
    assert after.partition("<item>")[2] == before.partition("<item>")[2]
    assert audit_feed(show).faults == ()
    with pytest.raises(MissingInputError, match="no such episode was withdrawn"):
        restore(show, str(made[1]), 5)


def test_what_is_not_in_the_feed_or_in_it_twice_is_named(show: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no such episode"):
        withdraw(show, "urn:uuid:none", 5)
    for number in range(2):
        news = episode(tmp_path / "out", "news", audio=b"%d" % number)
        publish([news], show, PublishOptions(new=True))
    news.with_name("news.mp3").write_bytes(b"other sound")
    document = json.loads(news.read_text(encoding="utf-8"))
    news.write_text(json.dumps({**document, "details": {}}), encoding="utf-8")
    with pytest.raises(InputError, match="2 episodes"):
        withdraw(show, str(news), 5)
    assert len(guids(show)) == 5


def test_a_note_that_cannot_be_read_stops_publishing_and_leads_out_of_no_folder(
    show: Path, tmp_path: Path, made: list[Path]
) -> None:
    withdraw(show, str(made[0]), 5)
    (note,) = show.glob("episodes/*.withdrawn.json")
    outside = tmp_path / "kept.txt"
    outside.write_text("kept", encoding="utf-8")
    document = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(
        json.dumps({**document, "files": ["../kept.txt"], "folders": ["../.."]}), encoding="utf-8"
    )
    withdraw(show, document["guid"], 5)
    assert outside.exists()
    note.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        publish(made, show, OPTIONS)
    assert [each.fault_id for each in audit_feed(show).faults] == ["feed.tombstone"]


def test_a_withdrawal_that_dies_at_any_step_leaves_a_feed_that_is_right_and_is_finished_by_repair(
    show: Path, tmp_path: Path, made: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([episode(tmp_path / "out", "n3")], show, PublishOptions(limit=2))

    class Killed(BaseException):
        pass

    put, unlink = commit.put_in_place, Path.unlink
    for step in range(40):
        trial = tmp_path / f"trial{step}"
        shutil.copytree(show, trial)
        left = [step]

        def step_or_die(left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        def put_or_die(temporary: Path, path: Path, go=step_or_die) -> None:  # type: ignore[no-untyped-def]
            go()
            put(temporary, path)

        def unlink_or_die(path: Path, missing_ok: bool = False, go=step_or_die) -> None:  # type: ignore[no-untyped-def]
            if path.name[0] != ".":
                go()
            unlink(path, missing_ok=missing_ok)

        died = True
        with monkeypatch.context() as patch:
            patch.setattr(commit, "put_in_place", put_or_die)
            patch.setattr(Path, "unlink", unlink_or_die)
            try:
                withdraw(trial, str(made[0]), 5)
                died = False
            except Killed:
                pass
        assert {each.fault_id for each in audit_feed(trial).faults} <= {"feed.withdrawn"}
        buried = bool([*trial.glob("episodes/*.withdrawn.json")])
        repair_feed(trial, 5, dry_run=False)
        assert (audit_feed(trial).faults, audit_feed(trial).items) == ((), 3 if buried else 4)
        withdraw(trial, str(made[0]), 5)
        assert (audit_feed(trial).faults, audit_feed(trial).items) == ((), 3)
        assert {name.split(".")[0] for name in files(trial)} == {"n1", "n2", "n3"}
        if not died:
            break
    assert step > 8


def test_the_command_withdraws_and_restores_and_publishing_ends_with_3(world: Path) -> None:
    show = feed(world / "podcast")
    (show / "cover.jpg").write_bytes(b"a cover")
    paths = [episode(world / "output", f"n{number}") for number in range(2)]
    publish(paths, show, OPTIONS)
    done = run_here(["feed", "withdraw", "podcast", "output/n0.mp3", "--reason", "सूत्र ग़लत"])
    assert (done.returncode, done.stdout[:9]) == (0, "urn:uuid:")
    result = run_here(["publish", "output/n0", "output/n1", "--feed", "podcast"])
    assert result.returncode == 3
    assert "withdrawn on" in result.stderr
    assert "सूत्र ग़लत" in result.stderr
    assert run_here(["publish", "output/n0", "--feed", "podcast"]).returncode == 77
    assert run_here(["feed", "withdraw", "podcast", done.stdout.strip(), "--restore"]).returncode == 66
    assert run_here(["feed", "withdraw", "podcast", "output/n0", "--restore"]).stdout == done.stdout
    assert run_here(["feed", "check", "podcast"]).returncode == 0
