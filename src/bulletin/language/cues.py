"""Cues: words around an end mark that show whether the sentence ends there."""

from __future__ import annotations

import re
from functools import cache

from bulletin.language.tables import words

OPENS_SPEECH = (",", ":", ";", "–", "—", "-", "कहा", "पूछा", "बोले", "बोला", "बोली", "बताया", "लिखा", "कि")
"""What precedes a quotation that is announced."""

FINITE_VERBS = frozenset(["है", "हैं", "था", "थी", "थे", "थीं", "होगा", "होगी", "होंगे"])
FUTURE = ("ंगे", "ेगा", "ेगी", "एगा", "एगी", "ंगी", "ूंगा", "ऊंगा", "ोगे", "ओगे")
"""Verbs, and endings of the future tense, that end a clause: an ellipsis after them ends the sentence."""

CONTINUES = frozenset([
    "का", "के", "की", "को", "में", "से", "पर", "ने", "तक", "और", "या", "व", "एवं", "तथा", "तो", "भी", "ही", "लेकिन",
    "मगर", "कि", "जैसे", "जैसा", "जैसी", "वाले", "वाली", "वाला", "नाम",
])  # fmt: skip
"""Words that never begin a sentence after a question or an exclamation inside one."""

WORDS_NOT_NAMES = frozenset(["आई", "जी", "ओ", "आर"])
"""Names of letters that are also words at the end of a sentence: "वह घर आई.", "मोदी जी."."""

BUT = frozenset(["लेकिन", "मगर", "पर"])
"""Words that continue a sentence, but after a quotation begin one as often."""

JOINS = frozenset(["और", "तथा", "एवं", "या", "व"])
"""Words that join two things, the first of them abbreviated: "400 रु. और 390 रु.", "5 किमी. और"."""

ANSWERS_QUOTATION = frozenset(["यह", "यही", "ये", "ऐसा", "ऐसे", "ऐसी", "इतना", "इसी", "इन्हीं", "कह", "कहकर"])
"""Words that continue a sentence after the quotation it began with: "“….” यही नारे लगते रहे।"."""

DISTANCE = frozenset([
    "दूर", "लंबा", "लंबी", "लंबे", "ऊंचा", "ऊंची", "ऊंचे", "ऊपर", "नीचे", "आगे", "पीछे", "पहले", "प्रति",
])  # fmt: skip
"""Words that follow a measure and belong to it: "5 किमी. दूर"."""


@cache
def starters() -> frozenset[str]:
    """Return words that begin a sentence, whatever comes before the full stop."""
    return frozenset(row[0] for row in words("hindi/words/sentence_starters.tsv"))


# Compiled for texts that come to them: few do.
@cache
def reporting_clause() -> re.Pattern[str]:
    """A clause such as "X ने कहा" soon after a quotation, which then belongs to the same sentence."""
    return re.compile(
        r"""
        [\s,–—-]{0,60}+(?:[^\s।.?!|“”"]{1,60}+\s{1,60}+){0,7}?  # at most seven words before the verb
        (?:कहा|पूछा|बोला|बोले|बोली|बोलीं|बताया|लिखा|जोड़ा|कहते|कहती|पूछते|चिल्लाया|चिल्लाई|दोहराया|कहना)
        (?:\s+(?:है|था|थी|थे|हैं|गया|कि))?(?=[\s।.?!,|:]|$)
        """,
        re.VERBOSE,
    )


@cache
def case_ending() -> re.Pattern[str]:
    """Postpositions, which begin no sentence: a full stop before one belongs to an abbreviation, known or not."""
    return re.compile(r"\s+(?:का|की|को|ने|में|से|तक|के(?=\s))(?=[\s,।])")


@cache
def verb_before_amount() -> re.Pattern[str]:
    """A verb and an amount, so that after its unit the sentence is complete."""
    return re.compile(
        r"""
        (?<!\S)(?:है|हैं|था|थी|थे|हुआ|हुई|हुए|रहा|रही|रहे|गया|गई|गए|मिला|मिली|मिले|लगा|लगी|लगे|बढ़ा|घटा|पहुंचा|पहुंची)
        \s+(?:(?:कुल|केवल|सिर्फ|करीब|लगभग|महज)\s+)?  # perhaps about, or only
        [\d०-९][\d०-९.,]*\s*(?:(?:हजार|हज़ार|लाख|करोड़|अरब)\s+)?$
        """,
        re.VERBOSE,
    )
