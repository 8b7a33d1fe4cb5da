"""Sheet: the editable script as Markdown text, written and read back.

    title: शहर में नई मेट्रो लाइन
    # story 1: metro.txt
    ## headline
    शहर में नई मेट्रो लाइन, किराया ₹25 से
    = शहर में नई मेट्रो लाइन, किराया पच्चीस रुपये से

Each line is a sentence; a line with `= ` below it is its spoken form; an empty line ends a paragraph; `## ` begins a
part. The last line has short hashes of the sentences, to detect a sentence edited without its spoken form.
"""

from bulletin.script.sheet.reading import read_sheet
from bulletin.script.sheet.writing import is_sheet, is_untouched, write_sheet

__all__ = ["is_sheet", "is_untouched", "read_sheet", "write_sheet"]
