"""Sweep: an episode of every option of `make` and every setting of a station file, audited, damaged and mended.

`values` has the values of each row of the table of settings, `world` the sources and files that a case needs, `trial`
makes one episode and tries it. `tests/production/test_sweep.py` is the short form, `scripts/faults sweep` the long one.
"""
