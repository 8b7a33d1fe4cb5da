"""Labels: which lines of an article are not spoken, why, and which rule says so. `chain` is the table of the rules.

A module a kind of furniture says what its lines look like; `shapes`, `plain` and `places` are what several of them ask.
"""
