"""Safety: whatever a page of another site, or another machine, sends: none of it gets in, and none brings the studio down."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.studio.asking import HOST, Asker, multipart

STORY = "मेला लगा\n\nमेले में लोग आए।"
FORM = {"content-type": "application/x-www-form-urlencoded"}

TARGETS = (
    "/",
    "/stories/x",
    "/stories/x/heard/0.0",
    "/settings",
    "/events",
    "/jobs/1",
    "/episodes/x",
    "/nothing",
)
FORMS = (
    "/stories", "/stories/{name}", "/stories/{name}/make", "/rundowns", "/rundowns/x", "/rundowns/x/make", "/settings",
    "/jobs/1/cancel", "/jobs/1/again", "/episodes/x", "/episodes/x/publish",
)  # fmt: skip


@pytest.fixture
def asker(tmp_path: Path) -> Iterator[Asker]:
    asker = Asker.at(tmp_path, makes=True)
    yield asker
    assert asker.studio.queue is not None
    asker.studio.queue.close()


def state(folder: Path) -> dict[str, bytes]:
    """Every file of a studio."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WRONG_HEADERS: tuple[dict[str, str], ...] = (
    # Names that lead here by another's DNS, and addresses of other ports.
    {"host": "evil.example"}, {"host": "evil.example:8765"}, {"host": "127.0.0.1"}, {"host": "127.0.0.1:80"},
    {"host": "-"}, {"host": ""}, {"host": f"{HOST}.evil.example"}, {"host": f"evil@{HOST}"}, {"host": "2130706433:8765"},
    # Pages of other sites.
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "-"}, {"origin": f"https://{HOST}"},
    {"origin": f"http://{HOST}.evil.example"}, {"origin": "http://127.0.0.1:80"}, {"origin": "http://localhost:8765"},
    {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"sec-fetch-site": "none"},
    # Browsers that never had the token, or that of another start.
    {"cookie": "-"}, {"cookie": ""}, {"cookie": "bulletin=1"}, {"cookie": "bulletin-00000000=" + "0" * 64},
    {"cookie": "\xff=\xfe; ;;=;"}, {"cookie": "a" * 20_000},
)  # fmt: skip


def hostile(asker: Asker, name: str) -> Iterator[tuple[str, str, bytes, dict[str, str]]]:
    """Requests of which none may be served: method, target, body, headers."""
    own = {"csrf": asker.studio.csrf}
    cut = urlencode({**own, "action": "cut", "at": "0.0"}).encode()
    for target, headers in itertools.product(FORMS, WRONG_HEADERS):
        yield "POST", target.format(name=name), cut, {**FORM, **headers}
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "post", ""):
        yield method, f"/stories/{name}", cut, FORM
    for csrf in ("", "0" * 64, asker.studio.csrf[:-1], asker.studio.csrf + "0", asker.studio.token, "é"):
        yield "POST", "/stories", urlencode({"csrf": csrf, "text": STORY}).encode(), FORM
        yield "POST", f"/stories/{name}", urlencode({"csrf": csrf, "action": "delete"}).encode(), FORM
    for kind in ("text/plain", "application/json", "-", "multipart/mixed; boundary=x", "text/html"):
        yield "POST", "/stories", cut, {"content-type": kind}
    for length in ("60000001", "999999999999999999999999", "-1", "1e3", "१२", "0x10"):
        yield "POST", "/stories", cut, {**FORM, "content-length": length.encode().decode("latin-1")}
    # Broken forms.
    for body in (
        b"",
        b"--x",
        b"--x\r\n\r\n",
        b"--x--\r\n",
        b"\0" * 100,
        b"--x\r\nContent-Disposition: form-data\r\n\r\n1",
    ):
        yield "POST", "/stories", body, {"content-type": "multipart/form-data; boundary=x"}
        yield "POST", "/stories", body, {"content-type": "multipart/form-data"}
    many = {**own, **{f"field{number}": "1" for number in range(2000)}}
    yield "POST", "/stories", multipart(many, {})[1], {"content-type": multipart(many, {})[0]}
    large = multipart({**own, "text": "क" * 1_100_000}, {})
    yield "POST", "/stories", large[1], {"content-type": large[0]}
    # Paths.
    for path in (
        "../station", "..%2f..%2fetc%2fpasswd", "..\\..\\x", "%2e%2e", ".studio", "con", "a" * 5000, "x%00y", "%ff",
        "C:%5cx", "~", "*", name + "%2f..", name + ".md", "." + name,
    ):  # fmt: skip
        yield "GET", f"/stories/{path}", b"", {}
        yield "GET", f"/stories/{path}/heard/0.0", b"", {}
        yield "POST", f"/stories/{path}", cut, FORM
        yield "GET", f"/static/x/{path}", b"", {}
        yield "GET", f"/rundowns/{path}", b"", {}
        yield "GET", f"/jobs/{path}", b"", {}
        yield "GET", f"/episodes/{path}", b"", {}
        yield "GET", f"/episodes/{path}/files/mp3", b"", {}
        yield "GET", f"/episodes/x/files/{path}", b"", {}
        yield "POST", f"/episodes/{path}/publish", cut, FORM


def test_no_hostile_request_gets_in_and_none_brings_it_down(asker: Asker) -> None:
    name = asker.post("/stories", text=STORY).place.removeprefix("/stories/")
    before = state(asker.folder.path)
    tried = 0
    for method, target, body, headers in hostile(asker, name):
        answer = asker.ask(method, target, body, headers)
        assert answer.status in (400, 403, 404, 405, 413, 415, 421, 422), (method, target, headers, answer)
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        tried += 1
    assert tried >= 200
    assert state(asker.folder.path) == before
    assert asker.get(f"/stories/{name}").status == 200


@pytest.mark.parametrize("headers", [{"cookie": "-"}, {"host": "evil.example"}])
@pytest.mark.parametrize("target", TARGETS)
def test_a_stranger_learns_nothing(asker: Asker, target: str, headers: dict[str, str]) -> None:
    asker.post("/stories", text=STORY)
    answer = asker.ask("GET", target, b"", headers)

    assert answer.status in (403, 421)
    assert "मेला" not in answer.text
    assert asker.studio.csrf not in answer.text


def test_the_token_lets_a_browser_in_and_leaves_the_address(asker: Asker) -> None:
    answer = asker.ask("GET", f"/?token={asker.studio.token}", b"", {"cookie": "-"})

    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert asker.studio.token not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert asker.ask("GET", "/", b"", {"cookie": cookie.partition(";")[0]}).status == 200


def test_the_token_can_be_typed_in(asker: Asker) -> None:
    def typed(token: str) -> int:
        return asker.ask(
            "POST", "/enter", urlencode({"token": token}).encode(), {**FORM, "cookie": "-"}
        ).status

    assert typed(asker.studio.token) == 303
    assert typed("x") == typed("") == 403


def test_another_start_has_another_token(tmp_path: Path) -> None:
    first, second = Asker.at(tmp_path), Asker.at(tmp_path)
    assert first.studio.token != second.studio.token
    assert second.ask("GET", "/", b"", {"cookie": first.headers["cookie"]}).status == 403


def test_an_address_is_fetched_through_the_door_that_refuses_this_machine(asker: Asker) -> None:
    answer = asker.post("/stories", address="http://127.0.0.1:9/")
    assert answer.status == 422
    assert "url.private" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "/etc/hostname",
        "-",
        "file:///etc/hostname",
        "station.toml",
        "../x.txt",
        "ftp://127.0.0.1/x",
        "C:\\x.txt",
    ],
)
def test_no_file_of_this_machine_is_read_by_its_path(asker: Asker, address: str) -> None:
    answer = asker.post("/stories", address=address)
    assert answer.status == 422
    assert list(asker.folder.stories.iterdir()) == []
    assert "studio.address" in answer.text or "url." in answer.text


def test_what_a_story_holds_is_never_mark_up_of_the_page(asker: Asker) -> None:
    answer = asker.post("/stories", text='<script>alert(1)</script> मेला " लगा\n\nमेले में <b>लोग</b> आए।')
    page = asker.follow(answer) if answer.status == 303 else answer
    assert "<script>alert" not in page.text
    assert "<b>लोग" not in page.text
