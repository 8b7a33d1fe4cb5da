"""A feed of three episodes as others judge it: podcast-partytime, and the rules of RSS 2.0, iTunes and PSP-1.

W3C's validator cannot be had from a registry; the rules of its that a podcast's feed can break are tested here one by
one, on the feed's own XML.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.writers.feed import spaces
from tests.production.episodes import cover, episode, feed

NODE = Path(os.environ.get("BULLETIN_TEST_NODE", "/tmp/bulletin-test-node")) / "node_modules"
SCRIPT = Path(__file__).parent.parent / "programs" / "partytime.cjs"

needs_partytime = pytest.mark.skipif(
    shutil.which("node") is None or not (NODE / "podcast-partytime").is_dir(),
    reason="node or podcast-partytime is missing: no other program's validator has seen the feed"
    f" (npm install --prefix {NODE.parent} --ignore-scripts podcast-partytime)",
)

URI = re.compile(
    r"https?://[a-z0-9.-]+(:\d+)?(/[A-Za-z0-9._~%!$&'()*+,;=:@/-]*)?(\?[A-Za-z0-9._~%!$&'()*+,;=:@/?-]*)?"
)
MEDIA = re.compile(r"[a-z]+/[a-z0-9+.-]+")
DATE = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}")
ONCE = {
    "rss/channel": ["title", "link", "description", "language", "lastBuildDate", "generator", "itunes:author",
                    "itunes:explicit", "itunes:image", "itunes:type", "itunes:owner", "podcast:guid", "podcast:locked"],
    "item": ["title", "link", "guid", "pubDate", "description", "content:encoded", "enclosure", "itunes:duration",
             "itunes:explicit", "itunes:episodeType", "itunes:image", "podcast:chapters"],
}  # fmt: skip
"""Elements that must stand in their parent exactly once."""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed of three episodes with everything in it, one of them corrected, on an archive page as well."""
    folder = tmp_path_factory.mktemp("validators")
    show = feed(
        folder / "show",
        image=str(cover(folder / "c.jpg")),
        title='समाचार & "बात" <लाइव>',
        copyright="© रेडियो",
    )
    titles = ["R&D: <b>\"नई\" बात</b> 'कल'", "🚇👩🏽‍🚀 \u200fمترو\u202e \x00\x1f मेट्रो", "मेट्रो " * 1429]
    links: dict[str, Any] = {"sources": ["https://example.org/ख़बर?क=ख&a=[1]"]}
    kinds = ("mp3", "m4a", "vtt", "srt", "txt", "html", "chapters", "cover")
    for number, title in enumerate(titles):
        publish(
            [episode(folder / "out", f"n{number}", title, kinds=kinds, **links)],
            show,
            PublishOptions(lock_seconds=5),
        )
    again = episode(
        folder / "out", "n1", "सुधरा", audio=b"b", kinds=kinds, lines=[{"written": "नया"}], **links
    )
    publish([again], show, PublishOptions(lock_seconds=5))
    return show / "feed.xml"


def channel(page: Path) -> ET.Element:
    found = ET.parse(page).find("channel")
    assert found is not None
    return found


def name(element: ET.Element) -> str:
    """The element's name with its usual prefix."""
    for prefix, uri in spaces.PREFIXES.items():
        if element.tag.startswith(f"{{{uri}}}"):
            return f"{prefix}:{element.tag.partition('}')[2]}"
    return element.tag


@pytest.mark.program
@needs_partytime
def test_partytime_understands_everything_and_complains_of_nothing(page: Path) -> None:
    environment = {**os.environ, "NODE_PATH": str(NODE), "LOG": "silent"}
    result = subprocess.run(
        ["node", SCRIPT, page], env=environment, capture_output=True, check=True, timeout=60, text=True
    )
    told: dict[str, Any] = json.loads(result.stdout)
    assert told["complaints"] == []
    found = told["feed"]
    assert (found["locked"], found["podcastOwner"]) == (True, "studio@example.org")
    assert found["guid"] == "080cbc85-2163-502d-8b52-3171206ba87e"
    assert found["itunesCategory"] == ["News > Daily News"]
    assert found["pubsub"]["self"] == "https://example.org/podcast/feed.xml"
    assert len(found["items"]) == 3
    for item in found["items"]:
        assert item["guid"].startswith("urn:uuid:")
        assert item["enclosure"]["type"] == "audio/mpeg"
        assert [each["type"] for each in item["podcastTranscripts"]] == [
            "text/vtt", "application/srt", "text/html", "text/plain",
        ]  # fmt: skip
        assert item["podcastChapters"]["type"] == "application/json+chapters"
        assert [each["name"] for each in item["podcastPeople"]] == ["मीरा"]
        assert [each["type"] for each in item["alternativeEnclosures"]] == ["audio/mp4"]
        assert item["duration"] == 61
        assert item["explicit"] is False


def test_what_may_stand_once_stands_once(page: Path) -> None:
    show = channel(page)
    counted = Counter(name(child) for child in show)
    assert {each: counted[each] for each in ONCE["rss/channel"]} == dict.fromkeys(ONCE["rss/channel"], 1)
    for item in show.iter("item"):
        counted = Counter(name(child) for child in item)
        assert {each: counted[each] for each in ONCE["item"]} == dict.fromkeys(ONCE["item"], 1)


def test_items_stand_behind_all_that_is_said_of_the_show(page: Path) -> None:
    names = [child.tag for child in channel(page)]
    assert names[names.index("item") :] == ["item"] * 3


def test_every_address_is_one_that_rfc_3986_allows(page: Path) -> None:
    root = ET.parse(page).getroot()
    told = [
        value for each in root.iter() for key, value in each.attrib.items() if key in ("href", "url", "uri")
    ]
    told += [each.text or "" for each in root.iter("link")]
    assert [each for each in told if not URI.fullmatch(each)] == []
    assert len(told) == 30


def test_every_date_has_its_right_weekday_and_a_zone(page: Path) -> None:
    show = channel(page)
    dates = [each.text or "" for each in show.iter() if each.tag in ("pubDate", "lastBuildDate")]
    assert [each for each in dates if not DATE.fullmatch(each)] == []
    # strptime does not judge the weekday.
    read = [datetime.strptime(each, "%a, %d %b %Y %H:%M:%S %z") for each in dates]
    assert [f"{each:%a}" for each in read] == [each[:3] for each in dates]
    published = read[1:]  # the first is the show's
    assert published == sorted(published, reverse=True)


def test_every_enclosure_and_guid_is_whole_and_alone(page: Path) -> None:
    items = list(channel(page).iter("item"))
    enclosures = [item.find("enclosure") for item in items]
    told = [each.attrib for each in enclosures if each is not None]
    assert [set(each) for each in told] == [{"url", "length", "type"}] * 3
    assert all(each["length"].isdigit() and MEDIA.fullmatch(each["type"]) for each in told)
    assert all(each["url"].endswith(".mp3") and each["url"].isascii() for each in told)
    assert len({each["url"] for each in told}) == 3
    guids = [item.find("guid") for item in items]
    assert [each.attrib for each in guids if each is not None] == [{"isPermaLink": "false"}] * 3
    assert len({each.text for each in guids if each is not None}) == 3


def test_what_itunes_limits_is_within_its_limits(page: Path) -> None:
    show = channel(page)
    itunes = f"{{{spaces.ITUNES}}}"
    assert show.findtext(f"{itunes}explicit") in ("true", "false")
    assert show.findtext(f"{itunes}type") in ("episodic", "serial")
    assert len(show.findtext(f"{itunes}author") or "") <= 255
    for item in show.iter("item"):
        assert (item.findtext(f"{itunes}duration") or "").isdigit()
        assert item.findtext(f"{itunes}episodeType") == "full"
        assert 0 < len((item.findtext("description") or "").encode()) <= 4000


class _Judge(HTMLParser):
    """Which tags and attributes stand in HTML, and whether those that need an end have one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.update([tag, *(f"{tag}.{key}" for key, _ in attrs)])
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_only_what_every_player_allows_and_is_balanced(page: Path) -> None:
    for item in channel(page).iter("item"):
        for element in ("description", f"{{{spaces.CONTENT}}}encoded"):
            judge = _Judge()
            judge.feed(item.findtext(element) or "")
            judge.close()
            assert judge.seen <= {"p", "br", "a", "a.href", "ul", "ol", "li"}
            assert judge.open == []


def test_a_description_stands_before_the_content(page: Path) -> None:
    for item in channel(page).iter("item"):
        names = [name(child) for child in item]
        assert names.index("description") < names.index("content:encoded")


def test_only_known_names_are_used_and_our_own_are_in_our_own_namespace(page: Path) -> None:
    show = channel(page)
    known = {"title", "link", "description", "language", "copyright", "generator", "lastBuildDate", "item", "guid",
             "pubDate", "enclosure"}  # fmt: skip
    assert {each.tag for each in show.iter() if "}" not in each.tag} - {"channel"} == known
    assert {name(each) for each in show.iter() if "bulletin" in each.tag} == {
        "bulletin:feed",
        "bulletin:mark",
    }
