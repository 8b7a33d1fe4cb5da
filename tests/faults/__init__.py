"""The fault bench: the real command under kills, signals, full disks, bad services and bad luck.

`scripts/faults` runs the long form and prints a table; `test_faults.py` runs a short form of every part with the
other tests. `docs/faults.md` says what is promised, and names what tries each promise.
"""
