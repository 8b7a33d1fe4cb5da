"""Editions that the tests of the words around a bulletin share."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from bulletin.schema.edition import Edition, Link, TimedSentence, Word
from bulletin.schema.programme import Chapter
from bulletin.schema.script import Role

A_SECOND = 13
"""Spoken characters in one second."""


def line(
    written: str,
    spoken: str = "",
    *,
    start: float = 1.0,
    end: float | None = None,
    role: Role = "body",
    segment: int = 0,
    sentence: int = 0,
    words: tuple[Word, ...] = (),
    story: int = 0,
    reader: str = "",
) -> TimedSentence:
    """A sentence as heard, as long as its spoken form is."""
    spoken = spoken or written
    return TimedSentence(
        start=start,
        end=start + len(spoken) / A_SECOND if end is None else end,
        written=written,
        spoken=spoken,
        role=role,
        story=story,
        segment=segment,
        sentence=sentence,
        reader=reader,
        words=words,
    )


SMALL = Edition(
    title="नई मेट्रो लाइन शुरू, किराया ₹25 से",
    dek="12 किमी लंबी लाइन पर रोज 2 लाख लोग सफर करेंगे।",
    published=date(2026, 3, 5),
    made=datetime(2026, 3, 5, 7, 30, 15, tzinfo=UTC),
    station="आकाश FM",
    programme="शाम के समाचार",
    reader="कविता",
    copyright="© 2026 आकाश FM",
    link="https://akash.example/",
    disclosure="यह बुलेटिन कृत्रिम आवाज़ में है।",
    voice="espeak:hi",
    duration=34.0,
    chapters=(
        Chapter(start=0.0, end=18.25, title="नई मेट्रो लाइन शुरू, किराया ₹25 से"),
        Chapter(start=18.25, end=28.5, title="किराया & <समय>"),
        Chapter(start=28.5, end=34.0, title="आगे की योजना"),
    ),
    sentences=(
        line("नई मेट्रो लाइन शुरू, किराया ₹25 से", "नई मेट्रो लाइन शुरू, किराया पच्चीस रुपये से",
             start=2.5, end=5.6, role="headline"),
        line("12 किमी लंबी लाइन पर रोज 2 लाख लोग सफर करेंगे।", "बारह किलोमीटर लंबी लाइन पर रोज दो लाख लोग सफर करेंगे।",
             start=6.1, end=9.8, role="dek", segment=1),
        line("शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई और पहले दिन 45,000 लोगों ने इसमें सफर किया।",
             "शहर की नई मेट्रो लाइन सोमवार को शुरू हो गई और पहले दिन पैंतालीस हज़ार लोगों ने इसमें सफर किया।",
             start=10.4, end=17.0, segment=2),
        line("नमस्ते।", start=17.3, end=17.8, segment=2, sentence=1),
        line("किराया & <समय>", "किराया और समय", start=20.0, end=21.2, role="heading", segment=3),
        line("डॉ. सिंह ने कहा, “किराया ₹25 करोड़ नहीं।”", "डॉक्टर सिंह ने कहा, किराया पच्चीस करोड़ रुपये नहीं।",
             start=21.7, end=26.0, segment=4),
        line("आगे की योजना", start=30.0, end=31.1, role="heading", segment=5),
        line("2028 तक दूसरी लाइन।", "दो हज़ार अट्ठाईस तक दूसरी लाइन।", start=31.6, end=33.2, segment=6),
    ),
    links=(
        Link(title="Bus Service: शहर में 100 नई बसें", href="https://news.example/bus?a=1&b=2"),
        Link(title="रेल बजट की 5 बातें"),
    ),
    sources=("https://news.example/metro", "metro.txt"),
    audio="nai-metro.mp3",
    identity="0123456789abcdef",
)  # fmt: skip
"""A bulletin of half a minute with one of everything."""


ANITA, RAVI = "अनीता", "रवि <&> साथी"

_SAID: tuple[tuple[Role, int, str, str], ...] = (
    ("opening", 0, ANITA, "अनीता और रवि से समाचार सुनिए।"),
    ("headlines", 0, ANITA, "मुख्य समाचार।"),
    ("headlines", 0, ANITA, "नदी पर नया पुल खुला।"),
    ("headlines", 1, ANITA, "मेट्रो का किराया बढ़ा।"),
    ("headline", 0, ANITA, "नदी पर नया पुल खुला"),
    ("body", 0, ANITA, "पुल रविवार को खोल दिया गया।"),
    ("transition", 0, ANITA, "आगे के समाचार रवि से।"),
    ("headline", 1, RAVI, "मेट्रो का किराया बढ़ा"),
    ("body", 1, RAVI, "किराया सोमवार से बढ़ेगा।"),
    ("heading", 1, RAVI, "नया नियम"),
    ("body", 1, ANITA, "महीने भर के पास पर मिलने वाली छूट पहले की तरह अगले साल मार्च के अंत तक जारी रहेगी।"),
    ("recap", 1, ANITA, "नदी पर नया पुल खुला।"),
    ("recap", 1, ANITA, "मेट्रो का किराया बढ़ा।"),
    ("closing", 1, ANITA, "समाचार समाप्त हुए।"),
)

WHOLE = replace(
    SMALL,
    title="सुबह के समाचार",
    dek="नदी पर नया पुल खुला; मेट्रो का किराया बढ़ा",
    reader="अनीता और रवि <&> साथी",
    voice="espeak:hi+f3, espeak:hi+m3",
    duration=60.0,
    chapters=(
        Chapter(start=0.0, end=4.0, title="सुबह के समाचार"),
        Chapter(start=4.0, end=16.0, title="मुख्य समाचार (अनीता)"),
        Chapter(start=16.0, end=28.0, title="नदी पर नया पुल खुला (अनीता)"),
        Chapter(start=28.0, end=36.0, title="मेट्रो का किराया बढ़ा (रवि)"),
        Chapter(start=36.0, end=44.0, title="नया नियम (अनीता)", level=1),
        Chapter(start=44.0, end=60.0, title="एक बार फिर मुख्य समाचार (अनीता)"),
    ),
    sentences=tuple(
        line(written, start=0.5 + 4 * place, end=3.5 + 4 * place, role=role, segment=place, story=story, reader=reader)
        for place, (role, story, reader, written) in enumerate(_SAID)
    ),
)  # fmt: skip
"""A bulletin of two stories: headlines, two newsreaders, a section within a story, and a recap that nothing announces."""


def with_lines(*lines: TimedSentence) -> Edition:
    """The small edition with other sentences."""
    return replace(SMALL, sentences=lines, duration=max((line.end for line in lines), default=0.0) + 2.0)


def saying(written: str, spoken: str = "") -> Edition:
    """The small edition with one sentence."""
    return with_lines(line(written, spoken))


HARD = {
    "markup": "A & B <b>\"C\"</b> 'D' --> {\\an8}E\\n",
    "Devanagari only": "केवल देवनागरी में ज्ञान",
    "joiners": "क्\u200dया शब्द\u200cमाला",
    "emoji": "😀👨\u200d👩\u200d👧🇮🇳",
    "very long": "समाचार पत्र " * 833 + "अंत।",
    "one long word": "क्षत्रिय" * 1250,
}
"""Texts that are to be read back as they are."""

DIRTY = {
    "control characters": ("समा\x00चार\x1b[31m लाल\x85", "समाचार[31m लाल"),
    "marks of direction": ("\u202eउलटा\u202c \u200fसीधा\u2066", "उलटा सीधा"),
    "line ends": ("एक\r\nदो\n\n\nतीन\u2028चार", "एक दो तीन चार"),
    "half a character": ("क\ud83d ख", "क ख"),
}
"""Texts, and what of them may be shown."""
