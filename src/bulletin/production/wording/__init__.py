"""Wording: events and finished episodes in, the lines that a person reads out, in English or Hindi."""
