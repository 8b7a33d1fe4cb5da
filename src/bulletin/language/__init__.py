"""Language: text as it is written → text as it is spoken. Pure; no engine, no file, no network.

`characters` cleans, `sentences` and `pieces` cut, `hindi` says numbers, signs and foreign words in words.
"""
