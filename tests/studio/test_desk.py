"""The desk: a story comes in, is heard and corrected, and nothing of it is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.apps.studio.pages import load_templates
from bulletin.production.drafts import warming
from bulletin.readers.reading import read_article
from bulletin.script import write_script
from tests.studio.asking import Answer, Asker, revision

STORY = """शहर में मेट्रो की नई लाइन शुरू

रेलवे ने 3 नई लाइनें शुरू कीं। किराया ₹25 से शुरू है।

यात्री बोले
लोग खुश हैं। भीड़ घटी है।

यह भी पढ़ें: बस का किराया बढ़ा
"""


@pytest.fixture
def asker(tmp_path: Path) -> Asker:
    (tmp_path / "station.toml").write_text('[voices]\nmain = "tone"\n', "utf-8")
    return Asker.at(tmp_path)


@pytest.fixture
def name(asker: Asker) -> str:
    answer = asker.post("/stories", text=STORY)
    assert answer.status == 303, answer.text
    return answer.place.removeprefix("/stories/")


def written(page: Answer) -> list[str]:
    return re.findall(r'class="written" lang="hi">(.*?)</p>', page.text)


def done(asker: Asker, name: str, action: str, at: str = "", text: str = "") -> Answer:
    page = asker.get(f"/stories/{name}")
    answer = asker.post(f"/stories/{name}", action=action, at=at, text=text, revision=revision(page))
    return asker.follow(answer)


def test_a_pasted_story_is_shown_as_it_will_be_said(asker: Asker, name: str) -> None:
    page = asker.get(f"/stories/{name}")

    assert written(page) == [
        "शहर में मेट्रो की नई लाइन शुरू",
        "रेलवे ने 3 नई लाइनें शुरू कीं।",
        "किराया ₹25 से शुरू है।",
        "यात्री बोले",
        "लोग खुश हैं।",
        "भीड़ घटी है।",
    ]
    assert "किराया पच्चीस रुपये से शुरू है।" in page.text
    assert "बस का किराया बढ़ा" in page.text.partition("left-out")[2]


def test_an_edit_is_in_the_file_that_the_command_line_reads(asker: Asker, name: str) -> None:
    page = done(asker, name, "write", "1.1", "किराया ₹30 होगा।")

    assert "किराया तीस रुपये होगा।" in page.text
    text = (asker.folder.stories / f"{name}.md").read_text("utf-8")
    assert text.startswith("<!-- bulletin.script/1")
    assert "\nकिराया ₹30 होगा।\n" in text
    # What the rules say stands nowhere: it is made anew with the words of the day.
    assert "तीस" not in text


def test_a_sentence_is_said_as_a_person_wants_it_until_they_leave_it_to_the_rules(
    asker: Asker, name: str
) -> None:
    assert "टिकट पच्चीस से" in done(asker, name, "say", "1.1", "टिकट पच्चीस से").text
    assert "किराया पच्चीस रुपये" in done(asker, name, "say", "1.1", "").text


def test_a_word_in_the_list_is_said_so_in_every_story(asker: Asker, name: str) -> None:
    other = asker.post("/stories", text=STORY.replace("शहर", "नगर")).place
    answer = asker.post(f"/stories/{name}", None, action="always", at="0.0", word="मेट्रो", **{"as": "मेट्रो रेल"})

    assert answer.status == 303, answer.text
    assert "शहर में मेट्रो रेल की नई लाइन शुरू" in asker.get(f"/stories/{name}").text
    assert "नगर में मेट्रो रेल की नई लाइन शुरू" in asker.get(other).text


def test_what_is_cut_can_be_read_after_all(asker: Asker, name: str) -> None:
    page = done(asker, name, "cut", "2.0")
    assert "यात्री बोले" not in written(page)
    number = len(re.findall('value="keep"', page.text)) - 1

    assert written(done(asker, name, "keep", str(number)))[-1] == "यात्री बोले"


def test_a_line_that_was_left_out_can_be_read_after_all(asker: Asker, name: str) -> None:
    assert written(done(asker, name, "keep", "0"))[-1] == "यह भी पढ़ें: बस का किराया बढ़ा"


def test_a_sentence_moves_within_its_paragraph_and_beyond(asker: Asker, name: str) -> None:
    assert written(done(asker, name, "up", "1.1"))[1] == "किराया ₹25 से शुरू है।"
    # The heading is passed: it has sentences of its own alone.
    page = done(asker, name, "down", "1.1")
    assert written(page)[2:4] == ["यात्री बोले", "रेलवे ने 3 नई लाइनें शुरू कीं।"]


def test_all_can_be_undone_and_done_again_also_after_a_new_start(asker: Asker, name: str) -> None:
    before = written(asker.get(f"/stories/{name}"))
    done(asker, name, "cut", "1.0")
    after = written(done(asker, name, "write", "0.0", "मेट्रो चली"))
    again = Asker.at(asker.folder.path)

    done(again, name, "undo")
    assert written(done(again, name, "undo")) == before
    done(again, name, "redo")
    assert written(done(again, name, "redo")) == after


def test_an_edit_from_an_older_page_is_refused_and_changes_nothing(asker: Asker, name: str) -> None:
    old = revision(asker.get(f"/stories/{name}"))
    done(asker, name, "write", "0.0", "मेट्रो चली")

    answer = asker.post(f"/stories/{name}", action="cut", at="1.0", revision=old)

    assert answer.status == 409
    assert "studio.stale" in answer.text
    assert written(answer)[:2] == ["मेट्रो चली", "रेलवे ने 3 नई लाइनें शुरू कीं।"]


def test_what_was_done_to_the_file_in_an_editor_is_a_change_like_any_other(asker: Asker, name: str) -> None:
    path = asker.folder.stories / f"{name}.md"
    path.write_text(path.read_text("utf-8").replace("लोग खुश हैं।", "लोग बहुत खुश हैं।"), "utf-8")

    assert "लोग बहुत खुश हैं।" in written(asker.get(f"/stories/{name}"))
    assert "लोग खुश हैं।" in written(done(asker, name, "undo"))


def test_a_sentence_is_heard_and_the_next_time_from_the_cache(asker: Asker, name: str) -> None:
    first = asker.get(f"/stories/{name}/heard/1.1")

    assert first.headers["content-type"] == "audio/wav"
    assert first.body[:4] == b"RIFF"
    assert len(first.body) > 20_000
    assert asker.get(f"/stories/{name}/heard/1.1").body == first.body


@pytest.mark.parametrize("at", ["9.0", "1.9", "-1.0", "1", "1.0.0", "१.०", "1.x"])
def test_a_place_that_there_is_not_is_refused(asker: Asker, name: str, at: str) -> None:
    assert asker.get(f"/stories/{name}/heard/{at}").status == 422
    assert asker.post(f"/stories/{name}", action="cut", at=at).status == 422


def test_the_last_sentence_cannot_be_left_out(asker: Asker) -> None:
    name = asker.post("/stories", text="केवल एक वाक्य है यहाँ").place
    assert "studio.last" in asker.post(name, action="cut", at="0.0").text


def test_what_cannot_be_read_stays_in_its_field_and_leaves_nothing_behind(asker: Asker) -> None:
    answer = asker.post("/stories", text="???")

    assert answer.status == 422
    assert ">???</textarea>" in answer.text
    assert str(asker.folder.path) not in answer.text
    assert list(asker.folder.stories.iterdir()) == list(asker.folder.articles.iterdir()) == []
    assert [path.name for path in asker.folder.hidden.iterdir()] == []


def test_an_empty_form_says_what_may_be_given(asker: Asker) -> None:
    answer = asker.post("/stories", text=" \r\n ")
    assert (answer.status, "studio.nothing" in answer.text) == (422, True)


def test_an_uploaded_page_is_kept_as_it_came(asker: Asker) -> None:
    page = (
        "<html><body><article><h1>मेला लगा</h1><p>मेले में आसपास के गाँवों से हज़ारों लोग आए।</p><p>यह मेला सात दिन तक चलेगा और रोज़ शाम को नाटक होगा।</p></article></body></html>"
    ).encode()
    answer = asker.post("/stories", files={"file": ("../../mela.html", page)})

    assert written(asker.follow(answer))[:2] == ["मेला लगा", "मेले में आसपास के गाँवों से हज़ारों लोग आए।"]
    (kept,) = asker.folder.articles.iterdir()
    assert kept.read_bytes() == page
    assert kept.suffix == ".html"


def test_two_stories_of_one_headline_have_two_names(asker: Asker) -> None:
    assert asker.post("/stories", text=STORY).place != asker.post("/stories", text=STORY).place


def test_a_deleted_story_is_gone_and_its_article_stays(asker: Asker, name: str) -> None:
    assert asker.post(f"/stories/{name}", action="delete").place == "/"
    assert asker.get(f"/stories/{name}").status == 404
    assert len(list(asker.folder.articles.iterdir())) == 1


def test_a_story_in_english_words_says_which_words_it_cannot_say(asker: Asker) -> None:
    page = asker.follow(asker.post("/stories", text="मेला लगा\n\nमेले में 東京 के लोग आए।"))
    assert "東京" in page.text


def test_the_page_is_in_the_language_that_was_chosen(asker: Asker, name: str) -> None:
    answer = asker.get(f"/stories/{name}?lang=en")
    assert "What will be read" in answer.text
    asker.headers["cookie"] += "; bulletin-language=en"
    assert "What will be read" in asker.get(f"/stories/{name}").text


def test_the_story_that_warms_a_studio_has_what_most_stories_have() -> None:
    script = write_script([read_article(warming.STORY.encode(), "warming")])

    assert {row.passage.reason for row in script.left_out} == {"dateline", "related-link"}
    assert {
        change.rule for segment in script.segments for one in segment.sentences for change in one.changes
    } >= {
        "money",
        "dates",
    }
    warming.get_ready()
    load_templates()
