"""Types Devanagari on the keys of Kruti Dev, from the shapes of letters; it knows nothing of the reader's table."""

from __future__ import annotations

import re
from unicodedata import normalize

# The keys of a typist's chart: half letters and their stem, whole letters, signs.
HALVES = dict(
    zip(
        [
            "क",
            "ख",
            "ग",
            "घ",
            "च",
            "ज",
            "झ",
            "ञ",
            "ण",
            "त",
            "थ",
            "ध",
            "न",
            "प",
            "फ",
            "ब",
            "भ",
            "म",
            "य",
            "ल",
            "व",
            "श",
            "ष",
            "स",
            "ह",
        ],
        [
            "D",
            "[",
            "X",
            "?",
            "P",
            "T",
            "÷",
            "¥~",
            ".",
            "R",
            "F",
            "/",
            "U",
            "I",
            "¶",
            "C",
            "H",
            "E",
            "¸",
            "Y",
            "O",
            "'",
            '"',
            "L",
            "º",
        ],
        strict=True,
    )
)
WHOLE = dict(
    zip(
        [
            "क",
            "ख",
            "ग",
            "घ",
            "ङ",
            "च",
            "छ",
            "ज",
            "झ",
            "ञ",
            "ट",
            "ठ",
            "ड",
            "ढ",
            "ण",
            "त",
            "थ",
            "द",
            "ध",
            "न",
            "प",
            "फ",
            "ब",
            "भ",
            "म",
            "य",
            "र",
            "ल",
            "व",
            "श",
            "ष",
            "स",
            "ह",
        ],
        [
            "d",
            "[k",
            "x",
            "?k",
            "³",
            "p",
            "N",
            "t",
            ">",
            "¥",
            "V",
            "B",
            "M",
            "<",
            ".k",
            "r",
            "Fk",
            "n",
            "/k",
            "u",
            "i",
            "Q",
            "c",
            "Hk",
            "e",
            ";",
            "j",
            "y",
            "o",
            "'k",
            '"k',
            "l",
            "g",
        ],
        strict=True,
    )
)
SIGNS = dict(
    zip(
        ["ा", "ी", "ु", "ू", "ृ", "े", "ै", "ो", "ौ", "ं", "ँ", "ः", "ॉ", "ॅ"],
        ["k", "h", "q", "w", "`", "s", "S", "ks", "kS", "a", "¡", "%", "kW", "W"],
        strict=True,
    )
)
VOWELS = dict(
    zip(
        ["अ", "आ", "इ", "ई", "उ", "ऊ", "ऋ", "ए", "ऐ", "ओ", "औ", "ऑ"],
        ["v", "vk", "b", "bZ", "m", "Å", "_", ",", ",s", "vks", "vkS", "vkW"],
        strict=True,
    )
)
OTHERS = {"।": "A", ",": "]", ".": "-", "-": "&", "?": "\\", "(": "¼", ")": "½", "“": "Þ", "”": "ß", "‘": "^", "’": "*", ":": "%", ";": "(", "/": "@"}  # fmt: skip
WHOLES = {"क्ष": "{k", "त्र": "=", "ज्ञ": "K", "श्र": "J", "द्य": "|", "द्ध": ")", "द्व": "}", "प्र": "ç", "क्र": "Ø", "द्र": "æ", "ट्ट": "ê", "ह्म": "ã", "न्न": "é", "द्द": "í", "फ्र": "Ý", "त्त": "Ùk", "कृ": "Ñ", "रु": "#", "रू": ":"}  # fmt: skip
"""Letters that the chart has as one shape."""

_SYLLABLE = re.compile(
    "(?P<reph>र्(?=[क-ह]))?(?P<cluster>(?:[क-ह]\u093c?\u094d)*[क-ह]\u093c?)(?P<halant>\u094d)?"
    "(?P<signs>[ा-ौँ-ः]*)|(?P<vowel>[अ-औऑ])(?P<marks>[ँ-ः]*)|(?P<other>.)",
    re.DOTALL,
)


def typed(text: str) -> str:
    """The keys for a text in Devanagari, digits and the stops of `OTHERS`. Raises KeyError for anything else."""
    return "".join(_keys(match) for match in _SYLLABLE.finditer(normalize("NFC", text)))


def _keys(match: re.Match[str]) -> str:
    if match["vowel"]:
        return VOWELS[match["vowel"]] + "".join(SIGNS[sign] for sign in match["marks"])
    if match["other"]:
        other = match["other"]
        return other if other in "0123456789! \n" else OTHERS[other]
    signs, cluster = match["signs"], match["cluster"]
    whole = WHOLES.get(cluster + signs[:1], "")
    if whole:
        keys, signs = whole, signs[1:]
    else:
        keys = _cluster(cluster)
    keys += "~" if match["halant"] else ""
    before = "f" if "ि" in signs else ""
    after = "".join(SIGNS[sign] for sign in signs if sign not in "िँंः")
    marks = "".join(SIGNS[sign] for sign in signs if sign in "ँंः")
    return before + keys + after + ("Z" if match["reph"] else "") + marks


def _cluster(cluster: str) -> str:
    keys = ""
    while cluster:
        whole = next((each for each in WHOLES if cluster == each), None)
        if whole:
            return keys + WHOLES[whole]
        letter, nukta, cluster = (
            cluster[0],
            "+" if cluster[1:2] == "\u093c" else "",
            cluster[1:].lstrip("\u093c"),
        )
        if not cluster:
            return keys + WHOLE[letter] + nukta
        cluster = cluster[1:]  # its halant
        if cluster == "र":
            return keys + WHOLE[letter] + nukta + ("ª" if letter in "टठडढछ" else "z")
        keys += HALVES[letter] + nukta if letter in HALVES else WHOLE[letter] + nukta + "~"
    return keys
