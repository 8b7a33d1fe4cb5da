"""Pages of invented stories, for stand-ins of sites."""

from __future__ import annotations


def story(number: int, more: str = "") -> str:
    """A page with an article that no other number has."""
    return (
        f"<!DOCTYPE html><html><body><article><h1>शहर में मेट्रो की {number} नई लाइनें शुरू</h1>"
        f"<p>शहर में सोमवार को {number} नई लाइनें शुरू हो गईं। पहले दिन हजारों लोगों ने सफर किया।{more}</p></article></body></html>"
    )
