"""Script: articles → everything the bulletin will say, in order. Pure."""

from bulletin.script.coverage import check_coverage
from bulletin.script.write import write_script

__all__ = ["check_coverage", "write_script"]
