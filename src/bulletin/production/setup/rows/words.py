"""Rows of how text becomes spoken words. Several commands share their options."""

from __future__ import annotations

from bulletin.production.setup.kinds.files import Lexicons
from bulletin.production.setup.kinds.named import Rules
from bulletin.production.setup.setting import Setting, Table

WORDS = Table(
    name="words",
    title="Words",
    rows=(
        Setting(
            key="words.lexicon",
            kind=Lexicons(),
            field="lexicons",
            label="lexicon",
            help="Your own words, written<TAB>spoken a line. Can be given again; of two entries the later wins.",
            adds=True,
            option="--lexicon",
            metavar="FILE",
            example='["words.tsv"]',
            comment="written<TAB>spoken a line; of two entries the later file wins",
        ),
        Setting(
            key="words.without",
            kind=Rules(subject='there is no rule "{}"'),
            label="rules switched off",
            help="Switch a rule off. Can be given again. See: bulletin script --changes, bulletin script --why",
            adds=True,
            option="--without",
            metavar="RULE",
            example='["roman"]',
            comment="rules that are switched off; see: bulletin script ARTICLE --changes, or --why",
        ),
    ),
)
