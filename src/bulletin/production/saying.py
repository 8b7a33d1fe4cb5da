"""Saying: a few sentences as a bulletin would say them: same words, voice, cache, pauses, loudness and formats."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin import __version__
from bulletin.errors import InputError, first_words
from bulletin.language.hindi import speak as spoken_form
from bulletin.language.sentences import split
from bulletin.production.cache.opening import open_cache
from bulletin.production.clock import now
from bulletin.production.disk.commit import check_writable, committed, disk_errors
from bulletin.production.disk.players import play
from bulletin.production.events import Event, VoiceChosen
from bulletin.production.mix.mixing import Desk, Mixed
from bulletin.production.setup.lexicons import lexicon_rule, lexicon_version
from bulletin.production.stopwatch import Stopwatch
from bulletin.production.voice.casting import cast_script
from bulletin.production.voice.pieces import plan_speaking
from bulletin.production.voice.sample import file_for
from bulletin.production.voice.speaking import speak
from bulletin.schema.formats import FORMATS
from bulletin.schema.script import Script, Segment, Sentence
from bulletin.schema.station import Station
from bulletin.schema.units import PROGRAMME_RATE
from bulletin.script.pauses import AFTER_SEGMENT, pause_after_sentence
from bulletin.writers.names import slug

SUFFIXES = (".wav", *(form.suffix for form in FORMATS.values() if form.name != "wav"))
"""What a file may end in; the first is for a file that nobody named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What was said."""

    spoken: tuple[str, ...]
    """The spoken form of each text."""
    voice: str
    """`engine:name`."""
    reason: str
    """Why that is not the first choice, if it is not."""
    seconds: float
    path: Path | None
    """The file; None where it was only played."""


def say(
    texts: Sequence[str], station: Station, output: Path | None = None, *, aloud: bool = False
) -> Generator[Event, None, Said]:
    """Say the texts with the voice, the lexicons and at the loudness of `station`; yields what it does.

    They go into the file `output`, or into a WAV file named after the first words; if they are only to be heard
    `aloud`, no file stays. Raises InputError (65) if there is nothing to say, OutputError (73) for a name that cannot be
    made, EngineError (69) if nothing here can play sound, and whatever engines raise.
    """
    script = _script(texts, station)
    # Whoever tries a voice hears it, whatever roles and newsreaders there are.
    station = replace(station, role_voices={}, readers=())
    return (yield from say_script(script, station, output, aloud=aloud))


def say_script(
    script: Script, station: Station, output: Path | None = None, *, aloud: bool = False
) -> Generator[Event, None, Said]:
    """Say all of a script, each segment in its voice, without what a station says round it. Otherwise as `say`."""
    kept = output is not None or not aloud
    stopwatch = Stopwatch()
    with ExitStack() as closing:
        path = _path(script, output, closing, kept=kept)
        form = next(name for name, form in FORMATS.items() if form.suffix == path.suffix.lower())
        cache, warning = open_cache(closing)
        if warning is not None:
            yield warning
        from bulletin.production.finish.decoding import check_formats

        check_formats((form,))
        desk = closing.enter_context(Desk(station, cache))
        casting = cast_script(script, station, cache)
        yield VoiceChosen(casting.main.name, casting.main.reason)
        plan = plan_speaking(script, casting)
        closing.enter_context(cache.pinned(plan.keys))
        spoken = yield from speak(
            plan, cache, meanwhile=desk.get_ready, listen=desk.listen, heard=desk.take_in
        )
        mixed = yield from desk.mix(spoken, stopwatch)
        yield stopwatch.began("encoding", of=form)
        _write(mixed, form, path, station, spoken.voice)
        if aloud:
            heard = path
            if form != "wav":
                heard = (
                    Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-"))) / "say.wav"
                )
                _write(mixed, "wav", heard, station, spoken.voice)
            play(heard)
    return Said(
        spoken=tuple(segment.spoken for segment in script.segments),
        voice=spoken.voice,
        reason=spoken.reason,
        seconds=mixed.programme.length / PROGRAMME_RATE,
        path=path if kept else None,
    )


def _script(texts: Sequence[str], station: Station) -> Script:
    """The texts as a script of a paragraph each. Raises InputError (65) where one has nothing to say."""
    lexicon = lexicon_rule(station.lexicons)
    segments = []
    for number, text in enumerate(texts):
        said = [(one, spoken_form(one, without=station.without, lexicon=lexicon).text) for one in split(text)]
        sentences = tuple(
            Sentence(written=one, spoken=spoken, pause_after=pause_after_sentence(spoken))
            for one, spoken in said
            if spoken
        )
        if not sentences:
            raise InputError(
                "nothing to read aloud: no letters or digits in it.",
                error_id="text.empty",
                source=first_words(text),
                remedy='Give a sentence to say: bulletin say "किराया ₹25 है।"',
            )
        segments.append(
            Segment(
                id=f"say-{number + 1}", role="body", story=0, written=text, voice="", sentences=sentences,
                pause_after=AFTER_SEGMENT["body"],
            )
        )  # fmt: skip
    return Script(
        title=texts[0], language="hi", published=None, sources=("bulletin say",), segments=tuple(segments)
    )


def _path(script: Script, output: Path | None, closing: ExitStack, *, kept: bool) -> Path:
    """Where the sound goes: its file, or one in a folder that is removed at the end."""
    if not kept:
        return Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-"))) / "say.wav"
    path = file_for(slug(script.title), SUFFIXES, output)
    check_writable(path.parent)
    return path


def _write(mixed: Mixed, form: str, path: Path, station: Station, voice: str) -> None:
    """Encode to `path` at the station's loudness, verified before it has its name."""
    from bulletin.production.finish.attempts import attempts, first_ceiling
    from bulletin.production.finish.encoding import encode
    from bulletin.production.finish.verify import verified
    from bulletin.writers.audio.facts import Facts, Tags

    script = mixed.script
    tags = Tags(
        title=first_words(script.title, 80).strip('"'),
        station=station.name,
        programme=station.programme,
        day=now().date(),
        language="hin",
        genre=station.genre,
        written="\n".join(segment.written for segment in script.segments),
        sources=(),
        provenance=(
            ("VOICE", voice),
            ("LEXICON", lexicon_version(station.lexicons)),
            ("BULLETIN_VERSION", __version__),
            ("DISCLOSURE", station.disclosure),
        ),
    )
    facts = Facts(tags=tags)
    with committed(path) as temporary:
        for attempt in attempts(mixed.reel, mixed.gain, station.loudness, first_ceiling(form)):
            with disk_errors(path):
                encode(form, attempt.blocks, attempt.rate, temporary, facts, mixed.programme)
            if attempt.good(verified(form, temporary, path, mixed.programme)):
                break
