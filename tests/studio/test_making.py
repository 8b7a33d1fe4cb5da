"""Making in the studio: a story is queued, followed, stopped; the finished bulletin heard, checked, changed, published."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.apps.studio.hub import KEPT, Hub
from bulletin.production.cache.clips import ClipCache, cache_folder
from bulletin.production.drafts.rundowns import new_rundown
from tests.command import run_here
from tests.studio.asking import Answer, Asker, revision

STORY = "शहर में मेट्रो शुरू\n\nमेट्रो आज शुरू हुई।\n"
OTHER = "मेला लगा\n\nलोग आए।\n"
MADE = "shahar-men-metro-shuru"
STATION = '[voices]\nmain = "tone"\n[sound]\njingles = false\n'


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A studio's folder with a story and its bulletin."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "station.toml").write_text(STATION, "utf-8")
    asker = Asker.at(folder)
    name = story(asker)
    words = ["make", f"stories/{name}.md", "--station", "station.toml"]
    assert run_here(words, folder=folder).returncode == 0
    return folder


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Asker]:
    """A studio with its queue, in an empty folder; its bulletins have no covers, which take long to draw."""
    folder = tmp_path / "studio"
    folder.mkdir()
    (folder / "station.toml").write_text(f"{STATION}[cover]\nmade = false\n", "utf-8")
    yield from opened(folder)


@pytest.fixture
def later(tmp_path: Path, finished: Path) -> Iterator[Asker]:
    """A studio whose folder has a finished bulletin, MADE."""
    yield from opened(Path(shutil.copytree(finished, tmp_path / "studio")))


def opened(folder: Path) -> Iterator[Asker]:
    asker = Asker.at(folder, makes=True)
    yield asker
    assert asker.studio.queue is not None
    asker.studio.queue.close()


def story(asker: Asker, text: str = STORY) -> str:
    return asker.post("/stories", text=text).place.removeprefix("/stories/")


def job_over(asker: Asker, answer: Answer) -> Answer:
    """The page of a job once it is over."""
    assert answer.status == 303, answer.text
    late = time.monotonic() + 60
    while 'name="csrf"' in (page := asker.get(answer.place)).text and "/cancel" in page.text:
        assert time.monotonic() < late, page.text
        time.sleep(0.05)
    return page


def test_a_story_is_made_as_the_command_makes_it_and_told_in_the_same_words(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    name = story(asker)
    page = job_over(asker, asker.post(f"/stories/{name}/make"))
    folder = asker.folder.path
    by_studio = files_of(folder / "output")
    (folder / "output").rename(folder / "by_studio")
    words = ["make", f"stories/{name}.md", "--station", "station.toml", "-o", "output/"]
    told = run_here(words, folder=folder).stderr
    by_command = files_of(folder / "output")

    assert {name for name in by_studio | by_command if by_studio.get(name) != by_command.get(name)} == set()
    english = asker.get(f"{page_address(page)}?lang=en")
    lines = re.findall("<li>(.*?)</li>", english.text.partition('class="log"')[2])
    assert lines[0] == "reading the article"
    assert "वॉइस" not in page.text
    assert "लेख पढ़ा जा रहा है" in page.text
    assert [line for line in told.splitlines() if line.startswith(("found", "script", "voice"))] == [
        line for line in lines if line.startswith(("found", "script", "voice"))
    ]


def page_address(page: Answer) -> str:
    found = re.search(r'data-name="(\d+)"', page.text)
    assert found is not None
    return f"/jobs/{found[1]}"


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of an episode; of its record all but what each run has of its own."""
    found = {path.name: path.read_bytes() for path in folder.iterdir()}
    name = next(name for name in found if name.endswith(".episode.json"))
    own = {"seconds": None, "requests": None}
    return {**found, name: json.dumps({**json.loads(found[name]), **own}).encode()}


def test_a_job_can_be_cancelled_and_made_again(asker: Asker) -> None:
    name = story(asker)
    output = asker.folder.output / "shahar-men-metro-shuru.mp3"
    with ClipCache(cache_folder()).output_lock(output):
        first = asker.post(f"/stories/{name}/make")
        second = asker.post(f"/stories/{name}/make")
        late = time.monotonic() + 60
        while "प्रतीक्षा" not in (page := asker.get(first.place)).text:
            assert time.monotonic() < late, page.text
        assert "1 और" in asker.get(second.place).text
        assert '<meta http-equiv="refresh"' in page.text
        asker.post(f"{second.place}/cancel")
        asker.post(f"{first.place}/cancel")
        assert "रोका गया।" in job_over(asker, first).text
    again = asker.post(f"{first.place}/again")
    assert again.place != first.place
    assert "बन गया।" in job_over(asker, again).text
    assert f'href="{again.place}"' in asker.get("/").text


def test_what_cannot_be_made_is_told_with_what_to_do(asker: Asker) -> None:
    asker.folder.station.write_text(f'{STATION}slot = "0:40"\n', "utf-8")
    page = job_over(asker, asker.post(f"/stories/{story(asker)}/make"))
    assert 'role="alert"' in page.text
    assert "slot." in page.text
    assert "नहीं बन सका।" in page.text
    assert 'action="/jobs/1/again"' in page.text


def test_a_finished_bulletin_is_shown_heard_and_taken_away(later: Asker) -> None:
    page = later.get(f"/episodes/{MADE}")
    files = re.findall(rf'href="/episodes/{MADE}/files/(\w+)\?download"', page.text)
    assert {"mp3", "vtt", "episode", "cover"} <= set(files)
    for kind in files:
        answer = later.get(f"/episodes/{MADE}/files/{kind}?download")
        assert answer.status == 200
        assert answer.headers["content-disposition"].startswith("attachment")
    whole = later.get(f"/episodes/{MADE}/files/mp3")
    part = later.get(f"/episodes/{MADE}/files/mp3", range="bytes=100-199")
    assert (part.status, part.body) == (206, whole.body[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.body)}"
    assert whole.headers["content-disposition"].startswith("inline")
    assert later.get(f"/episodes/{MADE}/files/html").headers["content-disposition"].startswith("attachment")
    assert 'href="?look#check"' in page.text
    picture = later.get(f"/episodes/{MADE}/picture")
    assert (picture.headers["content-type"], picture.body[:4]) == ("image/png", b"\x89PNG")
    assert "सब वैसा है" in later.get(f"/episodes/{MADE}").text


def test_what_was_checked_is_named_in_the_language_of_the_page(later: Asker) -> None:
    page = later.get(f"/episodes/{MADE}?look").text
    names = re.findall(r"<span>(.*?): <span lang=.en.>", page)
    assert len(names) > 30
    assert [name for name in names if not re.search("[ऀ-ॿ]", name)] == []
    assert "loudness: " in later.get(f"/episodes/{MADE}?lang=en").text


def test_a_damaged_bulletin_is_told_and_what_was_found_before_is_forgotten(later: Asker) -> None:
    assert "सब वैसा है" in later.get(f"/episodes/{MADE}?look").text
    (later.folder.output / f"{MADE}.vtt").write_text("WEBVTT\n", "utf-8")
    assert "सब वैसा है" not in later.get(f"/episodes/{MADE}").text
    assert 'class="fault"' in later.get(f"/episodes/{MADE}?look").text


def test_what_is_not_there_is_not_found(later: Asker) -> None:
    here = f"/episodes/{MADE}/files"
    paths = ["/episodes/none", "/episodes/..%2Fstation", f"{here}/nothing", f"{here}/..%2F..%2Fstation.toml"]
    paths += ["/jobs/99", "/jobs/x", "/jobs/-1", "/jobs/99999999999999999999", "/episodes/none/picture"]
    assert {path: later.get(path).status for path in paths} == dict.fromkeys(paths, 404)


def test_a_record_that_names_files_elsewhere_shows_none_of_them(later: Asker) -> None:
    path = later.folder.output / f"{MADE}.episode.json"
    record = json.loads(path.read_text("utf-8"))
    (later.folder.output / "secret.txt").symlink_to(later.folder.station)
    record["files"] |= {"txt": "../station.toml", "vtt": "/etc/passwd", "srt": "secret.txt"}
    path.write_text(json.dumps(record), "utf-8")
    for kind in ("txt", "vtt", "srt"):
        assert later.get(f"/episodes/{MADE}/files/{kind}").status == 404


def test_stories_of_a_finished_bulletin_are_added_moved_replaced_and_dropped(later: Asker) -> None:
    def stories() -> list[str]:
        return re.findall(r'<p><strong lang="hi">(.*?)</strong>', later.get(f"/episodes/{MADE}").text)

    def change(action: str, **fields: str) -> str:
        page = later.get(f"/episodes/{MADE}")
        sent = {"action": action, "revision": revision(page), **fields}
        return job_over(later, later.post(f"/episodes/{MADE}", None, **sent)).text

    other = story(later, OTHER)
    assert "बन गया।" in change(action="add", number="0", draft=other)
    assert stories() == ["शहर में मेट्रो शुरू", "मेला लगा"]
    assert "बन गया।" in change(action="up", number="2")
    assert stories() == ["मेला लगा", "शहर में मेट्रो शुरू"]
    answer = later.post(
        f"/episodes/{MADE}",
        files={"file": ("match.txt", "टीम जीती\n\nदो गोल हुए।\n".encode())},
        action="replace", number="2", correction="नतीजा बदला",
        revision=revision(later.get(f"/episodes/{MADE}")),
    )  # fmt: skip
    assert "बन गया।" in job_over(later, answer).text
    assert stories() == ["मेला लगा", "टीम जीती"]
    assert "नतीजा बदला" in later.get(f"/episodes/{MADE}").text
    assert "बन गया।" in change(action="drop", number="1")
    assert stories() == ["टीम जीती"]
    assert "replace.last" in change(action="drop", number="1")


def test_a_change_that_cannot_be_is_refused_at_once(later: Asker) -> None:
    seen = revision(later.get(f"/episodes/{MADE}"))
    stale = later.post(f"/episodes/{MADE}", action="drop", number="1", revision="0" * 64)
    assert (stale.status, "इस बीच बदल गया" in stale.text) == (409, True)
    for action, draft in (("burn", ""), ("replace", "none")):
        answer = later.post(f"/episodes/{MADE}", action=action, draft=draft, number="1", revision=seen)
        assert answer.status == 422
        assert 'role="alert"' in answer.text


def test_a_bulletin_is_published_into_the_folder_and_again_as_the_same(later: Asker) -> None:
    page = later.get(f"/episodes/{MADE}")
    assert 'name="author"' in page.text
    wrong = later.post(f"/episodes/{MADE}/publish", base_url="nowhere", title="आज", author="हम")
    assert wrong.status == 422
    assert 'value="nowhere"' in wrong.text
    base = "https://example.org/podcast/"
    answer = later.post(f"/episodes/{MADE}/publish", base_url=base, title="आज", author="हम")
    assert "पॉडकास्ट में डाला गया।" in later.follow(answer).text
    assert f"{base}feed.xml" in later.get(f"/episodes/{MADE}").text
    answer = later.post(f"/episodes/{MADE}/publish", base_url="")
    assert "पॉडकास्ट में पहले से यही है।" in later.follow(answer).text
    assert (later.folder.podcast / "feed.xml").read_text("utf-8").count("<item>") == 1


def heard(hub: Hub, after: int, number: int) -> list[str]:
    """The first lines of a stream of events."""

    async def take() -> list[str]:
        return [line async for line, _ in _first(hub, after, number)]

    return asyncio.run(take())


async def _first(hub: Hub, after: int, number: int):  # type: ignore[no-untyped-def]
    count = 0
    async for line in hub.stream(after):
        yield line, None
        count += 1
        if count == number:
            return


def test_a_page_that_was_away_hears_what_it_missed_and_no_more() -> None:
    hub = Hub()
    for number in range(5):
        hub.tell("job", {"name": str(number)})
    assert [line.partition("\n")[0] for line in heard(hub, 3, 3)] == ["retry: 1000", "id: 4", "id: 5"]


def test_a_browser_that_connects_again_says_which_event_it_saw_last(tmp_path: Path) -> None:
    asker = Asker.at(tmp_path)
    for number in range(5):
        asker.studio.hub.tell("job", {"name": str(number)})
    assert re.findall("id: (.)", asker.get("/events?after=1", last_event_id="3").text) == ["4", "5"]
    assert re.findall("id: (.)", asker.get("/events?after=1").text) == ["2", "3", "4", "5"]


def test_a_page_that_was_away_too_long_loads_anew() -> None:
    hub = Hub()
    for number in range(KEPT + 5):
        hub.tell("job", {"name": str(number)})
    assert "event: missed" in heard(hub, 2, 2)[1]
    assert "event: missed" in heard(hub, KEPT + 99, 2)[1]
    assert f"id: {KEPT + 5}\nevent: job" in heard(hub, KEPT + 4, 2)[1]


def test_a_stream_ends_with_the_studio() -> None:
    hub = Hub()
    hub.close()
    assert heard(hub, 0, 9) == ["retry: 1000\n\n"]


def test_a_rundown_is_made_and_that_is_told_to_the_pages_that_listen(asker: Asker) -> None:
    rundown = new_rundown(asker.folder, [story(asker), story(asker, OTHER)])
    number = job_over(asker, asker.post(f"/rundowns/{rundown}/make"))
    assert "बन गया।" in number.text
    assert "2 ख़बरें" in number.text
    name = page_address(number).rpartition("/")[2]
    told = [event for event in asker.studio.hub.since(0) if event.kind in ("job", "progress")]
    assert {json.loads(event.data)["name"] for event in told} == {name}
    counts = [json.loads(event.data) for event in told if event.kind == "progress"]
    assert counts[-1]["done"] == counts[-1]["total"] > 0
    assert counts[-1]["lines"]["en"][0].startswith("spoken: ")
