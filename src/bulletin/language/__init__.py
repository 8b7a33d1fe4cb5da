"""Language: written text → spoken text. Pure: no engines, no network, no files but its own tables.

`characters` normalises, `sentences` and `pieces` split, `hindi` turns numbers, signs and foreign words into words.
"""
