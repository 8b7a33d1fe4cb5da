"""The page of the settings: every setting in a form, checked at its field; uploads, words and voices."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import soundfile

from bulletin.apps.studio.setting_words import hindi_words
from bulletin.production.drafts.settings import ELSEWHERE, settings_form
from bulletin.production.setup.station import read_station
from bulletin.production.setup.table import STATION_SETTINGS
from tests.sound.heard import RATE, tone
from tests.studio.asking import Answer, Asker, revision


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    (tmp_path / "station.toml").write_text(
        '# ours\nname = "नगर"  # short\n[voices]\nmain = "tone"\n[sound]\nslot = 5  # minutes\n', "utf-8"
    )
    return Asker.at(tmp_path)


def group(asker: Asker, name: str) -> dict[str, list[str]]:
    """What a browser sends for a group that nobody touched."""
    form = settings_form(asker.folder)
    fields = next(one.fields for one in form.groups if (one.name or "station") == name)
    sent: dict[str, list[str]] = {"set": [], "silent": []}
    for field in fields:
        if field.kind == "readers" or (field.kind == "file" and not field.choices):
            continue
        sent["set"].append(field.key)
        sent[field.key] = (
            field.value.split("\n") if field.kind == "choices" and field.value else [field.value]
        )
    return sent


def save(asker: Asker, of: str, **changes: str | list[str]) -> Answer:
    page = asker.get("/settings")
    fields = {**group(asker, of), **{key.replace("__", "."): value for key, value in changes.items()}}
    return asker.post("/settings", None, action="save", group=of, revision=revision(page), **fields)


def test_every_setting_has_a_field_in_both_languages(asker: Asker) -> None:
    hindi, english = asker.get("/settings?lang=hi").text, asker.get("/settings?lang=en").text

    for key in set(STATION_SETTINGS) - ELSEWHERE - {"bulletin.readers"}:
        place = key.replace(".", "-")
        assert re.search(rf'id="(set|upload)-{place}', hindi) or f'name="{key}"' in hindi, key
        assert STATION_SETTINGS[key].label.casefold() in english.casefold(), key
    assert 'name="reader-name"' in hindi


def test_every_setting_has_hindi_words() -> None:
    assert set(hindi_words()) == set(STATION_SETTINGS) - ELSEWHERE
    assert all(re.search("[\u0900-\u097f]", words.label) and words.help for words in hindi_words().values())


def test_a_group_that_nobody_touched_changes_nothing(asker: Asker) -> None:
    before = asker.folder.station.read_bytes()
    for name in (
        "station",
        "lines",
        "bulletin",
        "voices",
        "sound",
        "words",
        "tags",
        "cover",
        "radio",
        "output",
    ):
        assert asker.follow(save(asker, name)).status == 200
    assert asker.folder.station.read_bytes() == before


def test_settings_are_saved_and_undone(asker: Asker) -> None:
    page = asker.follow(save(asker, "sound", sound__loudness="broadcast", sound__jingles="false"))
    station = read_station(asker.folder.station)
    assert (station.loudness, station.jingles, station.slot) == (-23.0, False, 300.0)
    assert "slot = 5  # minutes" in asker.folder.station.read_text("utf-8")
    assert 'id="group-sound" class="group" open' in page.text

    undone = asker.post("/settings", action="undo")
    assert undone.status == 303
    assert read_station(asker.folder.station).loudness == -16.0


def test_boxes_and_silence_are_saved(asker: Asker) -> None:
    save(asker, "output", output__formats=["mp3", "wav"])
    save(asker, "lines", silent=["lines.handover"])
    station = read_station(asker.folder.station)
    assert (station.formats, station.handover) == (("mp3", "wav"), "")

    save(asker, "output", output__formats=[])
    save(asker, "lines", silent=[])
    assert read_station(asker.folder.station).formats == ()
    assert read_station(asker.folder.station).handover != ""


def test_newsreaders_are_saved_and_two_of_a_name_refused(asker: Asker) -> None:
    rows = {"reader-name": ["अनीता", "रवि", ""], "reader-voice": ["tone", "", ""]}
    save(asker, "bulletin", **rows)
    assert [reader.name for reader in read_station(asker.folder.station).readers] == ["अनीता", "रवि"]

    wrong = save(asker, "bulletin", **{"reader-name": ["अ", "अ"], "reader-voice": ["", ""]})
    assert (wrong.status, "अ is named twice" in wrong.text, 'value="अ"' in wrong.text) == (422, True, True)


def test_wrong_values_are_told_at_their_fields_and_stay_in_them(asker: Asker) -> None:
    before = asker.folder.station.read_bytes()
    answer = save(asker, "sound", sound__slot="soon", sound__bed_level="9")

    assert answer.status == 422
    for key, value in (("slot", "soon"), ("bed_level", "9")):
        field = re.search(rf'<input id="set-sound-{key}"[^>]*>', answer.text)
        assert field is not None
        assert f'value="{value}"' in field[0]
        assert 'aria-invalid="true"' in field[0]
        assert f'id="set-sound-{key}-wrong"' in answer.text
    assert asker.folder.station.read_bytes() == before


def test_a_change_from_an_older_page_is_refused(asker: Asker) -> None:
    seen = revision(asker.get("/settings"))
    save(asker, "station", name="एक")
    answer = asker.post("/settings", action="save", group="station", revision=seen, set="name", name="दो")

    assert answer.status == 409
    assert read_station(asker.folder.station).name == "एक"


def test_a_damaged_file_is_told_and_can_be_undone(asker: Asker) -> None:
    save(asker, "station", name="एक")
    asker.folder.station.write_text("name = \n", "utf-8")
    page = asker.get("/settings")
    assert (page.status, "station.toml" in page.text) == (200, True)
    asker.post("/settings", action="undo")
    assert read_station(asker.folder.station).name == "एक"


def test_a_jingle_is_uploaded_judged_named_and_taken_away(asker: Asker) -> None:
    data = io.BytesIO()
    soundfile.write(data, tone(440, 1.0), RATE, format="WAV")
    fields = {"action": "upload", "key": "sound.intro", "group": "sound"}
    page = asker.follow(asker.post("/settings", {"file": ("../x.wav", data.getvalue())}, **fields))
    kept = read_station(asker.folder.station).own_jingles["intro"]
    assert (kept.parent, kept.name in page.text) == (asker.folder.path, True)

    wrong = asker.post("/settings", {"file": ("x.wav", b"no sound")}, **fields)
    assert (wrong.status, "x.wav" in wrong.text) == (422, True)
    assert read_station(asker.folder.station).own_jingles["intro"] == kept
    assert asker.post("/settings", None, **fields).status == 422
    asker.post("/settings", action="remove", key="sound.intro", group="sound")
    assert read_station(asker.folder.station).own_jingles == {}


def test_words_are_put_in_found_and_taken_out(asker: Asker) -> None:
    asker.post("/settings", None, action="word", word="AI Lab", **{"as": "एआई लैब"})
    page = asker.follow(asker.post("/settings", None, action="word", word="कीव", **{"as": "कीयेव"}))
    assert re.findall(r"<strong>(.*?)</strong>", page.text) == ["कीव", "AI Lab"]
    assert re.findall(r"<strong>(.*?)</strong>", asker.get("/settings?find=ai").text) == ["AI Lab"]

    wrong = asker.post("/settings", None, action="word", word="कीव", **{"as": "12"})
    assert (wrong.status, "lexicon.entry" in wrong.text) == (422, True)
    asker.post("/settings", action="forget", word="AI Lab")
    assert asker.folder.lexicon.read_text("utf-8") == "कीव\tकीयेव\n"


def test_a_voice_is_heard_and_one_that_there_is_not_is_told(asker: Asker) -> None:
    heard = asker.get("/settings/voice?name=tone")

    assert (heard.status, heard.headers["content-type"], heard.body[:4]) == (200, "audio/wav", b"RIFF")
    assert asker.get("/settings/voice?name=nobody").status == 422


def test_no_file_of_this_machine_can_be_named_by_a_page(asker: Asker) -> None:
    for key, value in (
        ("sound.intro", "/etc/passwd"),
        ("words.lexicon", "/etc/passwd"),
        ("output.folder", "/tmp"),
    ):
        answer = asker.post("/settings", None, action="save", group="sound", set=key, **{key: value})
        assert answer.status == 422, key
    assert read_station(asker.folder.station).own_jingles == {}
