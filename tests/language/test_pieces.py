from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.language.pieces import pieces

WORDS = st.text(st.sampled_from("कखगतमरसािीेुूौ्ंँ़"), min_size=1, max_size=14)
SENTENCES = st.lists(WORDS | st.sampled_from(["के", "लिए", "कि", "और", "ने,", "है।"]), max_size=60).map(" ".join)


@given(SENTENCES, st.integers(20, 120))
def test_no_piece_is_longer_than_the_limit(sentence: str, limit: int) -> None:
    assert all(len(piece) <= limit for piece in pieces(sentence, limit))


@given(SENTENCES, st.integers(20, 120))
def test_the_pieces_joined_are_the_sentence(sentence: str, limit: int) -> None:
    assert " ".join(pieces(sentence, limit)) == " ".join(sentence.split())


@given(st.text(st.sampled_from("कखगतमरसािीेुूौ्ंँ़"), min_size=200, max_size=400))
def test_a_word_longer_than_the_limit_is_cut_between_letters_with_their_signs(word: str) -> None:
    found = pieces(word, 100)
    assert "".join(found) == word
    for piece in found[1:]:
        # A sign may begin a piece only after more signs in a row than a cluster may have.
        assert unicodedata.category(piece[0]) not in ("Mn", "Mc") or len(word) > 32


def test_what_fits_is_one_piece() -> None:
    assert pieces("पुतिन ने कहा कि मदद करेंगे।", 100) == ("पुतिन ने कहा कि मदद करेंगे।",)


def test_no_limit_is_no_cut() -> None:
    assert pieces("क " * 500 + "ख", None) == (("क " * 500 + "ख"),)


def test_nothing_is_no_piece() -> None:
    assert pieces("  ", 100) == ()


@pytest.mark.parametrize(
    ("sentence", "cut_before"),
    [
        ("दोनों नेताओं की लंबी वार्ता के बाद राष्ट्रपति ने साफ संकेत दिए हैं कि दोनों देशों ने सैन्य सहयोग को लेकर बात की है।", "कि"),
        ("रूस और उत्तर कोरिया के नेता ऐसे कठिन वक्त में मिल रहे हैं जब दोनों ही देश पश्चिम के कड़े प्रतिबंधों का सामना कर रहे हैं।", "जब"),
        ("कीव ने मॉस्को पर लंबी दूरी की दस क्रूज मिसाइलें दागी हैं, इस हमले में दो रूसी जहाज क्षतिग्रस्त हुए और चौबीस लोग घायल हुए।", "इस"),
    ],
)  # fmt: skip
def test_a_long_sentence_is_cut_where_a_reader_breathes(sentence: str, cut_before: str) -> None:
    first, second, *rest = pieces(sentence, 100)
    assert not rest
    assert second.split()[0] == cut_before
    assert first


WHOLE = [
    (
        "पुलिस अधीक्षक सुनीता चौधरी ने पत्रकारों को बताया कि आरोपी पिछले पंद्रह से बीस दिनों से व्यापारी के घर और दुकान के आसपास निगरानी कर रहे थे।",
        ("सुनीता चौधरी ने", "पिछले पंद्रह से बीस दिनों", "घर और दुकान", "निगरानी कर रहे थे"),
    ),
    (
        "हिमालय की ऊंची चोटियों पर जमी बर्फ के तेजी से पिघलने के कारण गंगा और यमुना जैसी बड़ी नदियों में पानी की मात्रा काफी घट सकती है।",
        ("ऊंची चोटियों", "गंगा और यमुना", "बड़ी नदियों में", "घट सकती है"),
    ),
    (
        "विश्वविद्यालय के इतिहास विभाग के पूर्व अध्यक्ष प्रोफ़ेसर एस एन मिश्र की याद में आयोजित व्याख्यान में विदेश से आए शोधार्थियों ने भाग लिया।",
        ("पूर्व अध्यक्ष", "प्रोफ़ेसर एस एन मिश्र की याद में", "आयोजित व्याख्यान में"),
    ),
    (
        "अमेरिकी राष्ट्रपति ने अपने यूरोपीय सहयोगियों से फोन पर हुई लंबी बातचीत के बाद रूस से तेल खरीदने वाली कंपनियों पर नए आर्थिक प्रतिबंध लगाए।",
        ("अपने यूरोपीय सहयोगियों से", "लंबी बातचीत के बाद", "खरीदने वाली कंपनियों पर", "नए आर्थिक प्रतिबंध"),
    ),
    (
        "गुवाहाटी की तेरह वर्षीय आद्या बरुआ राष्ट्रीय महिला शतरंज चैंपियनशिप जीतने वाली सबसे छोटी खिलाड़ी बन गई हैं।",
        ("तेरह वर्षीय आद्या", "जीतने वाली", "सबसे छोटी खिलाड़ी", "बन गई हैं"),
    ),
    (
        "वास्तोचनी स्पेस सेंटर में हुई मुलाकात के बाद किम जोंग उन ने उत्तर कोरिया के लिए ट्रेन पकड़ ली और दो हज़ार तेईस का समझौता छब्बीस रुपये पच्चीस पैसे में हुआ।",
        ("हुई मुलाकात के बाद", "किम जोंग उन ने", "दो हज़ार तेईस का", "छब्बीस रुपये पच्चीस पैसे"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "phrases"), WHOLE, ids=[phrases[0] for _, phrases in WHOLE])
def test_no_phrase_is_torn_at_any_limit_a_service_has(sentence: str, phrases: tuple[str, ...]) -> None:
    for limit in range(80, 121):
        found = pieces(sentence, limit)
        assert [phrase for phrase in phrases if not any(phrase in piece for piece in found)] == [], limit


@pytest.mark.parametrize("phrase", ["के लिए", "के बाद", "दो हज़ार चौबीस", "की वजह से", "कर रहे हैं"])
def test_a_phrase_stays_whole_wherever_the_limit_falls(phrase: str) -> None:
    sentence = f"मुख्यमंत्री ने आज सचिवालय में अधिकारियों को नई योजना {phrase} निर्देश मजबूती से जारी किए"
    for limit in range(45, 90):
        assert any(phrase in piece for piece in pieces(sentence, limit)), limit
