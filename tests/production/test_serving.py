"""Serving a feed on this machine: what an app asks for, and what nobody should get."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from socketserver import StreamRequestHandler

import feedparser
import pytest

from bulletin.errors import EngineError
from bulletin.production.feeds.options import PublishOptions
from bulletin.production.feeds.publishing import publish
from bulletin.production.feeds.serving import FeedServer, serving
from tests.production.episodes import episode, feed

SOUND = bytes(range(256)) * 8


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeedServer]:
    folder = tmp_path_factory.mktemp("serving")
    show = feed(folder / "show")
    publish([episode(folder / "out", audio=SOUND)], show, PublishOptions(lock_seconds=5))
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (show / "outside.txt").symlink_to(folder / "secret.txt")
    (show / "empty.txt").write_bytes(b"")
    with serving(show, 0) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield running
        running.shutdown()


def ask(
    server: FeedServer, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    connection.putrequest(method, path, skip_host="Host" in headers, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def sound_path(server: FeedServer) -> str:
    _, body = ask(server, "/feed.xml")
    href = str(feedparser.parse(body).entries[0].enclosures[0].href)
    assert href.startswith(server.address)
    return "/" + href.removeprefix(server.address)


def test_an_app_finds_every_file_on_this_server(server: FeedServer) -> None:
    response, body = ask(server, "/feed.xml")
    assert (response.status, response.getheader("Content-Type")) == (
        200,
        "application/rss+xml; charset=utf-8",
    )
    assert b"https://example.org/podcast/" not in body
    response, body = ask(server, sound_path(server))
    assert (response.status, response.getheader("Content-Type"), body) == (200, "audio/mpeg", SOUND)


def test_a_head_tells_all_and_sends_nothing(server: FeedServer) -> None:
    response, body = ask(server, sound_path(server), "HEAD")
    assert (response.status, response.getheader("Content-Length"), body) == (200, str(len(SOUND)), b"")
    assert response.getheader("Accept-Ranges") == "bytes"


RANGES = {
    "bytes=0-99": (0, 100), "bytes=100-": (100, 2048), "bytes=-48": (2000, 2048), "bytes=2047-9999": (2047, 2048),
    "bytes=-9999": (0, 2048), "bytes=0-": (0, 2048),
}  # fmt: skip


@pytest.mark.parametrize(("wanted", "span"), RANGES.items())
def test_a_part_is_sent(server: FeedServer, wanted: str, span: tuple[int, int]) -> None:
    response, body = ask(server, sound_path(server), Range=wanted)
    assert (response.status, body) == (206, SOUND[span[0] : span[1]])
    assert response.getheader("Content-Range") == f"bytes {span[0]}-{span[1] - 1}/2048"


@pytest.mark.parametrize("wanted", ["bytes=2048-", "bytes=5000-6000", "bytes=9-1", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_with_the_size(server: FeedServer, wanted: str) -> None:
    response, _ = ask(server, sound_path(server), Range=wanted)
    assert (response.status, response.getheader("Content-Range")) == (416, "bytes */2048")


@pytest.mark.parametrize("wanted", ["bytes=0-1,5-6", "lines=1-2", "bytes=a-b", "bytes=", "bytes=-"])
def test_a_part_that_is_not_understood_is_answered_with_the_whole(server: FeedServer, wanted: str) -> None:
    response, body = ask(server, sound_path(server), Range=wanted)
    assert (response.status, body) == (200, SOUND)


def test_a_part_of_what_was_changed_is_answered_with_the_whole(server: FeedServer) -> None:
    path = sound_path(server)
    etag = ask(server, path, "HEAD")[0].getheader("ETag") or ""
    date = ask(server, path, "HEAD")[0].getheader("Last-Modified") or ""
    assert ask(server, path, Range="bytes=0-9", If_Range=etag)[0].status == 206
    assert ask(server, path, Range="bytes=0-9", If_Range=date)[0].status == 206
    assert ask(server, path, Range="bytes=0-9", If_Range='"other"')[0].status == 200
    assert ask(server, path, Range="bytes=0-9", If_Range="Mon, 01 Jan 2001 00:00:00 GMT")[0].status == 200


def test_what_the_app_has_is_not_sent_again(server: FeedServer) -> None:
    for path in (sound_path(server), "/feed.xml"):
        first, _ = ask(server, path)
        assert ask(server, path, If_None_Match=first.getheader("ETag") or "")[0].status == 304
        assert ask(server, path, If_Modified_Since=first.getheader("Last-Modified") or "")[0].status == 304
        assert ask(server, path, If_None_Match='"other"')[0].status == 200


HIDDEN = [
    "/../secret.txt", "/%2e%2e/secret.txt", "/%252e%252e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/.feed.lock",
    "/.feed.previous.xml", "/episodes/../../secret.txt", "/C:%5Cwindows", "/..%5csecret.txt", "/feed.xml%00.txt",
    "/outside.txt", "/episodes", "/episodes/", "/none", "/" + "a" * 5000, "/feed.xml/", "/%ff%fe", "/./feed.xml",
]  # fmt: skip


@pytest.mark.parametrize("path", HIDDEN)
def test_nothing_hidden_or_outside_of_the_folder_is_served(server: FeedServer, path: str) -> None:
    response, body = ask(server, path)
    assert response.status == 404
    assert b"secret" not in body


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:1", "", "127.0.0.1@evil"]
)
def test_a_foreign_host_is_refused(server: FeedServer, host: str) -> None:
    assert ask(server, "/feed.xml", Host=host)[0].status == 403


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]", "LOCALHOST"])
def test_this_machines_own_names_are_answered(server: FeedServer, host: str) -> None:
    assert ask(server, "/feed.xml", Host=host)[0].status == 200
    assert ask(server, "/feed.xml", Host=f"{host}:{server.server_address[1]}")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_written(server: FeedServer, method: str) -> None:
    assert ask(server, "/feed.xml", method)[0].status == 501


def test_an_empty_file_and_the_folder_itself(server: FeedServer) -> None:
    response, body = ask(server, "/empty.txt")
    assert (response.status, response.getheader("Content-Length"), body) == (200, "0", b"")
    assert ask(server, "/")[0].getheader("Location") == "/index.html"
    assert b"<h1>" in ask(server, "/index.html")[1]


def test_a_port_in_use_is_told_with_the_next_that_is_free(server: FeedServer) -> None:
    port = int(server.server_address[1])
    with pytest.raises(EngineError) as caught, serving(server.folder, port):
        pass
    offered = int(caught.value.remedy.rpartition(" ")[2])
    assert offered > port
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", offered))


def test_the_end_of_an_answer_does_not_wait_for_its_beginning_to_be_acknowledged(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # An app that takes a file part by part on one connection would wait 40 ms for each.
    at_once: list[int] = []
    set_up = StreamRequestHandler.setup

    def setup(handler: StreamRequestHandler) -> None:
        set_up(handler)
        at_once.append(handler.connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    monkeypatch.setattr(StreamRequestHandler, "setup", setup)
    ask(server, sound_path(server))

    assert at_once
    assert all(at_once)
