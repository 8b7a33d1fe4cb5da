"""Setup: settings from a station file, a command line or a form → what to make and how.

`rows/` is the one table of settings, a row a setting; `kinds/` are the types of their values. The station file, its
checks and its template, the options of the command line and the README's table all come from it.
"""
