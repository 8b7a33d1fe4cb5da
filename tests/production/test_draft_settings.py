"""The station file of a folder of drafts as a form: every setting in it, checked at its field; uploads judged by their bytes."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import soundfile

from bulletin.errors import BulletinError, ConfigurationError
from bulletin.production.drafts.editing import StaleDraft
from bulletin.production.drafts.folder import StudioFolder
from bulletin.production.drafts.refusals import WrongFields
from bulletin.production.drafts.settings import ELSEWHERE, save_settings, settings_form, undo_settings
from bulletin.production.drafts.uploads import keep_upload
from bulletin.production.drafts.voices import listed_voices, voice_sample
from bulletin.production.drafts.words import forget_word, listed_words, say_always
from bulletin.production.setup.station import read_station
from bulletin.production.setup.table import STATION_SETTINGS
from bulletin.schema.form import Field, SettingsForm
from tests.production.episodes import cover
from tests.sound.heard import RATE, tone


@pytest.fixture
def folder(tmp_path: Path) -> StudioFolder:
    return StudioFolder.opened(tmp_path)


def wav(seconds: float) -> bytes:
    data = io.BytesIO()
    soundfile.write(data, tone(440, seconds), RATE, format="WAV")
    return data.getvalue()


def fields(form: SettingsForm) -> dict[str, Field]:
    return {field.key: field for group in form.groups for field in group.fields}


def test_every_setting_has_a_field_but_those_of_the_folder_itself(folder: StudioFolder) -> None:
    form = settings_form(folder)

    assert set(fields(form)) == set(STATION_SETTINGS) - ELSEWHERE
    assert not any(field.is_set for field in fields(form).values())
    assert not folder.station.exists()


def test_a_field_says_what_it_takes(folder: StudioFolder) -> None:
    found = fields(settings_form(folder))

    assert (found["voices.pitch"].kind, found["voices.pitch"].unit, found["voices.pitch"].highest) == (
        "number",
        "semitones",
        6,
    )
    assert (found["sound.channels"].kind, list(found["sound.channels"].choices)) == (
        "choice",
        ["auto", "mono", "stereo"],
    )
    assert (found["output.formats"].kind, "opus" in found["output.formats"].choices) == ("choices", True)
    assert (found["sound.jingles"].kind, found["sound.jingles"].usual) == ("truth", "true")
    assert {key: field.kind for key, field in found.items() if field.kind in ("file", "colour", "readers")} == {
        "bulletin.readers": "readers", "sound.intro": "file", "sound.earcon": "file", "sound.sting": "file",
        "sound.outro": "file", "sound.bed": "file", "cover.file": "file", "cover.ground": "colour", "cover.accent": "colour",
    }  # fmt: skip


def test_what_is_saved_is_read_by_the_command_line_and_can_be_undone(folder: StudioFolder) -> None:
    save_settings(
        folder, {"name": "रेडियो नगर", "sound.slot": "5:00", "lines.handover": ""}, {"lines.handover"}
    )
    station = read_station(folder.station)
    form = settings_form(folder)
    assert (station.name, station.slot, station.handover) == ("रेडियो नगर", 300.0, "")
    assert (fields(form)["name"].value, fields(form)["lines.handover"].is_set) == ("रेडियो नगर", True)

    undo_settings(folder, form.revision)
    assert read_station(folder.station).name == "bulletin"
    undo_settings(folder, again=True)
    assert read_station(folder.station).name == "रेडियो नगर"


def test_all_wrong_values_are_told_at_once_and_nothing_is_written(folder: StudioFolder) -> None:
    with pytest.raises(WrongFields) as caught:
        save_settings(folder, {"name": "नगर", "sound.slot": "soon", "voices.rate": "9"})
    assert set(caught.value.fields) == {"sound.slot", "voices.rate"}
    assert not folder.station.exists()

    shown = fields(settings_form(folder, {"sound.slot": "soon"}, caught.value.fields))["sound.slot"]
    assert (shown.value, "soon is no length of time" in shown.error) == ("soon", True)


def test_a_file_that_was_damaged_by_hand_is_told_and_left(folder: StudioFolder) -> None:
    folder.station.write_text("nam = 5\n", "utf-8")
    for act in (lambda: settings_form(folder), lambda: save_settings(folder, {"name": "नगर"})):
        with pytest.raises(ConfigurationError):
            act()
    assert folder.station.read_text("utf-8") == "nam = 5\n"


def test_a_form_of_an_older_version_is_refused(folder: StudioFolder) -> None:
    save_settings(folder, {"name": "एक"})
    seen = settings_form(folder).revision
    save_settings(folder, {"name": "दो"})
    with pytest.raises(StaleDraft):
        save_settings(folder, {"name": "तीन"}, revision=seen)


def test_a_jingle_and_a_cover_are_kept_beside_the_file_and_used(folder: StudioFolder, tmp_path: Path) -> None:
    sound = wav(2.0)
    picture = cover(tmp_path / "x.jpg").read_bytes()
    kept = keep_upload(folder, "sound.intro", sound, "../../evil name.mp3")
    keep_upload(folder, "cover.file", picture, "cover.gif")
    station = read_station(folder.station)

    assert (kept.parent, kept.name.startswith("intro-"), kept.suffix) == (folder.path, True, ".wav")
    assert station.own_jingles["intro"].read_bytes() == sound
    assert station.cover.file is not None
    assert station.cover.file.read_bytes() == picture
    # Another one leaves the first where it is, for undo.
    other = keep_upload(folder, "sound.intro", wav(1.0), "y.wav")
    assert (kept.exists(), other.exists(), kept != other) == (True, True, True)


@pytest.mark.parametrize(
    ("key", "data", "error_id"),
    [
        ("sound.intro", b"", "sound.unreadable"),
        ("sound.intro", b"GIF89a not sound", "sound.unreadable"),
        ("sound.sting", b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound.unreadable"),
        ("cover.file", b"\x89PNG\r\n\x1a\n broken", "picture."),
        ("cover.file", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture."),
        ("words.lexicon", b"a\tb", "studio.upload"),
        ("name", b"x", "studio.upload"),
    ],
)
def test_what_make_could_not_use_is_not_kept(
    folder: StudioFolder, key: str, data: bytes, error_id: str
) -> None:
    before = sorted(path.name for path in folder.path.iterdir())
    with pytest.raises(BulletinError) as caught:
        keep_upload(folder, key, data, "jingle.wav")

    assert caught.value.error_id.startswith(error_id)
    assert "bulletin-" not in caught.value.source + caught.value.remedy
    assert sorted(path.name for path in folder.path.iterdir()) == before


def test_a_bed_must_be_long_enough(folder: StudioFolder) -> None:
    with pytest.raises(BulletinError, match="at least"):
        keep_upload(folder, "sound.bed", wav(0.3), "bed.wav")


def test_words_are_listed_put_in_and_taken_out(folder: StudioFolder) -> None:
    assert listed_words(folder) == []
    say_always(folder, "कीव", "कीयेव")
    say_always(folder, "AI Lab", "एआई लैब")
    folder.lexicon.write_text("# ours\n" + folder.lexicon.read_text("utf-8"), "utf-8")

    assert [(word.written, word.spoken) for word in listed_words(folder)] == [
        ("AI Lab", "एआई लैब"),
        ("कीव", "कीयेव"),
    ]
    assert forget_word(folder, "ai  lab")
    assert not forget_word(folder, "ai lab")
    assert folder.lexicon.read_text("utf-8") == "# ours\nकीव\tकीयेव\n"


def test_voices_are_listed_and_one_is_heard(folder: StudioFolder) -> None:
    names = [voice.name for voice in listed_voices()]

    assert "gtts:hi" in names
    assert all(not name.endswith(":") for name in names)
    assert voice_sample("tone").startswith(b"RIFF")
    with pytest.raises(ConfigurationError):
        voice_sample("nobody")
