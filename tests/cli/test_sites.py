"""A newsroom's own profiles of news sites: from its configuration folder, shown by --why, checked, named by the doctor."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Bulletin

PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><link rel="canonical" href="https://example.org/1"></head>
<body><h1>शहर में नई पाइपलाइन बिछेगी</h1><div><p id="first">परिषद ने सोमवार को योजना को मंजूरी दी।</p><p>नगर टाइम्स के साथ</p>
<div class="note"><p>शाम की चिट्ठी पढ़ें।</p></div><p>काम जनवरी में शुरू होगा और एक साल चलेगा।</p></div></body></html>"""
PROFILE = """\
name = "नगर टाइम्स"
hosts = ["example.org"]
[page]
furniture = [".note"]
body = ["#first"]
[words]
buttons = ["नगर टाइम्स के साथ"]
"""


@pytest.fixture
def own(world: Path) -> Path:
    """A newsroom's profile, and a page of its site, page.html."""
    Path("page.html").write_text(PAGE, encoding="utf-8")
    path = Path(os.environ["BULLETIN_CONFIG_DIR"]) / "sites" / "nagar.toml"
    path.parent.mkdir(parents=True)
    path.write_text(PROFILE, encoding="utf-8")
    return path


def test_why_names_the_profile_and_the_row_of_each_line_it_left_out(own: Path, bulletin: Bulletin) -> None:
    result = bulletin("script", "page.html", "--why")

    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[2:] for row in rows[1:]] == [
        ["site-button", f"{own}:7 नगर टाइम्स के साथ", "नगर टाइम्स के साथ"],
        ["site-furniture", f"{own}:4 .note", "शाम की चिट्ठी पढ़ें।"],
    ]
    assert f"page.html: read by the profile {own}" in result.stderr


def test_why_names_what_of_the_profile_was_not_followed(own: Path, bulletin: Bulletin) -> None:
    result = bulletin("script", "page.html", "--why")
    assert f"not followed, it would lose some of the article: {own}:5 #first" in result.stderr


def test_a_script_as_json_names_the_profile_of_each_story(own: Path, bulletin: Bulletin) -> None:
    document = json.loads(bulletin("script", "page.html", "--json").stdout)
    assert [story["site"] for story in document["stories"]] == [str(own)]


def test_a_wrong_profile_stops_with_three_lines(own: Path, bulletin: Bulletin) -> None:
    own.write_text(PROFILE.replace("buttons", "buttns"), encoding="utf-8")

    result = bulletin("script", "page.html")

    assert result.returncode == 78
    assert result.stderr.splitlines() == [
        'error: there is no key "buttns" of [words]. [site.profile]',
        f"  input: {own} line 7",
        "  next:  Did you mean buttons?",
    ]


def test_the_doctor_counts_the_profiles(own: Path) -> None:
    from bulletin.production.setup.sites import sites_on_this_machine

    assert sites_on_this_machine().endswith(f"and 1 of the newsroom's own in {own.parent}")


def test_the_doctor_names_the_file_that_is_wrong(own: Path) -> None:
    from bulletin.errors import ConfigurationError
    from bulletin.production.setup.sites import sites_on_this_machine

    own.write_text("hosts = 3", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=f"{own}"):
        sites_on_this_machine()


def test_without_a_folder_there_are_none(world: Path) -> None:
    from bulletin.production.setup.sites import own_profiles

    assert own_profiles() == ()
