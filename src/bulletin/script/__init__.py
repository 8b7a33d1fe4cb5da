"""Script: articles → everything the bulletin will say, in order. Pure."""

from bulletin.script.coverage import check_coverage
from bulletin.script.foreign import foreign_warning, foreign_words
from bulletin.script.sheet import is_sheet, is_untouched, read_sheet, write_sheet
from bulletin.script.write import PLAIN, Diction, write_script

__all__ = [
    "PLAIN",
    "Diction",
    "check_coverage",
    "foreign_warning",
    "foreign_words",
    "is_sheet",
    "is_untouched",
    "read_sheet",
    "write_script",
    "write_sheet",
]
