"""Rows: the table of settings, a module for the tables of the station file that belong together."""
