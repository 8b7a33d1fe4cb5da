from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bulletin.errors import ConfigurationError, OutputError
from bulletin.production.setup.settle import settle, with_settings
from bulletin.production.setup.station import parse_station, read_station
from bulletin.production.setup.table import STATION_SETTINGS
from bulletin.production.setup.template import new_station, template
from bulletin.readers import read_text
from bulletin.schema.manner import Manner
from bulletin.schema.script import ROLES
from bulletin.schema.station import Station
from bulletin.script import write_script
from bulletin.script.running_order import in_running_order

WHOLE = """\
name = "रेडियो शहर"
programme = "शाम के समाचार"
reader = "आशा"
[lines]
opening = "यह {station} है। {date}, {time}। अब आप {reader} से {programme} सुनिए।"
closing = "समाचार समाप्त हुए।"
say_disclosure = true
[voices]
main = "espeak:hi"
heading = "tone"
rate = 1.1
pitch = -2
fallback = "espeak"
parallel = 2
[sound]
loudness = -20
slot = "5:00"
intro = "intro.wav"
[words]
lexicon = ["words.tsv"]
without = ["roman"]
[tags]
genre = "Radio"
id3 = "2.4"
[cover]
file = "intro.wav"
ground = "#0B2545"
[radio]
cut = "100700"
category = "SPORT"
good_for = 60
[output]
folder = "on-air"
formats = ["wav", "mp3", "wav"]
bit_rate = "192"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "intro.wav").write_bytes(b"x")
    (tmp_path / "words.tsv").write_text("AI\tएआई\n", encoding="utf-8")
    return tmp_path


def test_every_setting_is_read(folder: Path) -> None:
    station = parse_station(WHOLE, folder / "radio.toml")

    assert (station.name, station.programme, station.reader) == ("रेडियो शहर", "शाम के समाचार", "आशा")
    assert (station.voice, station.role_voices, station.fallback) == (
        "espeak:hi",
        {"heading": "tone"},
        "espeak",
    )
    assert (station.manner, station.parallel) == (Manner(rate=1.1, pitch=-2), 2)
    assert (station.loudness, station.own_jingles) == (-20.0, {"intro": folder / "intro.wav"})
    assert station.slot == 300.0
    assert (station.lexicons, sorted(station.without)) == ((folder / "words.tsv",), ["roman"])
    assert station.id3 == "2.4"
    assert (station.cover.file, station.cover.ground, station.cover.made) == (
        folder / "intro.wav",
        "#0B2545",
        True,
    )
    assert (station.genre, station.folder, station.say_disclosure) == ("Radio", folder / "on-air", True)
    assert (station.cut, station.category, station.good_for) == ("100700", "SPORT", 60)
    assert (station.formats, station.bit_rate) == (("wav", "mp3"), "192")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[output]\nformats = ["aac"]\n', 'no format "aac"'),
        ('[output]\nbit_rate = "100"\n', "100 is no bit rate of MP3"),
        ("[radio]\ngood_for = 0\n", "0 minutes is outside 1 to"),
        ('[tags]\nid3 = "2.2"\n', 'no version "2.2" of ID3'),
        ('[cover]\nground = "navy"\n', '"navy" is no colour'),
        ('[cover]\nfile = "none.png"\n', "there is no file"),
    ],
)
def test_a_wrong_format_bit_rate_or_time_is_told_with_its_line(folder: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        parse_station(text, folder / "radio.toml")

    assert caught.value.source.endswith("radio.toml line 2")


def test_the_settings_of_music_are_read(folder: Path) -> None:
    text = '[sound]\nintro_overlap = 2\noutro_overlap = 0.5\nbed = "intro.wav"\nbed_level = -15\nchannels = "stereo"\n'
    station = parse_station(text, folder / "radio.toml")

    assert station.overlaps == {"intro": 2.0, "outro": 0.5}
    assert (station.bed, station.bed_level, station.channels) == (folder / "intro.wav", -15.0, "stereo")


def test_without_settings_of_music_there_is_no_bed_and_jingles_decide(folder: Path) -> None:
    station = parse_station("", folder / "radio.toml")

    assert (station.bed, station.overlaps, station.channels) == (None, {}, "auto")


def test_our_bed_is_no_file(folder: Path) -> None:
    assert parse_station('[sound]\nbed = "ours"\n', folder / "radio.toml").bed == "ours"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('bed = "none.wav"', "there is no file"),
        ("bed_level = 0", "a bed at 0 LU is outside"),
        ("intro_overlap = 90", "an overlap of 90 seconds is outside"),
        ('channels = "surround"', '"surround" is no choice of channels'),
        ('beds = "ours"', 'no key "beds"'),
    ],
)
def test_a_wrong_setting_of_music_is_told_with_its_line(folder: Path, line: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        parse_station(f"[sound]\n{line}\n", folder / "radio.toml")

    assert caught.value.source.endswith("radio.toml line 2")


def test_the_file_that_is_written_reads_back(tmp_path: Path) -> None:
    path = new_station(tmp_path / "radio.toml", 'रेडियो "शहर"\\', "समाचार")

    assert read_station(path).name == 'रेडियो "शहर"\\'


def test_every_setting_that_the_written_file_shows_is_right(folder: Path) -> None:
    for name in ("earcon.wav", "sting.wav", "outro.wav", "bed.mp3", "cover.png"):
        (folder / name).write_bytes(b"x")
    lines = template("क", "ख").split("\n")
    shown = "\n".join(line.removeprefix("# ") if " = " in line else line for line in lines)

    assert parse_station(shown, folder / "radio.toml").reader == "आशा"


def test_every_setting_but_the_less_usual_roles_is_in_the_written_file() -> None:
    keys = {setting.name for setting in STATION_SETTINGS.values()} - set(ROLES)
    assert keys - set(re.findall(r"^(?:# )?(\w+) = ", template("क", "ख"), re.MULTILINE)) == set()


def test_a_station_file_is_not_written_over(tmp_path: Path) -> None:
    path = new_station(tmp_path / "radio.toml", "क", "ख")
    with pytest.raises(OutputError):
        new_station(path, "ग", "घ")

    assert new_station(path, "ग", "घ", force=True) == path


@pytest.mark.parametrize(
    ("text", "line", "what", "remedy"),
    [
        ('nam = "x"', 1, 'no key "nam"', '"name"'),
        ('name = "x"\n[voice]\nmain = "tone"', 2, 'no key "[voice]"', '"voices"'),
        ('[sound]\nloudnes = "podcast"', 2, 'no key "loudnes"', '"loudness"'),
        ('loudness = "podcast"', 1, 'no key "loudness"', "under [sound]"),
        ('[sound]\nloudness = "loud"', 2, "neither a number", "podcast, podcast-mono"),
        ("[sound]\nloudness = -90", 2, "outside -40 to -5", "podcast"),
        ('[sound]\nslot = "five"', 2, "five is no length of time", '"5:00"'),
        ("[sound]\nslot = 05:00:00", 2, 'like "5:00"', "Correct it"),
        ('[sound]\njingles = "yes"', 2, "true or false", "Correct it"),
        ('[sound]\nintro = "none.wav"', 2, "no file", "beside the station file"),
        ('[voices]\nmain = "espek"', 2, 'no voice engine "espek"', '"espeak"'),
        ("[voices]\nrate = 9", 2, "a rate of 9 is outside 0.5 to 2", "Take 1.0, or put #"),
        ("[voices]\nparallel = 99", 2, "outside 1 to 16", "4"),
        ('[lines]\nopening = "यह {sation} है"', 2, "{sation}", "{station}"),
        ('[words]\nwithout = ["romans"]', 2, 'no rule "romans"', '"roman"'),
        ("name = x", 1, "not TOML", "quotation marks"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_the_nearest_mend(
    tmp_path: Path, text: str, line: int, what: str, remedy: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_station(text, tmp_path / "radio.toml")

    assert f"radio.toml line {line}" in caught.value.source
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def bytes_of(name: str) -> bytes:
    return {
        "a byte order mark": '\ufeffname = "क"\r\n'.encode(),
        "nothing": b"",
        "UTF-16": 'name = "क"\n'.encode("utf-16"),
        "no UTF-8": b'name = "\xff"\n',
        "a NUL": b'name = "a\x00b"\n',
        "a key twice": b'name = "a"\nname = "b"\n',
        "a table twice": b"[sound]\n[sound]\n",
        "thirty megabytes": b"#" * 30_000_000,
        "endless brackets": b"a = " + b"[" * 5000,
        "a day for a name": b"name = 2020-01-01\n",
        "no number": b"[sound]\nloudness = nan\n",
        "an endless rate": b"[voices]\nrate = inf\n",
        "a rate of 400 digits": b"[voices]\nrate = 1" + b"0" * 400,
        "a rate of 5000 digits": b"[voices]\nrate = 1" + b"0" * 5000,
    }[name]


@pytest.mark.parametrize(
    "name",
    [
        "no UTF-8", "a NUL", "a key twice", "a table twice", "thirty megabytes", "endless brackets",
        "a day for a name", "no number", "an endless rate", "a rate of 400 digits", "a rate of 5000 digits",
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_a_stations_is_told_by_its_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "radio.toml"
    path.write_bytes(bytes_of(name))
    with pytest.raises(ConfigurationError) as caught:
        read_station(path)

    assert str(path) in caught.value.source


@pytest.mark.parametrize("name", ["a byte order mark", "nothing", "UTF-16"])
def test_a_file_may_begin_with_a_byte_order_mark_be_empty_or_in_utf_16(tmp_path: Path, name: str) -> None:
    path = tmp_path / "radio.toml"
    path.write_bytes(bytes_of(name))

    assert read_station(path).voice == "auto"


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (0, 5, "रात बारह बजकर पाँच मिनट"),
        (4, 0, "सुबह चार बजे"),
        (9, 45, "सुबह पौने दस बजे"),
        (12, 0, "दोपहर बारह बजे"),
        (18, 30, "शाम साढ़े छह बजे"),
        (23, 0, "रात ग्यारह बजे"),
    ],
)
def test_date_and_hour_are_said_in_words(hour: int, minute: int, said: str) -> None:
    script = write_script([read_text("खबर\n\nशहर में मेला लगा। लोग आए।".encode(), "x")])
    station = Station(opening="{date}, {time}।", closing="बस {reader}।", reader="आशा")
    framed_script = in_running_order(script, station, datetime(2026, 11, 24, hour, minute, tzinfo=UTC))

    assert framed_script.segments[0].spoken == f"मंगलवार, चौबीस नवंबर दो हज़ार छब्बीस, {said}।"
    assert framed_script.segments[-1].spoken == "बस आशा।"
    assert [segment.role for segment in framed_script.segments] == ["opening", "headline", "body", "closing"]


def test_a_station_without_lines_changes_nothing() -> None:
    script = write_script([read_text("खबर\n\nशहर में मेला लगा। लोग आए।".encode(), "x")])

    assert in_running_order(script, Station(opening=" "), datetime(2026, 11, 24, tzinfo=UTC)) == script


@pytest.mark.parametrize(
    ("table", "name", "number", "field", "value"),
    [
        ("sound", "slot", "5", "slot", 300.0),
        ("sound", "slot", "5.5", "slot", 330.0),
        ("output", "bit_rate", "128", "bit_rate", "128"),
        ("tags", "id3", "2.4", "id3", "2.4"),
        ("radio", "cut", "700", "cut", "700"),
        ("", "name", "93.5", "name", "93.5"),
    ],
)
def test_a_number_is_taken_as_the_text_of_its_digits(
    table: str, name: str, number: str, field: str, value: object
) -> None:
    head = f"[{table}]\n" if table else ""
    bare, quoted = (
        parse_station(f"{head}{name} = {written}\n", Path("radio.toml"))
        for written in (number, f'"{number}"')
    )
    assert getattr(bare, field) == value
    assert bare == quoted
    assert (
        with_settings({f"{table}.{name}".strip("."): float(number) if "." in number else int(number)}) == bare
    )


def test_a_slot_of_five_is_said_to_be_minutes() -> None:
    said: list[tuple[str, str, str]] = []
    parse_station("[sound]\nslot = 5\n", Path("radio.toml"), lambda *each: said.append(each))
    settle(["a.txt"], {"sound.slot": 5}, notice=lambda *each: said.append(each))

    assert said == [("slot = 5", "5:00", "radio.toml line 2"), ("--slot 5", "5:00", "")]


def test_neither_truth_nor_a_list_is_taken_for_a_text() -> None:
    for wrong in ("true", "[5]"):
        with pytest.raises(ConfigurationError):
            parse_station(f"[sound]\nslot = {wrong}\n", Path("radio.toml"))
