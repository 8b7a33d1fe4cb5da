"""A finished episode without a fault, and copies of it, each damaged in one way that must be found."""

from __future__ import annotations

import io
import json
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PIL import Image

from bulletin.errors import MissingInputError
from bulletin.production.audit.run import audit_episode
from bulletin.schema.audit import Finding
from bulletin.schema.units import Hertz
from bulletin.writers.audio.mp3 import write_mp3
from tests.command import run_here
from tests.conftest import ARTICLE
from tests.listening import listen_once

NAME = "metro"


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an episode that was made once: an MP3 and a WAV, spoken by the embedded voice."""
    folder = tmp_path_factory.mktemp("finished")
    (folder / "metro.txt").write_text(ARTICLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        made = run_here(
            [
            "make", "metro.txt", "-o", f"out/{NAME}.mp3", "--voice", "espeak", "--format", "mp3", "--format", "wav",
            "--no-cover", "--no-jingles",
            ]
        )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return folder


@dataclass(frozen=True)
class Episode:
    """A copy of the episode, to be damaged."""

    folder: Path

    @property
    def audio(self) -> Path:
        return self.folder / f"{NAME}.mp3"

    @property
    def record(self) -> Path:
        return self.folder / f"{NAME}.episode.json"

    def beside(self, suffix: str) -> Path:
        return self.folder / f"{NAME}{suffix}"

    @property
    def said(self) -> Any:
        return json.loads(self.record.read_text("utf-8"))

    def say(self, **values: Any) -> None:
        """Have the record say otherwise."""
        self.record.write_text(json.dumps({**self.said, **values}, ensure_ascii=False), "utf-8")

    def findings(self, path: Path | None = None) -> dict[str, Finding]:
        return {each.name: each for each in audit_episode(path or self.audio).report.findings}

    def faults(self, path: Path | None = None) -> dict[str, Finding]:
        return {name: each for name, each in self.findings(path).items() if each.ok is False}

    def replace_sound(self, change: Callable[[np.ndarray, int], np.ndarray]) -> None:
        """The same file, tags and all, with another sound."""
        from mutagen.id3 import ID3

        samples, rate = soundfile.read(self.audio, dtype="float32")
        tags = ID3(self.audio, translate=False)
        sound = change(samples, rate).astype(np.float32)
        write_mp3([sound], Hertz(rate), self.audio)
        tags.save(self.audio, v1=0, v2_version=tags.version[1])

    def retag(self, *frames: Any, without: str = "") -> None:
        """Other tags, in the same version."""
        from mutagen.id3 import ID3

        tags = ID3(self.audio, translate=False)
        if without:
            tags.delall(without)
        for frame in frames:
            tags.setall(frame.HashKey, [frame])
        tags.save(self.audio, v1=0, v2_version=tags.version[1])


@pytest.fixture
def episode(finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Episode:
    shutil.copytree(finished / "out", tmp_path / "out")
    listen_once(monkeypatch)
    return Episode(tmp_path / "out")


def test_the_untouched_episode_has_no_fault(episode: Episode) -> None:
    found = audit_episode(episode.record).report
    assert [f"{check.name}: {check.what}" for check in found.faults] == []
    assert [path.name for path in found.audio] == [f"{NAME}.mp3", f"{NAME}.wav"]


def test_everything_that_is_claimed_is_looked_at(episode: Episode) -> None:
    findings = episode.findings()
    for name in (
        "record", "length", "frames", "loudness", "true peak", "clipping", "holes", "chapters in the file", "title",
        "station", "programme", "genre", "disclosure", "language", "date", "text", "voice", "version", "sources", "names", "mp3 file", "vtt file",
        "sentences", "chapters", "chapters list", "vtt captions", "srt captions", "txt transcript", "html transcript",
    ):  # fmt: skip
        assert findings[name].ok is True, name


@pytest.mark.parametrize("suffix", ["", ".mp3", ".episode.json", ".vtt", ".html"])
def test_a_stem_the_sound_the_record_and_what_is_beside_it_name_the_same_episode(
    episode: Episode, suffix: str
) -> None:
    found = audit_episode(episode.folder / f"{NAME}{suffix}")
    assert found.episode.audio == episode.audio
    assert found.episode.record_path == episode.record


def test_a_broadcast_file_is_held_to_what_its_chunks_claim(episode: Episode) -> None:
    findings = episode.findings(episode.beside(".wav"))
    assert set(findings["loudness"].claimed) == {"record", "target", "bext"}
    assert set(findings["length"].claimed) == {"record", "cart"}
    assert findings["true peak"].ok is True


# ── The sound ──


def test_a_file_that_is_cut_off_is_too_short(episode: Episode) -> None:
    data = episode.audio.read_bytes()
    episode.audio.write_bytes(data[: len(data) * 2 // 3])
    faults = episode.faults()
    assert "the record says" in faults["length"].what
    assert "cut off" in faults["frames"].what
    assert "the enclosure's length" in faults["mp3 file"].what
    assert "the sound ends at" in faults["vtt captions"].what
    assert "past the end of the sound" in faults["chapters"].what


def test_one_changed_byte_is_found(episode: Episode) -> None:
    data = bytearray(episode.audio.read_bytes())
    data[-300] ^= 1
    episode.audio.write_bytes(data)
    assert "the file was changed" in episode.faults()["mp3 file"].what


def test_a_wrong_duration_in_the_record_is_found(episode: Episode) -> None:
    episode.say(duration=episode.said["duration"] + 0.5)
    assert list(episode.faults()) == ["length"]


def test_an_info_frame_that_counts_otherwise_is_found(episode: Episode) -> None:
    data = bytearray(episode.audio.read_bytes())
    place = data.index(b"Info")
    data[place + 8 : place + 12] = (int.from_bytes(data[place + 8 : place + 12], "big") - 40).to_bytes(
        4, "big"
    )
    episode.audio.write_bytes(data)
    assert "the Info frame counts" in episode.faults()["frames"].what


def test_a_stream_without_an_info_frame_is_found(episode: Episode) -> None:
    data = episode.audio.read_bytes()
    place = data.index(b"Info")
    # Without its name, a frame of silence as any other.
    episode.audio.write_bytes(data[:place] + bytes(4) + data[place + 4 :])
    assert "no Info frame" in episode.faults()["frames"].what


def test_a_hole_of_four_seconds_is_found_with_its_place(episode: Episode) -> None:
    def with_hole(samples: np.ndarray, rate: int) -> np.ndarray:
        samples[8 * rate : 12 * rate] = 0
        return samples

    episode.replace_sound(with_hole)
    fault = episode.faults()["holes"]
    assert fault.measured[0] == pytest.approx([8, 12], abs=0.2)


def test_a_pause_of_two_seconds_is_no_hole(episode: Episode) -> None:
    def with_pause(samples: np.ndarray, rate: int) -> np.ndarray:
        samples[8 * rate : 10 * rate] = 0
        return samples

    episode.replace_sound(with_pause)
    assert "holes" not in episode.faults()


def test_a_file_that_is_too_loud_is_over_the_ceiling_and_not_as_recorded(episode: Episode) -> None:
    episode.replace_sound(lambda samples, _: np.clip(samples * 2, -1, 1))
    faults = episode.faults()
    assert "the record says" in faults["loudness"].what
    assert "-1.0 is the ceiling" in faults["true peak"].what
    assert faults["clipping"].measured > 0


def test_a_silent_file_is_found(episode: Episode) -> None:
    episode.replace_sound(lambda samples, _: samples * 0)
    assert episode.faults()["loudness"].what == "there is only silence"


@pytest.mark.parametrize("data", [b"", b"no sound at all\n" * 100])
def test_what_does_not_decode_is_found(episode: Episode, data: bytes) -> None:
    episode.audio.write_bytes(data)
    assert "sound" in episode.faults()


def test_a_wave_file_with_other_levels_than_it_claims_is_found(episode: Episode) -> None:
    wav = episode.beside(".wav")
    data = bytearray(wav.read_bytes())
    place = data.index(b"bext") + 8 + 256 + 32 + 32 + 10 + 8 + 8 + 2 + 64
    data[place : place + 2] = (-2300).to_bytes(2, "little", signed=True)
    wav.write_bytes(data)
    assert "the bext says -23.0" in episode.faults(wav)["loudness"].what


# ── The chapters ──


def test_a_chapter_past_the_end_is_found(episode: Episode) -> None:
    chapters = episode.said["chapters"]
    chapters[-1]["end"] += 30
    episode.say(chapters=chapters)
    assert "past the end of the sound" in episode.faults()["chapters"].what


@pytest.mark.parametrize(
    ("by", "what"),
    [(-1.0, "a gap of 1.0 s between chapters 1 and 2"), (1.0, "before the one before it ends")],
)
def test_gaps_and_overlaps_between_chapters_are_found(episode: Episode, by: float, what: str) -> None:
    chapters = episode.said["chapters"]
    chapters[0]["end"] += by
    episode.say(chapters=chapters)
    assert what in episode.faults()["chapters"].what


def test_another_title_in_the_record_than_in_the_file_is_found(episode: Episode) -> None:
    chapters = episode.said["chapters"]
    chapters[1]["title"] = "खेल"
    episode.say(chapters=chapters)
    assert 'in the record "खेल"' in episode.faults()["chapters in the file"].what
    assert 'in the record "खेल"' in episode.faults()["chapters list"].what


def test_chapters_that_are_not_in_the_file_are_found(episode: Episode) -> None:
    episode.retag(without="CHAP")
    assert "0 chapters" in episode.faults()["chapters in the file"].what


def test_chapters_without_a_table_of_contents_are_found(episode: Episode) -> None:
    episode.retag(without="CTOC")
    assert "players show none" in episode.faults()["chapters in the file"].what


def test_a_list_of_chapters_that_does_not_read_is_found(episode: Episode) -> None:
    episode.beside(".chapters.json").write_text('{"version": "1.2.0", "chapters": [', "utf-8")
    assert "does not read" in episode.faults()["chapters list"].what


# ── The tags ──


def test_swapped_tags_are_found(episode: Episode) -> None:
    from mutagen.id3 import TIT2, TPE1

    said = episode.said
    episode.retag(TIT2(encoding=1, text=said["station"]), TPE1(encoding=1, text=said["title"]))
    faults = episode.faults()
    assert {"title", "station"} <= set(faults)
    assert faults["title"].measured == said["station"]


@pytest.mark.parametrize(
    ("frame", "name"),
    [
        ("TIT2", "title"),
        ("TALB", "programme"),
        ("TLAN", "language"),
        ("TYER", "date"),
        ("USLT", "text"),
        ("TXXX:VOICE", "voice"),
        ("TXXX:SOURCE", "sources"),
        ("TXXX:BULLETIN_VERSION", "version"),
    ],
)
def test_a_missing_tag_is_found(episode: Episode, frame: str, name: str) -> None:
    episode.retag(without=frame)
    if frame == "TYER":
        episode.retag(without="TDRC")
    assert "missing" in episode.faults()[name].what


def test_a_missing_disclosure_is_found(episode: Episode) -> None:
    episode.retag(without="TXXX:DISCLOSURE")
    episode.retag(without="COMM")
    assert "missing" in episode.faults()["disclosure"].what


def test_a_file_without_any_tags_is_found(episode: Episode) -> None:
    from mutagen.id3 import ID3

    ID3(episode.audio).delete(episode.audio)
    assert episode.faults()["tags"].what == "there are none"


def test_a_text_that_lacks_a_sentence_is_found_by_its_words(episode: Episode) -> None:
    from mutagen.id3 import USLT

    lines = episode.said["lines"]
    text = "\n".join(line["written"] for line in lines if line is not lines[2])
    episode.retag(without="USLT")
    episode.retag(USLT(encoding=1, lang="hin", desc="", text=text))
    assert lines[2]["written"][:20] in episode.faults()["text"].what


@pytest.fixture(scope="session")
def opus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an episode in Opus and FLAC."""
    folder = tmp_path_factory.mktemp("opus")
    (folder / "metro.txt").write_text("मेट्रो शुरू\n\nकिराया ₹25 है.\n", encoding="utf-8")
    words = ["--voice", "tone", "--no-jingles", "--no-cover", "--format", "opus", "--format", "flac"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("BULLETIN_CACHE_DIR", str(folder / "cache"))
        made = run_here(["make", "metro.txt", "-o", "out/metro.opus", *words])
    assert made.returncode == 0, made.stderr
    return folder / "out"


@pytest.mark.parametrize("form", ["opus", "flac"])
@pytest.mark.parametrize("damage", ["joined", "more behind it", "cut"])
def test_a_file_that_is_not_one_whole_sound_is_found(
    opus: Path, tmp_path: Path, form: str, damage: str
) -> None:
    shutil.copytree(opus, tmp_path / "out")
    file = tmp_path / "out" / f"metro.{form}"
    assert {each.name for each in audit_episode(file).report.faults} == set()
    data = file.read_bytes()
    file.write_bytes({"joined": data * 2, "more behind it": data + b"no sound", "cut": data[:-2000]}[damage])
    # Without the record, whose check sum alone would tell.
    (tmp_path / "out" / "metro.episode.json").unlink()

    faults = {each.name: each.what for each in audit_episode(file).report.faults}
    if damage == "joined":
        assert "2 sounds are joined" in faults["whole file"]
    elif damage == "more behind it":
        assert "sound" in faults["whole file"]
    else:
        assert faults.keys() & {"whole file", "sound"}


# ── What stands beside the sound ──


def test_overlapping_captions_are_found(episode: Episode) -> None:
    vtt = episode.beside(".vtt")
    rows = vtt.read_text("utf-8").split("\n")
    times = [number for number, row in enumerate(rows) if "-->" in row]
    later = rows[times[1]].partition(" --> ")[2]
    rows[times[0]] = f"{rows[times[0]].partition(' --> ')[0]} --> {later}"
    vtt.write_text("\n".join(rows), "utf-8")
    assert "captions 1 and 2 overlap" in episode.faults()["vtt captions"].what


def test_captions_out_of_order_are_found(episode: Episode) -> None:
    blocks = episode.beside(".srt").read_text("utf-8").strip().split("\n\n")
    blocks[0], blocks[1] = blocks[1], blocks[0]
    episode.beside(".srt").write_text("\n\n".join(blocks), "utf-8")
    assert "before caption 1" in episode.faults()["srt captions"].what


def test_a_caption_that_is_missing_is_found(episode: Episode) -> None:
    blocks = episode.beside(".srt").read_text("utf-8").strip().split("\n\n")
    episode.beside(".srt").write_text("\n\n".join(blocks[:-1]), "utf-8")
    assert "of the record missing" in episode.faults()["srt captions"].what


def test_captions_that_say_more_are_found(episode: Episode) -> None:
    vtt = episode.beside(".vtt")
    vtt.write_text(f"{vtt.read_text('utf-8').rstrip()} और\n", "utf-8")
    assert episode.faults()["vtt captions"].what == "they say more than the record has"


def test_a_caption_with_another_vowel_is_found(episode: Episode) -> None:
    vtt = episode.beside(".vtt")
    head, mark, rest = vtt.read_text("utf-8").rpartition("ि")
    assert mark
    vtt.write_text(f"{head}ी{rest}", "utf-8")
    assert "of the record missing" in episode.faults()["vtt captions"].what


@pytest.mark.parametrize("suffix", [".vtt", ".srt", ".txt", ".html"])
def test_a_sign_that_is_missing_is_found(episode: Episode, suffix: str) -> None:
    file = episode.beside(suffix)
    sentence = next(each["written"] for each in episode.said["lines"] if each["written"].endswith("."))
    end = sentence.split()[-1]
    text = file.read_text("utf-8")
    assert end in text
    file.write_text(text.replace(end, end[:-1]), "utf-8")
    kind = suffix[1:]
    name = f"{kind} captions" if suffix in (".vtt", ".srt") else f"{kind} transcript"
    assert "missing" in episode.faults()[name].what


@pytest.mark.parametrize("suffix", [".vtt", ".srt"])
@pytest.mark.parametrize("part", [0, 2], ids=["beginning", "end"])
def test_a_caption_that_is_late_is_found(episode: Episode, suffix: str, part: int) -> None:
    file = episode.beside(suffix)
    rows = file.read_text("utf-8").split("\n")
    last = max(number for number, row in enumerate(rows) if "-->" in row)
    words = rows[last].split(" ")
    digits = int(words[part][-3:])
    # Twelve thousandths: no eye sees it, and nothing else changes.
    words[part] = words[part][:-3] + f"{digits + 12 if digits < 980 else digits - 12:03d}"
    rows[last] = " ".join(words)
    file.write_text("\n".join(rows), "utf-8")

    what = episode.faults()[f"{suffix[1:]} captions"].what
    assert ("its sentence at" in what) if part == 0 else ("and should at" in what)


def test_captions_that_are_none_are_found(episode: Episode) -> None:
    episode.beside(".vtt").write_text("<html>404</html>", "utf-8")
    assert "WEBVTT" in episode.faults()["vtt captions"].what


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_a_transcript_that_lacks_a_sentence_is_found(episode: Episode, kind: str) -> None:
    path = episode.beside(f".{kind}")
    text = path.read_text("utf-8")
    last = episode.said["lines"][-1]["written"].split()[0]
    path.write_text(text[: text.rindex(last)], "utf-8")
    assert "missing" in episode.faults()[f"{kind} transcript"].what


@pytest.mark.parametrize("suffix", [".vtt", ".txt", ".chapters.json"])
def test_a_file_that_is_gone_is_found(episode: Episode, suffix: str) -> None:
    episode.beside(suffix).unlink()
    assert [fault.what for fault in episode.faults().values()] == [f"{NAME}{suffix} is missing"]


def test_another_episodes_record_is_found(episode: Episode) -> None:
    episode.say(audio="other.mp3", files={"mp3": "other.mp3"})
    fault = episode.faults()["record"]
    assert 'it names "other.mp3"' in fault.what


def test_a_record_that_does_not_read_is_found(episode: Episode) -> None:
    episode.record.write_text("{", "utf-8")
    assert "no JSON" in episode.faults()["record"].what


@pytest.mark.parametrize("said", ["[]", '{"schema": "bulletin.episode/9"}', "[" * 100_000, '{"duration": 3}'])
def test_a_record_of_another_shape_is_found(episode: Episode, said: str) -> None:
    episode.record.write_text(said, "utf-8")
    assert "record" in episode.faults()


def test_a_record_of_wrong_kinds_of_values_breaks_nothing(episode: Episode) -> None:
    # Large files and pictures take their time, and are not what this is about.
    episode.retag(without="APIC")
    few = {kind: name for kind, name in episode.said["files"].items() if kind not in ("wav", "cover")}
    episode.say(files=few)
    said = episode.said
    values: tuple[Any, ...] = (None, "x", [1], {"x": 1}, [{"start": "x"}], float("nan"), 10**400)
    everything = [name for name in said if name != "schema"]
    single = ("files", "details", "chapters", "lines", "loudness", "sources")
    for names in (everything, *([name] for name in single)):
        for value in values:
            episode.record.write_text(json.dumps({**said, **dict.fromkeys(names, value)}), "utf-8")
            # Faults there may be; what matters is that it ends in an answer.
            assert all(check.what for check in audit_episode(episode.audio).report.findings), (names, value)


@pytest.mark.parametrize("name", ["../other.vtt", "/etc/passwd", "x/../../y.vtt", "..\\x.vtt", "x\0.vtt"])
def test_a_record_leads_to_no_other_folder(episode: Episode, name: str) -> None:
    (episode.folder.parent / "other.vtt").write_text("WEBVTT\n", "utf-8")
    episode.say(files={**episode.said["files"], "vtt": name})
    findings = episode.findings()
    assert "leads elsewhere" in findings["vtt file"].what
    assert "vtt captions" not in findings


def test_a_name_that_is_not_ascii_is_found(episode: Episode) -> None:
    audio = episode.folder / "समाचार.mp3"
    shutil.copy(episode.audio, audio)
    assert "not ASCII" in episode.faults(audio)["names"].what


def cover(size: int = 1400, mode: str = "RGB", form: str = "JPEG") -> bytes:
    data = io.BytesIO()
    Image.new(mode, (size, size)).save(data, form)
    return data.getvalue()


def with_cover(episode: Episode, data: bytes, embedded: bytes | None = None) -> None:
    from mutagen.id3 import APIC

    (episode.folder / "metro.jpg").write_bytes(data)
    said = episode.said
    details = {kind: detail for kind, detail in said["details"].items() if kind not in ("mp3", "cover")}
    episode.say(files={**said["files"], "cover": "metro.jpg"}, details=details)
    episode.retag(without="APIC")
    if embedded is not None:
        episode.retag(APIC(encoding=0, mime="image/jpeg", type=3, desc="", data=embedded))


def test_a_good_cover_is_no_fault(episode: Episode) -> None:
    with_cover(episode, cover(), cover(600))
    assert episode.faults() == {}
    assert episode.findings()["cover"].ok is True
    assert episode.findings()["cover in the file"].ok is True


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        pytest.param(cover(1399), "1400 to 3000 pixels", id="too small"),
        pytest.param(cover(3001), "1400 to 3000 pixels", id="too large"),
        pytest.param(cover(mode="CMYK"), "RGB is wanted", id="for print"),
        pytest.param(cover(mode="P", form="GIF"), "JPEG or PNG", id="a GIF"),
        pytest.param(cover() + bytes(500_000), "500,000 bytes are the most", id="too many bytes"),
        pytest.param(cover()[:900], "does not decode", id="cut off"),
    ],
)
def test_a_cover_that_no_directory_takes_is_found(episode: Episode, data: bytes, fault: str) -> None:
    with_cover(episode, data, cover(600))
    assert fault in episode.faults()["cover"].what


def test_a_missing_cover_is_found_beside_the_sound_and_in_it(episode: Episode) -> None:
    with_cover(episode, cover())
    (episode.folder / "metro.jpg").unlink()
    assert episode.faults()["cover file"].what == "metro.jpg is missing"
    assert "missing" in episode.faults()["cover in the file"].what


# ── Without a record, and where nothing is ──


def test_a_file_without_a_record_is_measured_and_what_is_not_claimed_is_said(episode: Episode) -> None:
    alone = episode.folder / "alone.mp3"
    shutil.copy(episode.audio, alone)
    findings = episode.findings(alone)
    assert [check.name for check in findings.values() if check.ok is False] == []
    assert findings["record"].ok is None
    assert findings["loudness"].ok is None
    assert findings["loudness"].measured == pytest.approx(-16, abs=0.3)
    assert findings["length"].claimed == {"header": pytest.approx(findings["length"].measured, abs=0.001)}


def test_a_playlist_that_is_named_as_sound_leads_nowhere(episode: Episode) -> None:
    playlist = episode.folder / "list.m4a"
    playlist.write_text(f"#EXTM3U\n#EXTINF:9,\n{episode.audio}\n", "utf-8")
    assert "sound" in episode.faults(playlist)


@pytest.mark.parametrize("name", ["none.mp3", "none.episode.json", "none", "."])
def test_where_nothing_is_that_is_said(episode: Episode, name: str) -> None:
    with pytest.raises(MissingInputError) as caught:
        audit_episode(episode.folder / name)
    assert caught.value.code == 66


# ── The remedy ──


def test_the_remedy_is_a_command_that_mends_the_fault(
    finished: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(finished, tmp_path / "all")
    monkeypatch.chdir(tmp_path / "all")
    monkeypatch.setenv("BULLETIN_CACHE_DIR", str(tmp_path / "all" / "cache"))
    Path("out/metro.vtt").unlink()
    Path("out/metro.mp3").write_bytes(Path("out/metro.mp3").read_bytes()[:50_000])
    faults = audit_episode(Path("out/metro.mp3")).report.faults
    remedies = {fault.remedy for fault in faults}
    assert len(remedies) == 1
    words = shlex.split(remedies.pop())
    assert words[0] == "bulletin"
    assert run_here(words[1:]).returncode == 0
    assert audit_episode(Path("out/metro.episode.json")).report.faults == ()


def test_the_remedy_asks_for_all_that_was_asked_for(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795915800")
    Path("far").mkdir()
    station = 'name = "नगर रेडियो"\n[lines]\nopening = "यह {station} है।"\n[voices]\nmain = "tone"\n[sound]\njingles = false\n'
    Path("far/city.toml").write_text(station, encoding="utf-8")
    made = run_here(
        [
        "make", article, "--station", "far/city.toml", "--rate", "1.2", "--slot=0:14", "--without", "roman", "--voice",
        "headline=tone:hum", "--no-cover", "--json", "-o", "news.mp3",
        ]
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    captions = Path("news.vtt").read_bytes()
    Path("news.vtt").unlink()
    (fault,) = audit_episode(Path("news.mp3")).report.faults
    # Of a file on this machine the record has the name alone: it is looked for here.
    first, _, command = fault.remedy.partition("bulletin ")
    assert first == 'With "city.toml" in this folder, as it was: '
    words = shlex.split(f"bulletin {command}")

    assert words[1:] == [
        "make", "metro.txt", "--again", "--station", "city.toml", "--rate", "1.2", "--slot", "0:14", "--without", "roman",
        "--voice", "headline=tone:hum", "--no-cover", "--at", "2026-11-29T07:00+05:30", "-o", "news.mp3",
    ]  # fmt: skip
    Path("far/city.toml").rename("city.toml")
    again = run_here(words[1:])
    assert again.returncode == 0, again.stderr
    assert Path("news.vtt").read_bytes() == captions


@pytest.mark.parametrize("asked", [5, "--bed ours", ["--bed", 5], ["--bed", "a\nb"], {"--bed": "ours"}, None])
def test_what_a_record_says_was_asked_for_and_is_no_row_of_words_is_not_repeated(
    episode: Episode, asked: object
) -> None:
    episode.say(asked=asked)
    episode.beside(".vtt").unlink()
    assert [fault.remedy for fault in episode.faults().values() if "--bed" in fault.remedy] == []


# ── The article ──


@pytest.fixture
def at_home(finished: Path, episode: Episode, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder in which the episode was made, with its article."""
    monkeypatch.chdir(finished)
    before = Path("metro.txt").read_bytes()
    yield finished
    Path("metro.txt").write_bytes(before)


def test_where_the_article_is_at_hand_all_of_it_is_found_said_or_left_out(
    at_home: Path, episode: Episode
) -> None:
    assert episode.findings()["article"].ok is True


def test_a_sentence_that_the_record_has_lost_is_found_in_the_article(at_home: Path, episode: Episode) -> None:
    lines = episode.said["lines"]
    episode.say(lines=[*lines[:2], *lines[3:]])
    fault = episode.faults()["article"]
    assert lines[2]["written"][:20] in fault.what


def test_a_passage_that_is_no_longer_told_to_be_left_out_is_found(at_home: Path, episode: Episode) -> None:
    episode.say(left_out=[])
    assert "neither said nor left out" in episode.faults()["article"].what


def test_an_article_that_was_changed_since_is_told(at_home: Path, episode: Episode) -> None:
    with Path("metro.txt").open("a", encoding="utf-8") as article:
        article.write("\nकिराया अगले महीने ₹30 होगा.\n")
    assert '"किराया अगले महीने ₹30' in episode.faults()["article"].what


def test_that_the_article_is_not_at_hand_is_told(episode: Episode) -> None:
    check = episode.findings()["article"]
    assert (check.ok, check.what) == (None, 'not compared: "metro.txt" is not at hand here')


def test_another_article_of_that_name_is_not_looked_at(episode: Episode) -> None:
    Path("metro.txt").write_text("मौसम\nकल बारिश होगी.\n", encoding="utf-8")
    assert episode.findings()["article"].ok is None
