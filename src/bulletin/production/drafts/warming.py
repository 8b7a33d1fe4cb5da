"""Warming: what the first story and the first sentence need, loaded before somebody waits for it."""

from __future__ import annotations

STORY = """मेट्रो की 3 नई लाइनें शुरू

नई दिल्ली। रेलवे ने 29 नवंबर को लाइनें शुरू कीं। किराया ₹25 से 6.5% बढ़ा है, ISRO ने कहा।

यह भी पढ़ें: बस का किराया बढ़ा
"""
"""Has what most stories have: figures, Latin letters, a dateline, a link."""


def get_ready() -> None:
    """Read and say a short story in memory: tables are then unpacked, patterns compiled, modules loaded."""
    from bulletin.production import saying  # noqa: F401
    from bulletin.production.mix import mixing  # noqa: F401
    from bulletin.readers.reading import read_article
    from bulletin.script import read_sheet, write_script, write_sheet

    script = write_script([read_article(STORY.encode(), "warming")])
    read_sheet(write_sheet(script, own_alone=True), "warming")
