"""Installing a voice: whole or not at all, from where it broke off, and never what was not promised."""

from __future__ import annotations

import hashlib
import json
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from bulletin.engines.online import client, downloads
from bulletin.engines.online.downloads import PATIENCE, Downloads
from bulletin.engines.piper.catalogue import find
from bulletin.engines.piper.collection import ADDRESS, COLLECTION, hindi_name
from bulletin.errors import BulletinError
from bulletin.production.voice import install as installing
from bulletin.production.voice.fetching import Fetching, StartedOver
from bulletin.production.voice.install import Event, Installed, Waiting, install
from tests.forking import start
from tests.standins.google import QuickClock
from tests.standins.tiny_voice import tiny_model
from tests.standins.voices import (
    FOLDER,
    INDEX,
    MODEL,
    NAME,
    SETTINGS,
    Fault,
    VoicesStandIn,
    cut_after,
    drip,
    instead,
    page,
    redirect,
    slowly,
    stalled,
    status,
)

PASSWORD = "s3cret-word"
FILES = {f"{NAME}.onnx", f"{NAME}.onnx.json", f"{NAME}.sha256"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of voices, pauses that pass at once, and no proxy."""
    folder = tmp_path / "voices"
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(folder))
    monkeypatch.setattr(client, "Clock", QuickClock)
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def collection(monkeypatch: pytest.MonkeyPatch) -> Iterator[VoicesStandIn]:
    """A stand-in for the collection, set as the one to use."""
    with VoicesStandIn() as stand_in:
        monkeypatch.setenv("BULLETIN_PIPER_URL", stand_in.address)
        yield stand_in


def installed(name: str = NAME) -> Installed:
    """The last event of an install."""
    *_, last = install(name)
    assert isinstance(last, Installed)
    return last


def refused(name: str = NAME) -> BulletinError:
    """The error that an install ends in."""
    with pytest.raises(BulletinError) as caught:
        list(install(name))
    return caught.value


def told(error: BulletinError) -> str:
    """All that a person gets to read of an error."""
    return f"{error}\n{error.source}\n{error.remedy}"


def shown(folder: Path) -> set[str]:
    """The names in the folder that are not hidden."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


class TestWhole:
    def test_both_files_are_what_the_collection_holds(self, collection: VoicesStandIn, folder: Path) -> None:
        installed()
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]
        assert (folder / f"{NAME}.onnx.json").read_bytes() == collection.files[SETTINGS]

    def test_nothing_else_is_left_in_the_folder(self, collection: VoicesStandIn, folder: Path) -> None:
        installed()
        assert shown(folder) == FILES

    def test_the_voice_has_no_fault(self, collection: VoicesStandIn) -> None:
        installed()
        voice = find(NAME)
        assert voice is not None
        assert (voice.fault, voice.hindi) == ("", True)

    def test_the_checksums_are_written_down_as_sha256sum_does(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        installed()
        model, settings = (hashlib.sha256(collection.files[path]).hexdigest() for path in (MODEL, SETTINGS))
        assert (folder / f"{NAME}.sha256").read_text() == (
            f"{model}  {NAME}.onnx\n{settings}  {NAME}.onnx.json\n"
        )

    def test_the_last_event_tells_how_to_use_it_and_where_its_terms_are(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        assert installed() == Installed(
            voice=f"piper:{NAME}",
            model=folder / f"{NAME}.onnx",
            fresh=True,
            card=f"{collection.address}/{FOLDER}/MODEL_CARD",
        )

    def test_it_tells_how_much_has_come(self, collection: VoicesStandIn) -> None:
        came = [
            event for event in install(NAME) if isinstance(event, Fetching) and event.name.endswith("onnx")
        ]
        size = len(collection.files[MODEL])
        assert (came[0].done, came[-1].done) == (0, size)
        assert [event.done for event in came] == sorted(event.done for event in came)
        assert {event.size for event in came} == {size}

    def test_the_engine_may_stand_before_the_name(self, collection: VoicesStandIn) -> None:
        assert installed(f"piper:{NAME}").voice == f"piper:{NAME}"

    def test_no_file_has_its_name_before_it_is_whole(self, collection: VoicesStandIn, folder: Path) -> None:
        seen = [shown(folder) & FILES for event in install(NAME) if isinstance(event, Fetching)]
        assert len(seen) > 4
        assert set().union(*seen) == set()


class TestAgain:
    def test_a_voice_that_is_there_is_not_asked_for(self, collection: VoicesStandIn) -> None:
        installed()
        asked = len(collection.asked)
        assert installed().fresh is False
        assert len(collection.asked) == asked

    def test_a_voice_that_someone_put_there_is_compared_and_kept(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        folder.mkdir()
        (folder / f"{NAME}.onnx").write_bytes(collection.files[MODEL])
        (folder / f"{NAME}.onnx.json").write_bytes(collection.files[SETTINGS])
        installed()
        assert [asked.path for asked in collection.asked] == [INDEX]
        assert shown(folder) == FILES

    @pytest.mark.parametrize("damage", [lambda data: data[:1000], lambda data: data[:-1] + b"x"])
    def test_a_damaged_model_is_fetched_again_alone(
        self, collection: VoicesStandIn, folder: Path, damage: Callable[[bytes], bytes]
    ) -> None:
        installed()
        model = folder / f"{NAME}.onnx"
        model.write_bytes(damage(model.read_bytes()))
        collection.asked.clear()
        installed()
        assert [asked.path for asked in collection.asked] == [INDEX, MODEL]
        assert model.read_bytes() == collection.files[MODEL]


class TestBrokenOff:
    def test_what_has_come_is_kept(self, collection: VoicesStandIn, folder: Path) -> None:
        collection.plan(MODEL, *[cut_after(10_000)] * 5)
        error = refused()
        assert (error.code, error.error_id) == (75, "net.cut")
        assert (folder / f"{NAME}.onnx.part").read_bytes() == collection.files[MODEL][:50_000]
        assert shown(folder) & FILES == set()

    def test_the_next_run_goes_on_from_there(self, collection: VoicesStandIn, folder: Path) -> None:
        collection.plan(MODEL, *[cut_after(10_000)] * 5)
        refused()
        collection.asked.clear()
        collection.sent = 0
        installed()
        (asked,) = collection.of(MODEL)
        assert asked.range == "bytes=50000-"
        assert asked.if_range == f'"{hashlib.md5(collection.files[MODEL]).hexdigest()}"'
        rest = len(collection.files[MODEL]) - 50_000
        assert collection.sent == rest + len(json.dumps(collection.index))

    def test_the_same_run_goes_on_a_few_times(self, collection: VoicesStandIn) -> None:
        collection.plan(MODEL, cut_after(70_000), cut_after(60_000))
        assert installed().fresh
        assert [asked.range for asked in collection.of(MODEL)] == ["", "bytes=70000-", "bytes=130000-"]

    def test_a_server_that_knows_no_ranges_is_asked_for_all_of_it(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        collection.ranges = False
        collection.plan(MODEL, cut_after(70_000))
        installed()
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    def test_a_server_without_etags_is_asked_for_the_rest(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        collection.etags = False
        collection.plan(MODEL, cut_after(70_000))
        installed()
        assert [(asked.range, asked.if_range) for asked in collection.of(MODEL)] == [
            ("", ""),
            ("bytes=70000-", ""),
        ]
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    def test_a_file_that_changed_meanwhile_is_fetched_anew(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        collection.plan(MODEL, *[cut_after(10_000)] * 5)
        refused()
        collection.files[MODEL] = tiny_model(0.2, padding=200_000)
        collection.index[NAME] = collection.entry(MODEL, SETTINGS)
        events = list(install(NAME))
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]
        assert not any(isinstance(event, StartedOver) for event in events)

    def test_left_overs_of_another_file_are_thrown_away(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        folder.mkdir()
        (folder / f"{NAME}.onnx.part").write_bytes(b"something else" * 100)
        assert StartedOver(name=f"{NAME}.onnx") in list(install(NAME))
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    @pytest.mark.parametrize("more", [0, 1, 5_000])
    def test_left_overs_as_long_as_the_file_or_longer_are_thrown_away(
        self, collection: VoicesStandIn, folder: Path, more: int
    ) -> None:
        folder.mkdir()
        (folder / f"{NAME}.onnx.part").write_bytes(bytes(len(collection.files[MODEL]) + more))
        installed()
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    def test_an_etag_that_was_spoiled_is_not_sent(self, collection: VoicesStandIn, folder: Path) -> None:
        folder.mkdir()
        (folder / f"{NAME}.onnx.part").write_bytes(collection.files[MODEL][:100])
        (folder / f"{NAME}.onnx.part.etag").write_bytes(b'"x"\r\nCookie: y')
        installed()
        assert [(asked.range, asked.if_range) for asked in collection.of(MODEL)] == [("bytes=100-", "")]

    def test_an_index_that_breaks_off_is_asked_for_again(self, collection: VoicesStandIn) -> None:
        collection.plan(INDEX, cut_after(10))
        assert installed().fresh
        assert len(collection.of(INDEX)) == 2

    @pytest.mark.parametrize("path", [INDEX, MODEL])
    @pytest.mark.parametrize("fault", [drip, stalled])
    def test_what_comes_too_slowly_is_given_up(
        self, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch, path: str, fault: Fault
    ) -> None:
        monkeypatch.setattr(downloads, "PATIENCE", replace(PATIENCE, slowest_seconds=0.1, read_seconds=0.2))
        collection.always(path, fault)
        assert refused().code == 75

    def test_a_killed_install_is_gone_on_with(self, collection: VoicesStandIn, folder: Path) -> None:
        collection.plan(MODEL, stalled)
        process = start([sys.executable, "-m", "bulletin", "voices", "install", NAME])
        part = folder / f"{NAME}.onnx.part"
        half = len(collection.files[MODEL]) // 2
        try:
            while not part.exists() or part.stat().st_size < half:
                assert process.poll() is None
                time.sleep(0.01)
        finally:
            process.kill()
            process.wait()
        installed()
        assert [asked.range for asked in collection.of(MODEL)] == ["", f"bytes={half}-"]
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]


class TestNotWhatWasPromised:
    @pytest.mark.parametrize("path", [MODEL, SETTINGS])
    def test_a_file_of_another_checksum_is_thrown_away(
        self, collection: VoicesStandIn, folder: Path, path: str
    ) -> None:
        collection.plan(path, instead(bytes(len(collection.files[path]))))
        error = refused()
        assert (error.code, error.error_id) == (76, "voice.checksum")
        assert not any(name.startswith(path.rpartition("/")[2] + ".part") for name in shown(folder))
        assert shown(folder) & FILES == set()

    @pytest.mark.parametrize("size", [10, 100, 300_000])
    def test_a_file_of_another_size_is_thrown_away(
        self, collection: VoicesStandIn, folder: Path, size: int
    ) -> None:
        collection.plan(MODEL, instead(bytes(size)))
        error = refused()
        assert (error.code, error.error_id) == (76, "voice.checksum")
        assert not (folder / f"{NAME}.onnx.part").exists()
        assert len(collection.of(MODEL)) == 1

    def test_a_file_without_end_is_left_at_its_size(self, collection: VoicesStandIn, folder: Path) -> None:
        def endless(handler: Any, _: bytes) -> None:
            handler.send_response(200)
            handler.send_header("Connection", "close")
            handler.end_headers()
            handler.close_connection = True
            while True:
                handler.wfile.write(bytes(65_536))

        collection.plan(MODEL, endless)
        error = refused()
        assert (error.code, error.error_id) == (76, "voice.checksum")
        assert not (folder / f"{NAME}.onnx.part").exists()

    @pytest.mark.parametrize(
        ("path", "fault", "error_id"),
        [
            (INDEX, page, "net.captive"),
            (MODEL, page, "net.captive"),
            (INDEX, instead(b"not json"), "svc.index"),
            (INDEX, instead(b"[]"), "svc.index"),
            (INDEX, instead(b'{"%s": 3}' % NAME.encode()), "svc.index"),
            (INDEX, instead(b'{"%s": {"files": {}}}' % NAME.encode()), "svc.index"),
            (INDEX, instead(bytes(9 * 1024 * 1024)), "net.captive"),
            (INDEX, redirect("/voices.json"), "net.captive"),
        ],
        ids=["page", "page for a model", "no json", "a list", "a number", "no files", "too long", "a circle"],
    )
    def test_something_else_in_its_place_is_told(
        self, collection: VoicesStandIn, folder: Path, path: str, fault: Fault, error_id: str
    ) -> None:
        collection.always(path, fault)
        error = refused()
        assert (error.code, error.error_id) == (76, error_id)
        assert shown(folder) & FILES == set()

    @pytest.mark.parametrize(
        "entry",
        [
            {"size_bytes": 5},
            {"md5_digest": "0" * 32},
            {"size_bytes": "5", "md5_digest": "0" * 32},
            {"size_bytes": 0, "md5_digest": "0" * 32},
            {"size_bytes": 10**12, "md5_digest": "0" * 32},
            {"size_bytes": 5, "md5_digest": "no"},
            [],
        ],
    )
    def test_an_index_that_does_not_tell_size_and_checksum_is_not_believed(
        self, collection: VoicesStandIn, entry: object
    ) -> None:
        collection.index[NAME]["files"][MODEL] = entry
        error = refused()
        assert (error.code, error.error_id) == (76, "svc.index")
        assert [asked.path for asked in collection.asked] == [INDEX]


class TestNames:
    @pytest.mark.parametrize(
        "name",
        [
            "../x",
            "hi_IN-../../x-medium",
            f"{NAME}/../../x",
            f"../{NAME}",
            "hi_IN-pratham-medium\n",
            "hi_IN-pratham-medium?x",
            "en_US-amy-low",
            "pratham",
            "piper:",
            "",
            "नाम",
            "a" * 10_000,
        ],
    )
    def test_what_cannot_be_a_hindi_voice_is_asked_of_nobody(
        self, collection: VoicesStandIn, tmp_path: Path, name: str
    ) -> None:
        before = set(tmp_path.rglob("*"))
        error = refused(name)
        told = (66, "voice.file") if "/" in name else (78, "voice.name")
        assert (error.code, error.error_id) == told
        assert collection.asked == []
        assert set(tmp_path.rglob("*")) == before

    def test_the_nearest_names_are_told(self) -> None:
        assert "Did you mean hi_IN-pratham-medium" in refused("hi_IN-prathm-medum").remedy

    def test_a_voice_that_the_collection_does_not_have_is_told_with_those_it_has(
        self, collection: VoicesStandIn
    ) -> None:
        error = refused("hi_IN-pratham-high")
        assert (error.code, error.error_id) == (78, "voice.name")
        assert "It has: hi_IN-pratham-medium, hi_IN-rohan-medium." in error.remedy

    def test_a_voice_that_is_new_in_the_collection_may_be_fetched(self) -> None:
        assert hindi_name("hi_IN-someone_new-high") == "hi_IN-someone_new-high"


class TestRefusals:
    @pytest.mark.parametrize("code", [401, 403, 404, 410, 451])
    @pytest.mark.parametrize("path", [INDEX, MODEL])
    def test_a_refusal_for_good_is_not_asked_again(
        self, collection: VoicesStandIn, path: str, code: int
    ) -> None:
        collection.always(path, status(code))
        error = refused()
        assert (error.code, error.error_id) == (69, "svc.refused")
        assert f"HTTP {code}" in error.what
        assert len(collection.of(path)) == 1

    @pytest.mark.parametrize("code", [429, 500, 502, 503])
    def test_a_passing_fault_passes(self, collection: VoicesStandIn, code: int) -> None:
        collection.plan(INDEX, status(code))
        collection.plan(MODEL, status(code), status(code, Retry_After="0"))
        assert installed().fresh

    @pytest.mark.parametrize(("code", "error_id"), [(429, "net.rate_limited"), (503, "net.busy")])
    def test_a_fault_that_stays_is_given_up(
        self, collection: VoicesStandIn, code: int, error_id: str
    ) -> None:
        collection.always(MODEL, status(code))
        error = refused()
        assert (error.code, error.error_id) == (75, error_id)
        assert len(collection.of(MODEL)) == 4

    def test_nobody_there_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", "http://127.0.0.1:9")
        error = refused()
        assert (error.code, error.error_id) == (75, "net.unreachable")

    def test_a_network_that_dies_after_the_index_is_told(self, collection: VoicesStandIn) -> None:
        def gone(handler: Any, _: bytes) -> None:
            handler.connection.shutdown(socket.SHUT_RDWR)
            handler.close_connection = True

        collection.always(SETTINGS, gone)
        assert refused().code == 75


class TestRedirects:
    def test_one_within_the_collection_is_followed(self, collection: VoicesStandIn, folder: Path) -> None:
        collection.files["elsewhere/model"] = collection.files[MODEL]
        collection.always(MODEL, redirect("/elsewhere/model", 307))
        installed()
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    def test_one_to_another_server_goes_on_from_where_it_broke_off(
        self, collection: VoicesStandIn, folder: Path
    ) -> None:
        with VoicesStandIn() as other:
            collection.always(MODEL, redirect(f"{other.address}/{MODEL}"))
            other.plan(MODEL, cut_after(70_000))
            installed()
            assert [asked.range for asked in other.of(MODEL)] == ["", "bytes=70000-"]
        assert (folder / f"{NAME}.onnx").read_bytes() == collection.files[MODEL]

    def test_a_password_is_not_carried_to_another_server(
        self, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", collection.address.replace("//", f"//reader:{PASSWORD}@"))
        with VoicesStandIn() as other:
            collection.always(MODEL, redirect(f"{other.address}/{MODEL}"))
            installed()
            assert [asked.authorization for asked in other.asked] == [""]
        assert all(asked.authorization.startswith("Basic ") for asked in collection.asked)

    @pytest.mark.parametrize(
        "target",
        ["http://example.org/x", "http://10.0.0.5/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "//:80/x"],
    )
    def test_one_to_an_open_address_is_refused(self, collection: VoicesStandIn, target: str) -> None:
        collection.always(MODEL, redirect(target))
        error = refused()
        assert (error.code, error.error_id) == (77, "net.redirect")

    @pytest.mark.parametrize(
        ("base", "target", "follows"),
        [
            ("https://one.example/x", "https://two.example/y", True),
            ("https://one.example/x", "/y", True),
            ("https://one.example/x", "http://one.example/x", False),
            ("https://one.example/x", "http://127.0.0.1/x", False),
            ("http://127.0.0.1/x", "https://one.example/x", True),
            ("http://127.0.0.1/x", "http://[::1]:80/x", True),
            ("http://127.0.0.1/x", "http://127.0.0.1.example/x", False),
        ],
    )
    def test_only_safe_addresses_follow_safe_ones(self, base: str, target: str, follows: bool) -> None:
        with Downloads(COLLECTION, ADDRESS) as opened:
            try:
                opened._followed("x", base, target)
            except BulletinError as error:
                assert (follows, error.code) == (False, 77)
            else:
                assert follows


class TestSecrets:
    @pytest.mark.parametrize("scheme", ["http", "https"])
    def test_a_proxy_that_does_not_answer_is_told_without_its_password(
        self, monkeypatch: pytest.MonkeyPatch, scheme: str
    ) -> None:
        base = {"http": "http://localhost:9", "https": "https://voices.invalid"}[scheme]
        monkeypatch.setenv("BULLETIN_PIPER_URL", base)
        monkeypatch.setenv(f"{scheme.upper()}_PROXY", f"http://reader:{PASSWORD}@127.0.0.1:9")
        error = refused()
        assert (error.code, error.error_id) == (75, "net.unreachable")
        assert "proxy" in error.what
        assert PASSWORD not in told(error)

    def test_a_proxy_address_that_is_none_is_told_without_its_password(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", "http://localhost:9")
        monkeypatch.setenv("HTTP_PROXY", f"http://reader:{PASSWORD}@/")
        error = refused()
        assert "proxy" in error.what
        assert PASSWORD not in told(error)

    def test_a_proxy_of_the_environment_is_asked(
        self, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", "http://localhost:9")
        monkeypatch.setenv("HTTP_PROXY", collection.address.replace("//", f"//reader:{PASSWORD}@"))
        assert installed().fresh
        assert all(asked.authorization.startswith("Basic ") for asked in collection.asked)

    @pytest.mark.parametrize(
        "base",
        [
            "http://reader:{}@127.0.0.1:9",
            "http://reader:{}@example.org",
            "ftp://reader:{}@x",
            "https://reader:a/{}@x",
        ],
    )
    def test_a_password_in_the_collections_own_address_is_not_told(
        self, monkeypatch: pytest.MonkeyPatch, base: str
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", base.format(PASSWORD))
        assert PASSWORD not in told(refused())

    def test_a_password_is_not_in_the_address_of_the_terms(
        self, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", collection.address.replace("//", f"//reader:{PASSWORD}@"))
        assert installed().card == f"{collection.address}/{FOLDER}/MODEL_CARD"

    @pytest.mark.parametrize(
        "base", ["http://example.org/voices", "ftp://127.0.0.1", "voices", "https://", "http://[", "http://"]
    )
    def test_an_address_that_is_not_safe_is_not_used(
        self, monkeypatch: pytest.MonkeyPatch, base: str
    ) -> None:
        monkeypatch.setenv("BULLETIN_PIPER_URL", base)
        error = refused()
        assert (error.code, error.error_id) == (78, "net.address")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody vouches for, and its key."""
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-out", str(certificate), "-keyout", str(key)]
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    return certificate, key


@pytest.mark.program
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is missing: certificates go untested")
class TestCertificates:
    def test_nothing_is_fetched_under_an_untrusted_certificate(
        self, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with VoicesStandIn(certificate) as collection:
            monkeypatch.setenv("BULLETIN_PIPER_URL", collection.address)
            error = refused()
            assert (error.code, error.error_id) == (69, "net.certificate")
            assert collection.asked == []

    def test_a_trusted_certificate_is_enough(
        self, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
        with VoicesStandIn(certificate) as collection:
            monkeypatch.setenv("BULLETIN_PIPER_URL", collection.address)
            assert installed().fresh

    def test_a_safe_address_does_not_lead_to_an_open_one(
        self, certificate: tuple[Path, Path], collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate[0]))
        with VoicesStandIn(certificate) as safe:
            monkeypatch.setenv("BULLETIN_PIPER_URL", safe.address)
            safe.always(INDEX, redirect(f"{collection.address}/{INDEX}"))
            assert refused().code == 77
        assert collection.asked == []


class TestDisk:
    def test_no_room_is_told_before_anything_is_fetched(
        self, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        usage = shutil.disk_usage(".")._replace(free=1_000_000)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        error = refused()
        assert (error.code, error.error_id) == (74, "disk.full")
        assert "1 MB free" in error.what
        assert collection.of(MODEL) == []

    @pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the operating system")
    def test_a_disk_that_fills_up_keeps_what_fitted(self, collection: VoicesStandIn, folder: Path) -> None:
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            error = refused()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert (error.code, error.error_id) == (74, "disk.full")
        assert 0 < (folder / f"{NAME}.onnx.part").stat().st_size <= 100_000
        assert shown(folder) & FILES == set()
        assert installed().fresh

    def test_a_folder_that_cannot_be_made_is_told_with_the_remedy(
        self, tmp_path: Path, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").write_text("")
        monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "file" / "voices"))
        error = refused()
        assert error.code == 73
        assert "BULLETIN_VOICES_DIR" in error.remedy
        assert collection.asked == []

    def test_a_folder_of_the_models_name_is_left_alone(self, collection: VoicesStandIn, folder: Path) -> None:
        (folder / f"{NAME}.onnx").mkdir(parents=True)
        error = refused()
        assert error.code == 73
        assert (folder / f"{NAME}.onnx").is_dir()


class TestAtOnce:
    def test_two_installs_fetch_the_voice_once(self, collection: VoicesStandIn, folder: Path) -> None:
        collection.plan(MODEL, slowly(0.2))
        ends: list[list[Event]] = []
        threads = [threading.Thread(target=lambda: ends.append(list(install(NAME)))) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(events[-1].fresh for events in ends if isinstance(events[-1], Installed)) == [
            False,
            True,
        ]
        assert sum(Waiting() in events for events in ends) == 1
        assert len(collection.of(MODEL)) == 1
        assert shown(folder) == FILES

    def test_an_install_that_does_not_end_is_waited_for_no_longer_than_so(
        self, folder: Path, collection: VoicesStandIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(installing, "LOCK_SECONDS", 0.1)
        folder.mkdir()
        with FileLock(folder / f".{NAME}.lock"):
            error = refused()
        assert (error.code, error.error_id) == (75, "lock.busy")
        assert collection.asked == []

    def test_a_lock_that_its_holder_left_behind_holds_nobody_up(
        self, folder: Path, collection: VoicesStandIn
    ) -> None:
        folder.mkdir()
        (folder / f".{NAME}.lock").write_text("")
        assert installed().fresh
