"""Hindi: one sentence as written → the same sentence as a newsreader says it.

`chain` holds the ordered table of rules; each rule is a file of this room, its words are in `words/`.
"""

from bulletin.language.hindi.chain import RULES, Spoken, rule_names, speak

__all__ = ["RULES", "Spoken", "rule_names", "speak"]
