"""Names of the files of a DAISY book, and what stands at the head of each."""

from __future__ import annotations

import re

NCC = "ncc.html"
MASTER = "master.smil"
TEXT = "text.html"

OURS = re.compile(r"ncc\.html|master\.smil|text\.html|s\d{4}\.smil|sound\d{3}\.mp3")
"""Names that a book may have; a folder with others belongs to something else."""

FORMAT = "Daisy 2.02"

XHTML = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
"""

SMIL = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">
"""


def smil_name(number: int) -> str:
    """The name of the SMIL file of a chapter, counted from 0."""
    return f"s{number + 1:04d}.smil"


def sound_name(part: int) -> str:
    """The name of a part's sound file."""
    return f"sound{part + 1:03d}.mp3"
