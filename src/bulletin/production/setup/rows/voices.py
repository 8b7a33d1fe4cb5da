"""Rows of the voices, and of how they speak."""

from __future__ import annotations

from bulletin.production.setup.kinds import Factor, Signed, Whole
from bulletin.production.setup.kinds.named import Voice
from bulletin.production.setup.setting import Setting, Table
from bulletin.schema.manner import FASTEST, FASTEST_OF_ANY, HIGHEST, LOWEST, SLOWEST, SLOWEST_OF_ANY

MOST_AT_ONCE = 16

ROLES = ("opening", "headlines", "headline", "dek", "heading", "body", "transition", "recap", "closing")
"""`schema.script.ROLES`, which takes long to load."""


def role_voice(role: str) -> Setting:
    """The row of a role's own voice."""
    shown = role == "headline"
    return Setting(
        key=f"voices.{role}",
        kind=Voice(),
        field=f"role_voices.{role}",
        label=f"voice of {role}",
        help="A role's own voice, in place of the main one.",
        option="--voice",
        prefix=f"{role}=",
        example='"espeak:hi+f3"' if shown else "",
        comment="a role's own voice: headline, dek, heading, body, opening, closing" if shown else "",
    )


VOICES = Table(
    name="voices",
    title="Voices",
    rows=(
        Setting(
            key="voices.main",
            kind=Voice(choices=("auto",)),
            field="voice",
            label="voice",
            help="The voice; auto, the default, is gtts, and where that cannot be reached an installed neural voice (kokoro,"
            " piper) or espeak for the whole bulletin. Given again"
            " with a role (headline, dek, heading, body), that role's own voice. See: bulletin voices",
            option="--voice",
            metavar="[ROLE=]ENGINE[:NAME]",
            repeatable=True,
            example='"gtts"',
            comment="auto asks gtts; without a network kokoro or piper reads all of it, if installed, else espeak",
        ),
        *(role_voice(role) for role in ("headline", *(role for role in ROLES if role != "headline"))),
        Setting(
            key="voices.rate",
            kind=Factor(lowest=SLOWEST, highest=FASTEST, subject="a rate of {}"),
            field="manner.rate",
            label="rate of the voice",
            help=f"Speak faster or slower: {SLOWEST:g} to {FASTEST:g}, and {SLOWEST_OF_ANY:g} to {FASTEST_OF_ANY:g} with any voice.",
            option="--rate",
            metavar="FACTOR",
            example="1.0",
            comment=f"times as fast, {SLOWEST:g} to {FASTEST:g}; {SLOWEST_OF_ANY:g} to {FASTEST_OF_ANY:g} with any voice",
        ),
        Setting(
            key="voices.pitch",
            kind=Signed(unit="semitones", lowest=LOWEST, highest=HIGHEST, subject="a pitch of {} semitones"),
            field="manner.pitch",
            label="pitch of the voice",
            help=f"Speak higher or lower: {LOWEST:g} to {HIGHEST:g}, with a voice that can; auto then takes espeak.",
            option="--pitch",
            metavar="SEMITONES",
            example="0.0",
            comment=f"semitones higher, {LOWEST:g} to {HIGHEST:g}, where the voice can",
        ),
        Setting(
            key="voices.fallback",
            kind=Voice(),
            label="fallback",
            help="The voice for whole sections that the voice cannot speak. Without it, such a bulletin is not made.",
            option="--fallback",
            metavar="ENGINE[:NAME]",
            example='"espeak"',
            comment="reads whole sections that the voice could not",
        ),
        Setting(
            key="voices.parallel",
            kind=Whole(lowest=1, highest=MOST_AT_ONCE, subject="{} requests at once"),
            label="requests at once",
            help=f"How many requests a voice is sent at once, 1 to {MOST_AT_ONCE}; 4 for online voices unless you say so.",
            option="--parallel",
            metavar="N",
            example="4",
            comment="requests at once",
        ),
    ),
)
