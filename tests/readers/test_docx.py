"""A Word document is read by its styles, with nothing of its text lost; what is damaged, locked or too large is named."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import InputError
from bulletin.readers import read_article
from bulletin.readers.docx import package
from bulletin.script import check_coverage, write_script
from tests.readers.test_roles import roles_of
from tests.readers.word_documents import docx, link, p, run, table

FIRST = "नगर निगम ने सोमवार को 12 नई बसें शुरू कीं। महापौर ने हरी झंडी दिखाई।"
SECOND = "किराया दस रुपये होगा। पास भी बनेंगे।"
HEAD = p("नगर निगम ने नई बस सेवा शुरू की", "a3")


def roles(*body: str, **options: object) -> list[tuple[str, str]]:
    """The parts of a document with these paragraphs, its coverage checked."""
    article = read_article(docx(*body, **options), "a.docx")  # type: ignore[arg-type]
    check_coverage([article], write_script([article]))
    return roles_of(article)


def test_styles_say_what_a_paragraph_is() -> None:
    assert roles(
        HEAD,
        p("शहर के लोगों को राहत", "a4"),
        p(FIRST),
        p("किराया", "2"),
        p("छोटी पंक्ति"),
        p("महापौर ने कहा कि बसें बिजली की हैं।", "q"),
        p("समय और पड़ाव", "shirsh"),
        p("स्टेशन", "li"),
        p("बाजार", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'),
        p("नई बसें डिपो में", "cap"),
        p(SECOND),
    ) == [
        ("headline", "नगर निगम ने नई बस सेवा शुरू की"),
        ("dek", "शहर के लोगों को राहत"),
        ("body", FIRST),
        ("heading", "किराया"),
        ("body", "छोटी पंक्ति"),
        ("body", "महापौर ने कहा कि बसें बिजली की हैं।"),
        ("heading", "समय और पड़ाव"),
        ("body", "स्टेशन"),
        ("body", "बाजार"),
        ("caption", "नई बसें डिपो में"),
        ("body", SECOND),
    ]


def test_a_heading_may_be_longer_than_words_alone_would_allow() -> None:
    long = "बसों का समय, किराया, पड़ाव, पास, रियायत, शिकायत और सुझाव के बारे में वह सब कुछ जो यात्रियों को जानना चाहिए आज से"
    assert ("heading", long) in roles(HEAD, p(FIRST), p(long, "2"), p(SECOND))


def test_without_styles_words_tell() -> None:
    assert roles(p("शहर में नई बस सेवा शुरू"), p(FIRST), p("किराया कितना"), p(SECOND)) == [
        ("headline", "शहर में नई बस सेवा शुरू"),
        ("body", FIRST),
        ("heading", "किराया कितना"),
        ("body", SECOND),
    ]


def test_a_first_heading_is_the_headline() -> None:
    assert roles(p("नई बस सेवा", "1"), p(FIRST), p("किराया", "1"), p(SECOND))[0] == ("headline", "नई बस सेवा")


def test_a_bold_short_paragraph_may_be_a_heading_somebody_made_by_hand() -> None:
    bold = p(run("किराया कितना", properties="<w:b/>"))
    assert ("heading", "किराया कितना") in roles(HEAD, p(FIRST), bold, p(SECOND), p("समय", "2"), p(SECOND))


def test_a_table_is_read_row_by_row() -> None:
    found = roles(HEAD, p(FIRST), table(("मार्ग", "किराया"), ("स्टेशन", "10"), ("बाजार", "")), p(SECOND))
    assert [text for role, text in found if role == "body"] == [
        FIRST,
        "मार्ग, किराया।",
        "स्टेशन, 10।",
        "बाजार।",
        SECOND,
    ]


def test_a_table_that_only_arranges_the_page_is_read_paragraph_by_paragraph() -> None:
    cell = f"<w:tbl><w:tr><w:tc>{HEAD}{p(FIRST)}</w:tc></w:tr><w:tr><w:tc>{p(SECOND)}</w:tc></w:tr></w:tbl>"
    assert [role for role, _ in roles(cell)] == ["headline", "body", "body"]


def test_revisions_are_read_as_if_they_were_accepted() -> None:
    changed = (
        run("किराया ")
        + f'<w:del w:id="1"><w:r><w:delText>बीस</w:delText></w:r></w:del><w:ins w:id="2">{run("दस")}</w:ins>'
        + run(" रुपये होगा। पास भी बनेंगे।")
    )
    found = roles(HEAD, p(FIRST), p(changed))
    assert found[-2:] == [("note", "बीस"), ("body", SECOND)]


@pytest.mark.parametrize(("properties", "reason"), [("<w:strike/>", "note"), ("<w:vanish/>", "boilerplate")])
def test_what_is_struck_out_or_hidden_is_left_out(properties: str, reason: str) -> None:
    found = roles(HEAD, p(FIRST), p(run(SECOND) + run(" यह नहीं", properties=properties)))
    assert (reason, "यह नहीं") in found
    assert ("body", SECOND) in found


def test_a_switch_that_is_off_leaves_nothing_out() -> None:
    assert ("body", SECOND) in roles(HEAD, p(FIRST), p(run(SECOND, properties='<w:strike w:val="0"/>')))


def test_notes_comments_headers_and_contents_are_left_out_with_their_reasons() -> None:
    found = roles(
        HEAD,
        p("किराया\t3", "toc1"),
        p(FIRST),
        p(SECOND),
        beside={
            "footnotes": f'<w:footnote w:id="1">{p("विज्ञप्ति")}</w:footnote>',
            "comments": f'<w:comment w:id="1">{p("जाँच लें")}</w:comment>',
            "header": p("शहर समाचार"),
            "footer": p("पृष्ठ 1"),
        },
    )
    assert sorted(row for row in found if row[0] in ("footnote", "note", "boilerplate")) == [
        ("boilerplate", "किराया 3"),
        ("boilerplate", "पृष्ठ 1"),
        ("boilerplate", "शहर समाचार"),
        ("footnote", "विज्ञप्ति"),
        ("note", "जाँच लें"),
    ]


def test_the_words_of_a_link_are_read_and_its_address_is_kept() -> None:
    found = roles(HEAD, p(FIRST), p(run("किराया ") + link("दस रुपये", "rId100") + run(" होगा। पास भी बनेंगे।")), links=("https://example.org/a",))  # fmt: skip
    assert found[-2:] == [("markup", "https://example.org/a"), ("body", SECOND)]


def test_a_link_under_also_read_is_a_related_link_with_its_address() -> None:
    body = (HEAD, p(FIRST), p(SECOND), p("यह भी पढ़ें"), p(link("शहर में मेट्रो कब आएगी", "rId100")))
    article = read_article(docx(*body, links=("https://example.org/metro",)), "a.docx")
    assert [(item.text, item.href) for item in article.left_out if item.reason == "related-link"] == [
        ("यह भी पढ़ें", None),
        ("शहर में मेट्रो कब आएगी", "https://example.org/metro"),
    ]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    shape = f"<w:txbxContent>{p('महापौर ने कहा कि यह अच्छा है।')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{shape}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{shape}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = roles(HEAD, p(run(FIRST) + box), p(SECOND))
    assert [text for role, text in found if role == "body"] == [FIRST, "महापौर ने कहा कि यह अच्छा है।", SECOND]


def test_what_a_picture_shows_is_a_caption() -> None:
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="डिपो में बसें"/></wp:inline></w:drawing></w:r>'
    assert ("caption", "डिपो में बसें") in roles(HEAD, p(FIRST), p(picture), p(SECOND))


def test_line_breaks_part_lines_and_soft_hyphens_part_nothing() -> None:
    found = roles(HEAD, p(f"{FIRST}\nकिरा\u00adया दस रुपये होगा। पास भी बनेंगे।"))
    assert [text for role, text in found if role == "body"] == [FIRST, SECOND]


def test_the_result_of_a_field_is_read_and_its_instruction_is_not() -> None:
    field = (
        run("किराया ")
        + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/b" </w:instrText></w:r>'
        + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("दस")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run(" रुपये होगा। पास भी बनेंगे।")
    )
    assert roles(HEAD, p(FIRST), p(field))[-2:] == [("markup", "https://example.org/b"), ("body", SECOND)]


def test_the_main_part_may_have_any_name_and_the_namespace_of_the_standard() -> None:
    data = docx(HEAD, p(FIRST), main="word/document2.xml")
    strict = docx(HEAD, p(FIRST), main="word/document2.xml", document2=_main(data).replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"))  # fmt: skip
    assert roles_of(read_article(strict, "a.docx")) == roles_of(read_article(data, "a.docx")) != []


def _main(data: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document2.xml")


KRUTI = 'ljdkj us lkseokj dks ubZ ;kstuk dh ?kks"k.kk dhA blls fdlkuksa dks jkgr feysxhA'
HINDI = "सरकार ने सोमवार को नई योजना की घोषणा की। इससे किसानों को राहत मिलेगी।"


@pytest.mark.parametrize("font", ["Kruti Dev 010", "KrutiDev010", "Kruti Dev 055 Wide", "DevLys_010"])
def test_text_in_kruti_dev_is_converted_by_its_font(font: str) -> None:
    assert roles(HEAD, p(run(KRUTI, font))) == [
        ("headline", "नगर निगम ने नई बस सेवा शुरू की"),
        ("font", font),
        ("body", HINDI),
    ]


def test_the_font_may_come_from_a_style_that_another_is_based_on() -> None:
    assert ("body", HINDI) in roles(HEAD, p(KRUTI, "kd"))


def test_a_word_in_kruti_dev_may_be_cut_into_runs() -> None:
    assert ("body", HINDI) in roles(
        HEAD, p(run(KRUTI[:21], "Kruti Dev 010") + run(KRUTI[21:], "Kruti Dev 010"))
    )


def test_latin_words_in_a_font_of_their_own_stay() -> None:
    mixed = (
        run("ljdkj us ", "Kruti Dev 010")
        + run("ISRO", "Arial")
        + run(" dks /kU;okn fn;kA ;g lp gSA", "Kruti Dev 010")
    )
    assert ("body", "सरकार ने ISRO को धन्यवाद दिया। यह सच है।") in roles(HEAD, p(mixed))


def test_words_of_english_in_a_font_of_unicode_are_never_taken_for_kruti_dev() -> None:
    said = "मंत्री ने कहा, “New Delhi is the best place”। सब खुश हैं।"
    assert ("body", said) in roles(HEAD, p(run(said, "Arial")))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (KRUTI, "Kruti Dev"),
        ("The minister said on Monday that the road is closed for repairs and will be open by the end of the week.", "English"),
    ],
    ids=["Kruti Dev", "English"],
)  # fmt: skip
def test_a_document_that_is_no_hindi_by_its_letters_is_refused_as_a_text_would_be(
    text: str, what: str
) -> None:
    error = refusal(docx(p(run(text, "Arial"))))
    assert error.error_id == "source.kind"
    assert what in error.what


def test_devanagari_in_a_run_whose_latin_font_is_kruti_dev_stays() -> None:
    assert ("body", FIRST) in roles(HEAD, p(run(FIRST, "Kruti Dev 010")))


def test_symbols_of_the_font_are_letters() -> None:
    symbols = '<w:r><w:sym w:font="Kruti Dev 010" w:char="F064"/></w:r>' + run(
        "ksbZ ugha vk;kA lc ?kj x,A", "Kruti Dev 010"
    )
    assert ("body", "कोई नहीं आया। सब घर गए।") in roles(HEAD, p(symbols))


@pytest.mark.parametrize(
    "font", ["Chanakya", "Walkman-Chanakya-905", "Shusha", "DV-TTYogesh", "APS-DV-Priyanka"]
)
def test_text_in_another_legacy_font_is_refused_with_its_name(font: str) -> None:
    error = refusal(docx(HEAD, p(run("vf/kdkfj;ksa us", font))))
    assert (error.error_id, error.code) == ("text.legacy_font", 65)
    assert font in error.what
    assert "Convert it to Unicode" in (error.remedy or "")


def test_a_sign_that_kruti_dev_lacks_is_refused() -> None:
    assert refusal(docx(HEAD, p(run("ljdkj § us", "Kruti Dev 010")))).error_id == "text.legacy_font"


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_article(data, "a.docx")
    assert caught.value.code == 65
    assert caught.value.remedy
    return caught.value


WHOLE = docx(HEAD, p(FIRST), p(SECOND))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_document_that_was_cut_is_called_damaged(share: float) -> None:
    assert refusal(WHOLE[: int(len(WHOLE) * share)]).error_id == "source.damaged"


def test_a_document_with_a_damaged_part_is_called_damaged() -> None:
    at = WHOLE.index(b"word/document.xml") + 60
    assert refusal(WHOLE[:at] + bytes(40) + WHOLE[at + 40 :]).error_id == "source.damaged"


@pytest.mark.parametrize(
    "document",
    [b"", b"<w/>", b"no XML", b'<!DOCTYPE x [<!ENTITY a "b">]><w>&a;</w>', b'<?xml version="1.0" encoding="x"?><w/>'],
    ids=["empty", "another root", "no XML", "entities", "encoding"],
)  # fmt: skip
def test_a_main_part_that_is_none_is_called_damaged(document: bytes) -> None:
    assert refusal(docx(HEAD, document=document)).error_id == "source.damaged"


def test_entities_are_refused_before_they_grow() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'.encode()
    assert "document type" in refusal(docx(HEAD, document=bomb)).what


def test_a_part_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PART", 2_000)
    error = refusal(docx(HEAD, p("क" * 3_000)))
    assert (error.error_id, "larger than" in error.what) == ("source.too_large", True)


def test_a_locked_member_is_said_to_have_a_password() -> None:
    data = bytearray(WHOLE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<H", data, at + offset, 1)
            at = data.find(signature, at + 4)
    assert refusal(bytes(data)).error_id == "source.locked"


def test_a_document_with_a_password_is_named_as_such() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    error = refusal(ole)
    assert "with a password" in error.what
    assert "save it without one" in (error.remedy or "")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt>", "</w:sdt>"), ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"), ("<w:p><w:smartTag>", "</w:smartTag></w:p>")],
    ids=["tables", "controls", "boxes", "tags"],
)  # fmt: skip
def test_what_is_nested_thousands_deep_is_refused(opening: str, closing: str) -> None:
    inner = run("क") if "smartTag" in opening else p("क")
    if "smartTag" in opening:
        opening, closing = "<w:smartTag>", "</w:smartTag>"
        return_body = f"<w:p>{opening * 3_000}{inner}{closing * 3_000}</w:p>"
    else:
        return_body = opening * 3_000 + inner + closing * 3_000
    assert refusal(docx(HEAD, return_body)).error_id == "source.damaged"


def test_text_that_is_a_file_within_the_document_is_not_passed_over() -> None:
    assert refusal(docx(HEAD, '<w:altChunk r:id="rId9"/>')).error_id == "source.embedded"


def test_a_document_without_text_has_nothing_to_read() -> None:
    assert refusal(docx(p(""))).error_id == "text.empty"


@settings(deadline=None, max_examples=30)
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=8))
def test_a_document_with_any_bytes_changed_is_read_or_refused(at: int, other: bytes) -> None:
    try:
        read_article(WHOLE[:at] + other + WHOLE[at + len(other) :], "a.docx")
    except InputError as error:
        assert error.code == 65


TEXTS = st.lists(st.text(st.sampled_from("कखगमर ािीे्ं।.?:|-,()“”0१ABab•*\t\n"), max_size=40), max_size=6)


@settings(deadline=None, max_examples=30)
@given(TEXTS, st.sampled_from(["", "a3", "2", "li", "q", "cap"]))
def test_whatever_a_document_says_is_spoken_or_left_out(texts: list[str], style: str) -> None:
    try:
        roles(HEAD, *(p(run(text), style) for text in texts), table(tuple(texts) or ("क",)))
    except InputError as error:
        assert error.error_id == "text.empty"
