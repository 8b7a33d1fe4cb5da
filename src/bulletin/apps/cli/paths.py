"""Paths: names of files and folders on the command line, which a shell can complete."""

from __future__ import annotations

import click

PATH = click.Path(readable=False)
"""Nothing is checked here: what opens the file reports a missing or unreadable one with its exit code."""
