"""The door to the web: what it fetches, what it refuses, and in what time."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.errors import BulletinError
from bulletin.readers.doors.networks import is_public
from bulletin.readers.doors.page import Page
from bulletin.readers.doors.web import Door
from bulletin.readers.doors.web_address import may_be_address, parsed, shown
from tests.standins.web import Handler, Reply, WebStandIn, bomb, page, raw, redirect, silent, with_etag

PUBLIC = "93.184.216.34"
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Kept:
    """Pages kept in memory."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}

    def find(self, asked: str) -> Page | None:
        return self.pages.get(asked)

    def keep(self, asked: str, page: Page) -> None:
        self.pages[asked] = page


def refused(address: str, door: Door | None = None) -> BulletinError:
    """The error that an address ends in."""
    with pytest.raises(BulletinError) as caught:
        (door or Door(seconds=2)).fetch(address)
    assert caught.value.source == shown(address)
    assert caught.value.remedy
    return caught.value


def outcome(error: BulletinError) -> tuple[int, str]:
    return error.code, error.error_id


def test_a_page_comes_with_what_the_site_says_of_it(web: WebStandIn) -> None:
    web.pages["/a?b=1"] = page("शहर", content_type="text/html; charset=windows-1252", ETag='"x"')
    found = Door().fetch(web.address("/a?b=1#top"))
    assert found == Page(
        address=web.address("/a?b=1"),
        data="शहर".encode(),
        content_type="text/html; charset=windows-1252",
        etag='"x"',
    )


def test_the_site_is_told_who_asks_and_nothing_else(web: WebStandIn) -> None:
    web.pages["/"] = page(Set_Cookie="a=1")
    door = Door()
    door.fetch(web.address())
    door.fetch(web.address())
    names = {"host", "connection", "user-agent", "accept", "accept-encoding", "accept-language"}
    assert [set(headers) for headers in web.headers] == [names, names]
    assert web.headers[0]["user-agent"].startswith("bulletin/")
    assert web.headers[0]["host"] == web.host


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Example.IN", "http://example.in/"),
        ("https://example.in:443/a b?c=ड#e", "https://example.in/a%20b?c=%E0%A4%A1"),
        ("http://example.in./%20/शहर", "http://example.in/%20/%E0%A4%B6%E0%A4%B9%E0%A4%B0"),
        ("http://समाचार.भारत/", "http://xn--11b3bb8b3a.xn--h2brj9c/"),
        ("http://[::1]:8080/?a", "http://[::1]:8080/?a"),
    ],
)
def test_an_address_is_asked_for_in_ascii(written: str, asked: str) -> None:
    if "भारत" in written:
        assert str(parsed(written)).isascii()
        assert str(parsed(written)).endswith(".xn--h2brj9c/")
    else:
        assert str(parsed(written)) == asked


@pytest.mark.parametrize(
    "address", ["http://", "http://[", "http://a b/", "http://x:99999/", "http://x:0/", "http:///a"]
)
def test_what_is_no_address_is_told_as_such(address: str) -> None:
    assert outcome(refused(address)) == (65, "url.address")


@pytest.mark.parametrize(
    "name",
    [
        "www.example.in/news/123", "bhaskar.com/x", "bhaskar.com", "hindi.example.co.uk/a?b=1", "example.in:8080/a",
        "WWW.EXAMPLE.IN", "समाचार.भारत",
    ],
)  # fmt: skip
def test_an_address_without_its_scheme_is_known(name: str) -> None:
    assert may_be_address(name)


@pytest.mark.parametrize(
    "name",
    ["metro.txt", "a.md/b.txt", "nowhere/a.txt", "./bhaskar.com", "my news.com", "..", "a.b", "page.html"],
)
def test_the_name_of_a_file_is_no_address(name: str) -> None:
    assert not may_be_address(name)


def test_a_password_in_an_address_is_refused_and_not_told() -> None:
    error = refused("http://reader:s3cret@example.in/a")
    assert outcome(error) == (65, "url.password")
    assert "s3cret" not in f"{error.what} {error.source} {error.remedy}"


# What may not be fetched.

LOOPBACK = (
    "127.0.0.1", "localhost", "0", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]",
    "[::]", "１２７.０.０.１",
)  # fmt: skip


@pytest.mark.parametrize("host", LOOPBACK)
def test_no_spelling_of_this_machine_is_fetched(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        error = refused(f"http://{host}:{listening.getsockname()[1]}/")
        # A system without IPv6 does not know such an address at all.
        assert outcome(error) in [(77, "url.private"), *([(69, "url.unreachable")] if host[0] == "[" else [])]
        with pytest.raises(BlockingIOError):
            listening.accept()


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.5", "172.16.0.1", "192.168.1.1", "127.8.8.8", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "::", "::1",
        "::ffff:8.8.8.8", "::ffff:10.0.0.1", "::7f00:1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1",
        "ff02::1", "64:ff9b::808:808", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "2001:db8::1",
        "example.in", "",
    ],
)  # fmt: skip
def test_what_is_not_the_public_internet_is_not_public(host: str) -> None:
    assert not is_public(host)


@pytest.mark.parametrize("host", [PUBLIC, "8.8.8.8", "2606:4700:4700::1111", "2400:cb00::1"])
def test_the_public_internet_is_public(host: str) -> None:
    assert is_public(host)


def nowhere(_: tuple[str, int], __: float) -> socket.socket:
    raise AssertionError("nothing may be connected to")


@pytest.mark.parametrize(
    "hosts", [["10.0.0.5"], [PUBLIC, "10.0.0.5"], ["64:ff9b::808:808"], ["2002:808:808::1"]]
)
def test_a_name_that_leads_into_a_network_is_refused_before_anything_is_connected(hosts: list[str]) -> None:
    error = refused("http://news.example/", Door(resolve=lambda *_: hosts, connect=nowhere))
    assert outcome(error) == (77, "url.private")
    assert hosts[-1] in error.what


def test_a_translators_address_beside_a_public_one_is_passed_over() -> None:
    tried: list[str] = []

    def connect(place: tuple[str, int], _: float) -> socket.socket:
        tried.append(place[0])
        raise ConnectionRefusedError

    door = Door(resolve=lambda *_: ["64:ff9b::5db8:d822", PUBLIC], connect=connect)
    assert outcome(refused("http://news.example/", door)) == (69, "url.unreachable")
    assert tried == [PUBLIC]


def test_a_name_server_that_changes_its_answer_changes_nothing() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    tried: list[str] = []

    def connect(place: tuple[str, int], _: float) -> socket.socket:
        tried.append(place[0])
        raise ConnectionRefusedError

    refused("http://rebinding.example/", Door(resolve=lambda *_: next(answers), connect=connect))
    assert tried == [PUBLIC]
    assert next(answers) == ["127.0.0.1"], "it was asked once"


def test_a_name_that_turns_private_at_a_redirect_is_refused(web: WebStandIn) -> None:
    web.pages["/"] = redirect("http://rebinding.example/")
    hosts = {"127.0.0.1": ["127.0.0.1"], "rebinding.example": ["192.168.0.1"]}
    error = refused(web.address(), Door(resolve=lambda host, _: hosts[host]))
    assert outcome(error) == (77, "url.private")
    assert (
        error.what == f"refused to fetch a private address (192.168.0.1, from redirect 1 of {web.address()})."
    )


def test_a_socket_that_leads_elsewhere_is_not_used(web: WebStandIn) -> None:
    port = int(web.host.partition(":")[2])

    def connect(_: tuple[str, int], seconds: float) -> socket.socket:
        return socket.create_connection(("127.0.0.1", port), seconds)

    error = refused("http://news.example/", Door(resolve=lambda *_: [PUBLIC], connect=connect))
    assert outcome(error) == (77, "url.private")
    assert web.asked == []


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://example.in/a", "gopher://example.in/"])
def test_only_the_web_is_asked(source: str) -> None:
    assert outcome(refused(source)) == (77, "url.scheme")


@pytest.mark.parametrize(
    ("to", "told"),
    [
        ("file:///etc/passwd", (77, "url.scheme")),
        ("http://127.0.0.1:9/", (77, "url.private")),
        ("//[::1]:9/", (77, "url.private")),
        ("http://[", (76, "url.answer")),
        ("javascript:x", (77, "url.scheme")),
    ],
)
@pytest.mark.parametrize("hops", [1, 5])
def test_every_redirect_is_looked_at(web: WebStandIn, to: str, told: tuple[int, str], hops: int) -> None:
    for hop in range(1, hops):
        web.pages[f"/{hop}"] = redirect(f"/{hop + 1}")
    web.pages[f"/{hops}"] = redirect(to)
    error = refused(web.address("/1"))
    assert outcome(error) == told
    assert f"redirect {hops} of" in error.what


def test_a_redirect_is_followed_to_the_page(web: WebStandIn) -> None:
    web.pages |= {"/%E0%A4%B6%E0%A4%B9%E0%A4%B0": page("यहाँ")}
    web.pages["/a/b"] = redirect("../शहर".encode().decode("latin-1"), 301)
    found = Door().fetch(web.address("/a/b"))
    assert (found.address, found.data) == (web.address("/%E0%A4%B6%E0%A4%B9%E0%A4%B0"), "यहाँ".encode())


def test_five_redirects_are_followed_and_no_more(web: WebStandIn) -> None:
    web.pages |= {f"/{number}": redirect(f"/{number + 1}") for number in range(6)} | {"/6": page("यहाँ")}
    assert Door().fetch(web.address("/1")).data == "यहाँ".encode()
    assert outcome(refused(web.address("/0"))) == (76, "url.redirects")


def test_a_loop_ends(web: WebStandIn) -> None:
    web.pages |= {"/a": redirect("/b"), "/b": redirect("/a")}
    assert outcome(refused(web.address("/a"))) == (76, "url.redirects")
    assert len(web.asked) == 6


def test_no_proxy_of_the_environment_is_asked(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    web.pages["/"] = page("यहाँ")
    assert Door().fetch(web.address()).data == "यहाँ".encode()


@pytest.mark.parametrize("entry", ["127.0.0.1", "http://127.0.0.1:80", "a:b", "[::1]"])
def test_a_list_of_hosts_that_is_none_is_a_wrong_setting(monkeypatch: pytest.MonkeyPatch, entry: str) -> None:
    monkeypatch.setenv("BULLETIN_ALLOW_HOSTS", f"news.example:80, {entry}")
    with pytest.raises(BulletinError) as caught:
        Door().fetch("http://127.0.0.1:9/")
    assert outcome(caught.value) == (78, "url.allowed")


def test_only_the_port_that_was_allowed_is_open(web: WebStandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_ALLOW_HOSTS", f" {web.host} ,news.example:80")
    assert outcome(refused("http://127.0.0.1:9/")) == (77, "url.private")
    assert outcome(refused(web.address("/none"))) == (66, "url.missing")


# How much, and how long.

SLOW: dict[str, Reply] = {
    "no answer": silent,
    "a head that drips": raw(OK + b"X: " + b"x" * 900, drip=0.02),
    "a body that drips": raw(OK + b"\r\n" + b"x" * 900, drip=0.02),
    "chunks that drip": raw(OK + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 300, drip=0.02),
}


@pytest.mark.parametrize("reply", SLOW.values(), ids=SLOW)
def test_nothing_outlasts_the_deadline(web: WebStandIn, reply: Reply) -> None:
    web.pages["/"] = reply
    began = time.monotonic()
    assert outcome(refused(web.address(), Door(seconds=0.1))) == (75, "url.slow")
    assert time.monotonic() - began < 2


def test_redirects_share_one_deadline(web: WebStandIn) -> None:
    def slowly(to: str) -> Reply:
        def reply(handler: Handler) -> None:
            time.sleep(0.06)
            redirect(to)(handler)

        return reply

    web.pages |= {f"/{number}": slowly(f"/{number + 1}") for number in range(5)}
    assert outcome(refused(web.address("/0"), Door(seconds=0.15))) == (75, "url.slow")


def test_a_name_that_is_looked_up_for_ever_is_given_up() -> None:
    def resolve(*_: object) -> list[str]:
        time.sleep(1)
        return [PUBLIC]

    began = time.monotonic()
    assert refused("http://news.example/", Door(seconds=0.05, resolve=resolve)).code == 75
    assert time.monotonic() - began < 0.9


TOO_LARGE: dict[str, Reply] = {
    "a plain one": page(b"x" * 1_100_000),
    "a bomb": page(bomb(64), Content_Encoding="gzip"),
    "a bomb of many members": page(bomb(1) * 3, Content_Encoding="gzip"),
    "one without a length": raw(OK + b"\r\n" + b"x" * 1_100_000),
}


@pytest.mark.parametrize("reply", TOO_LARGE.values(), ids=TOO_LARGE)
def test_more_than_the_limit_is_not_taken(web: WebStandIn, reply: Reply) -> None:
    web.pages["/"] = reply
    assert outcome(refused(web.address(), Door(most=1024 * 1024))) == (65, "url.too_large")


def test_a_page_of_just_the_limit_is_taken(web: WebStandIn) -> None:
    web.pages["/"] = page(gzip.compress(b"x" * 1000), Content_Encoding="gzip")
    assert Door(most=1000).fetch(web.address()).data == b"x" * 1000
    assert outcome(refused(web.address(), Door(most=999))) == (65, "url.too_large")


PACKED = gzip.compress("शहर में मेट्रो".encode())
BROKEN: dict[str, tuple[Reply, tuple[int, str]]] = {
    "closed early": (page(b"x", length=100), (75, "url.cut")),
    "closed in a chunk": (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nabc"), (75, "url.cut")),
    "closed between chunks": (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"), (75, "url.cut")),
    "closed in the head": (raw(b"HTTP/1.1 200 OK\r\nContent-Type: te"), (75, "url.cut")),
    "closed at once": (raw(b""), (75, "url.cut")),
    "gzip without its end": (page(PACKED[:-9], Content_Encoding="gzip"), (75, "url.cut")),
    "gzip that is none": (page(b"plain text", Content_Encoding="gzip"), (76, "url.answer")),
    "gzip that is damaged": (
        page(PACKED[:12] + b"\xff\xff" + PACKED[14:], Content_Encoding="gzip"),
        (76, "url.answer"),
    ),
    "packed otherwise": (page(b"x", Content_Encoding="br"), (76, "url.answer")),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), (76, "url.answer")),
    "a chunk of no length": (raw(OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\nabc"), (75, "url.cut")),
    "304 unasked": (page(b"", 304), (76, "url.answer")),
    "a redirect to nowhere": (page(b"", 302), (76, "url.answer")),
    "a log-in for the network": (page(b"", 511), (76, "url.answer")),
}


@pytest.mark.parametrize(("reply", "told"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_come_whole_is_no_page(web: WebStandIn, reply: Reply, told: tuple[int, str]) -> None:
    web.pages["/"] = reply
    assert outcome(refused(web.address())) == told


@pytest.mark.parametrize(
    "reply",
    [
        page(gzip.compress(b"ab") + gzip.compress(b"c"), Content_Encoding="gzip"),
        page(gzip.compress(b"abc") + bytes(20), Content_Encoding="GZIP"),
        raw(OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"),
        raw(OK + b"\r\nabc"),
        raw(OK + b"Content-Length: -5\r\n\r\nabc"),
        page(b"abcdef", length=3),
    ],
)
def test_a_page_in_any_wrapping_comes_whole(web: WebStandIn, reply: Reply) -> None:
    web.pages["/"] = reply
    assert Door().fetch(web.address()).data == b"abc"


# What a site says.


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (404, (66, "url.missing")), (410, (66, "url.missing")), (401, (69, "url.refused")), (402, (69, "url.refused")),
        (403, (69, "url.refused")), (451, (69, "url.refused")), (406, (69, "url.refused")), (429, (75, "url.busy")),
        (408, (75, "url.busy")), (500, (75, "url.busy")), (502, (75, "url.busy")), (503, (75, "url.busy")),
        (204, (76, "url.answer")), (206, (76, "url.answer")),
    ],
)  # fmt: skip
def test_every_status_has_its_code(web: WebStandIn, status: int, told: tuple[int, str]) -> None:
    web.pages["/"] = page(b"", status)
    assert outcome(refused(web.address())) == told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("120", "2 minutes"),
        ("1", "1 minute"),
        ("", "10 minutes"),
        ("soon", "10 minutes"),
        ("9" * 40, "minutes"),
    ],
)
def test_a_site_that_is_busy_says_when_to_come_again(web: WebStandIn, asked: str, told: str) -> None:
    web.pages["/"] = page(b"", 503, Retry_After=asked)
    assert told in refused(web.address()).remedy


def test_a_date_to_come_again_is_understood(web: WebStandIn) -> None:
    web.pages["/"] = page(b"", 429, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")
    assert "1 minute" in refused(web.address()).remedy


def test_nobody_listening_is_told() -> None:
    error = refused("http://news.example/", Door(resolve=lambda *_: [PUBLIC], connect=_refuse))
    assert (outcome(error), error.what) == (
        (69, "url.unreachable"),
        "the site cannot be reached: the connection was refused.",
    )


def _refuse(*_: object) -> socket.socket:
    raise ConnectionRefusedError


@pytest.mark.parametrize("error", [socket.gaierror(-2, "x"), UnicodeError("x"), OSError("x")])
def test_a_name_that_is_not_known_is_told(error: Exception) -> None:
    def resolve(*_: object) -> list[str]:
        raise error

    assert outcome(refused("http://news.example/", Door(resolve=resolve))) == (69, "url.unreachable")


# What is kept.


def test_a_page_that_is_unchanged_is_asked_for_and_not_sent_again(web: WebStandIn) -> None:
    web.pages["/"] = with_etag("शहर")
    door = Door(Kept())
    first = door.fetch(web.address())
    assert door.fetch(web.address()) == first
    assert [headers.get("if-none-match") for headers in web.headers] == [None, '"1"']


def test_a_page_that_has_changed_is_fetched(web: WebStandIn) -> None:
    web.pages["/"] = with_etag("पुराना", '"1"')
    door = Door(Kept())
    door.fetch(web.address())
    web.pages["/"] = with_etag("नया", '"2"')
    assert door.fetch(web.address()).data == "नया".encode()
    assert door.fetch(web.address()).data == "नया".encode()
    assert len(web.asked) == 3


def test_the_date_of_a_page_is_told_as_it_came(web: WebStandIn) -> None:
    date = "Sat, 28 Nov 2026 04:30:00 GMT"
    web.pages["/"] = page("शहर", Last_Modified=date)
    door = Door(Kept())
    door.fetch(web.address())
    door.fetch(web.address())
    assert web.headers[1]["if-modified-since"] == date


def test_only_the_page_itself_is_asked_whether_it_is_unchanged_not_what_leads_to_it(web: WebStandIn) -> None:
    web.pages |= {"/": redirect("/a"), "/a": with_etag("शहर")}
    door = Door(Kept())
    assert door.fetch(web.address()) == door.fetch(web.address())
    assert [headers.get("if-none-match") for headers in web.headers] == [None, None, None, '"1"']


def test_a_page_that_is_not_to_be_stored_is_not_kept(web: WebStandIn) -> None:
    web.pages["/"] = page("शहर", ETag='"1"', Cache_Control="private, no-store")
    kept = Kept()
    Door(kept).fetch(web.address())
    assert kept.pages == {}


# Under TLS.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for news.example that it signed itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is missing: certificates go untested")
    folder = tmp_path_factory.mktemp("certificate")
    files = folder / "certificate.pem", folder / "key.pem"
    words = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example"
    subprocess.run(
        [
            "openssl",
            *words.split(),
            "-addext",
            "subjectAltName=DNS:news.example",
            "-out",
            files[0],
            "-keyout",
            files[1],
        ],
        check=True,
        capture_output=True,
    )
    return files


@pytest.fixture
def secure(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Door]:
    """Makes a door to a stand-in behind TLS, whatever name is asked for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)

    def make(address: str) -> Door:
        monkeypatch.setenv("BULLETIN_ALLOW_HOSTS", "news.example:443,other.example:443")
        host, _, port = address.removeprefix("http://").rstrip("/").partition(":")
        return Door(
            resolve=lambda *_: [host],
            connect=lambda _, seconds: socket.create_connection((host, int(port)), seconds),
        )

    make.context = context  # type: ignore[attr-defined]
    return make


@pytest.fixture
def tls(web: WebStandIn, secure: Callable[[str], Door]) -> Door:
    """A door that leads to the stand-in, which speaks TLS."""
    web._server.socket = secure.context.wrap_socket(web._server.socket, server_side=True)  # type: ignore[attr-defined]
    return secure(web.address())


@pytest.mark.program
def test_a_certificate_that_nobody_vouches_for_is_refused(web: WebStandIn, tls: Door) -> None:
    assert outcome(refused("https://news.example/", tls)) == (69, "url.certificate")
    assert web.asked == []


@pytest.mark.program
def test_the_name_that_was_asked_for_is_the_one_that_is_certified(
    web: WebStandIn, tls: Door, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    web.pages["/"] = page("शहर")
    assert tls.fetch("https://news.example/").data == "शहर".encode()
    assert web.headers[0]["host"] == "news.example"
    assert outcome(refused("https://other.example/", tls)) == (69, "url.certificate")


@pytest.mark.program
def test_no_redirect_leads_out_of_tls(
    web: WebStandIn, tls: Door, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
    web.pages["/"] = redirect("http://news.example/")
    assert outcome(refused("https://news.example/", tls)) == (77, "url.downgrade")


def test_a_site_that_speaks_no_tls_is_told(web: WebStandIn, secure: Callable[[str], Door]) -> None:
    assert outcome(refused("https://news.example/", secure(web.address()))) == (69, "url.tls")
