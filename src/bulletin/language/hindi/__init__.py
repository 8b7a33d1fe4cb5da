"""Hindi: one written sentence → the same sentence as a newsreader says it.

`chain` has the ordered table of rules; each rule is a module of this package, with its words in `words/`.
"""

from bulletin.language.hindi.chain import RULES, Spoken, rule_names, speak

__all__ = ["RULES", "Spoken", "rule_names", "speak"]
