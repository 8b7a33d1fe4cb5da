"""Installing Kokoro from its collection, and any voice from files that a person brings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bulletin.engines.kokoro import catalogue as kokoro
from bulletin.engines.kokoro import collection
from bulletin.engines.kokoro.collection import FILES
from bulletin.engines.online import client
from bulletin.engines.online.downloads import Offered
from bulletin.engines.piper import catalogue as piper
from bulletin.errors import BulletinError
from bulletin.production.voice.fetching import Fetching
from bulletin.production.voice.install import Installed, install
from tests.standins.google import QuickClock
from tests.standins.tiny_kokoro import make_kokoro, tiny_model, tiny_style
from tests.standins.tiny_voice import make_voice
from tests.standins.voices import VoicesStandIn, cut_after, instead, status

MODEL = "onnx/model_quantized.onnx"
NAMES = {kokoro.MODEL, *(f"{name}.bin" for name in kokoro.STYLES)}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of Kokoro's files, which is not there yet, and pauses that pass at once."""
    monkeypatch.setenv("BULLETIN_VOICES_DIR", str(tmp_path / "voices"))
    monkeypatch.setattr(client, "Clock", QuickClock)
    return tmp_path / "voices" / "kokoro"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[VoicesStandIn]:
    """A stand-in for the collection, with tiny files in place of Kokoro's."""
    with VoicesStandIn() as stand_in:
        stand_in.files = {
            MODEL: tiny_model(),
            **{f"voices/{name}.bin": tiny_style(place) for place, name in enumerate(kokoro.STYLES)},
        }
        offered = tuple(
            Offered(
                path=file.path,
                size=len(stand_in.files[file.path]),
                method=file.method,
                checksum=hashlib.sha256(stand_in.files[file.path]).hexdigest(),
            )
            for file in FILES
        )
        monkeypatch.setattr(collection, "FILES", offered)
        monkeypatch.setenv("BULLETIN_KOKORO_URL", stand_in.address)
        yield stand_in


def installed(wanted: str | Path) -> list[Installed]:
    """The voices that an install ends with."""
    return [event for event in install(str(wanted)) if isinstance(event, Installed)]


def refused(wanted: str | Path) -> BulletinError:
    """The error that an install ends in."""
    with pytest.raises(BulletinError) as caught:
        list(install(str(wanted)))
    return caught.value


def shown(folder: Path) -> set[str]:
    """The names in a folder that are not hidden."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


class TestFetched:
    def test_the_model_and_all_styles_come_with_their_checksums(
        self, hub: VoicesStandIn, folder: Path
    ) -> None:
        (done,) = installed("kokoro")
        assert shown(folder) == {*NAMES, "kokoro.sha256"}
        assert (folder / kokoro.MODEL).read_bytes() == hub.files[MODEL]
        assert {kokoro.fault_of(name) or kokoro.changed(name) for name in kokoro.STYLES} == {""}
        assert (done.voice, done.fresh, done.card) == (
            "kokoro:hf_alpha",
            True,
            f"{hub.address}/{collection.CARD}",
        )

    def test_a_voice_of_it_may_be_named(self, hub: VoicesStandIn) -> None:
        assert [done.voice for done in installed("kokoro:hm_psi")] == ["kokoro:hm_psi"]

    def test_a_second_time_nothing_is_asked(self, hub: VoicesStandIn) -> None:
        installed("kokoro")
        asked = len(hub.asked)
        assert [done.fresh for done in installed("kokoro")] == [False]
        assert len(hub.asked) == asked

    def test_only_what_is_damaged_comes_again(self, hub: VoicesStandIn, folder: Path) -> None:
        installed("kokoro")
        (folder / "hf_beta.bin").write_bytes(tiny_style(9))
        hub.asked.clear()
        assert [done.fresh for done in installed("kokoro")] == [True]
        assert [asked.path for asked in hub.asked] == ["voices/hf_beta.bin"]

    def test_what_broke_off_goes_on_where_it_was(self, hub: VoicesStandIn, folder: Path) -> None:
        path = "voices/hm_psi.bin"
        hub.plan(path, *[cut_after(10_000)] * 5)
        error = refused("kokoro")
        assert (error.code, error.error_id) == (75, "net.cut")
        assert kokoro.MODEL not in shown(folder)
        hub.asked.clear()
        assert installed("kokoro")[0].fresh
        assert hub.of(path)[0].range == "bytes=50000-"

    def test_another_file_of_the_same_length_is_thrown_away(self, hub: VoicesStandIn, folder: Path) -> None:
        hub.always(MODEL, instead(bytes(len(hub.files[MODEL]))))
        error = refused("kokoro")
        assert (error.code, error.error_id) == (76, "voice.checksum")
        assert shown(folder) & NAMES == set()

    def test_a_refusal_tells_of_the_files_that_may_be_brought(self, hub: VoicesStandIn) -> None:
        hub.always("voices/hf_alpha.bin", status(403))
        error = refused("kokoro")
        assert error.code == 69
        assert "bulletin voices install FOLDER" in error.remedy

    def test_the_files_of_the_public_collection_are_what_is_known_of_them(self) -> None:
        sizes = {file.name: file.size for file in FILES}
        assert sizes == dict.fromkeys((f"{name}.bin" for name in kokoro.STYLES), 522_240) | {
            kokoro.MODEL: 92_361_116
        }
        assert {len(file.checksum) for file in FILES} == {64}
        assert FILES[-1].name == kokoro.MODEL


class TestBrought:
    def test_a_folder_with_the_model_and_styles_is_taken(self, tmp_path: Path, folder: Path) -> None:
        make_kokoro(tmp_path / "stick", ("hf_beta", "hm_psi"))
        (done,) = installed(tmp_path / "stick" / "kokoro")
        assert (done.voice, done.card) == ("kokoro:hf_beta", "")
        assert shown(folder) == {kokoro.MODEL, "hf_beta.bin", "hm_psi.bin", "kokoro.sha256"}
        assert kokoro.fault_of("hf_beta") == ""

    def test_a_copy_of_the_collections_folders_is_taken(self, tmp_path: Path, folder: Path) -> None:
        for name in ("onnx", "voices"):
            (tmp_path / "copy" / name).mkdir(parents=True)
        (tmp_path / "copy" / "onnx" / "model.onnx").write_bytes(tiny_model())
        (tmp_path / "copy" / "voices" / "hf_alpha.bin").write_bytes(tiny_style(0))
        assert [done.voice for done in installed(tmp_path / "copy")] == ["kokoro:hf_alpha"]
        assert (folder / kokoro.MODEL).read_bytes() == tiny_model()

    def test_a_style_alone_is_taken_where_the_model_is(self, tmp_path: Path, folder: Path) -> None:
        make_kokoro(folder.parent, ("hf_alpha",))
        (tmp_path / "hm_psi.bin").write_bytes(tiny_style(3))
        assert [done.voice for done in installed(tmp_path / "hm_psi.bin")] == ["kokoro:hm_psi"]
        assert kokoro.fault_of("hm_psi") == ""

    def test_the_folder_of_the_voices_itself_gets_its_checksums(self, folder: Path) -> None:
        make_kokoro(folder.parent)
        installed(folder)
        assert len(kokoro.sums_file().read_text().splitlines()) == len(NAMES)
        assert kokoro.changed("hf_alpha") == ""

    def test_a_piper_voice_is_taken_with_its_settings(self, tmp_path: Path) -> None:
        model = make_voice(tmp_path / "stick", "hi_IN-mine-low")
        for wanted in (model, tmp_path / "stick"):
            assert [done.voice for done in installed(wanted)] == ["piper:hi_IN-mine-low"]
        voice = piper.find("hi_IN-mine-low")
        assert voice is not None
        assert (voice.fault, piper.changed(voice), voice.sums.exists()) == ("", "", True)

    def test_every_voice_of_a_folder_is_taken(self, tmp_path: Path) -> None:
        make_voice(tmp_path / "stick", "one")
        make_voice(tmp_path / "stick", "two")
        assert [done.voice for done in installed(tmp_path / "stick")] == ["piper:one", "piper:two"]

    def test_it_tells_how_much_has_come(self, tmp_path: Path) -> None:
        make_voice(tmp_path / "stick", "one")
        events = [event for event in install(str(tmp_path / "stick")) if isinstance(event, Fetching)]
        assert [event.name for event in events if event.done == event.size] == ["one.onnx.json", "one.onnx"]


def nothing(place: Path) -> None:
    """No file at all."""


def no_voice(place: Path) -> None:
    place.mkdir()
    (place / "song.onnx").write_bytes(b"la la la")


def english(place: Path) -> None:
    make_voice(place, "amy", language="en-us")


def cut(place: Path) -> None:
    model = make_voice(place, "cut")
    model.write_bytes(model.read_bytes()[:-5])


def no_styles(place: Path) -> None:
    place.mkdir()
    (place / "model.onnx").write_bytes(tiny_model())


def no_model(place: Path) -> None:
    place.mkdir()
    (place / "hf_alpha.bin").write_bytes(tiny_style(0))


def short_style(place: Path) -> None:
    make_kokoro(place)
    for path in (place / "kokoro").iterdir():
        path.rename(place / path.name)
    (place / "hf_alpha.bin").write_bytes(b"short")


@pytest.mark.parametrize(
    ("made", "code", "error_id"),
    [
        (nothing, 66, "voice.file"),
        (no_voice, 65, "voice.file"),
        (english, 78, "voice.language"),
        (cut, 65, "voice.file"),
        (no_styles, 66, "voice.file"),
        (no_model, 66, "voice.file"),
        (short_style, 65, "voice.file"),
    ],
)
def test_what_is_no_whole_hindi_voice_is_told_and_nothing_is_copied(
    tmp_path: Path, made: Callable[[Path], None], code: int, error_id: str
) -> None:
    made(tmp_path / "stick")
    error = refused(tmp_path / "stick")
    assert (error.code, error.error_id) == (code, error_id)
    assert str(tmp_path / "stick") in error.source
    assert not (tmp_path / "voices").exists()
