"""Paths: names of files and folders on the command line, which a shell can complete."""

from __future__ import annotations

import click

PATH = click.Path(readable=False)
"""Whether it is there and may be read is found, and told with its exit code, where it is opened."""
