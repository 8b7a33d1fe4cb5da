"""Setup: what a bulletin is set to be: one table of settings, a station's file, and what a face asks for, into a recipe.

`rows/` is the table, a row a setting; `kinds/` are the types of their values. The station file and its template, the
options of the command line and the README's table all come from it.
"""
