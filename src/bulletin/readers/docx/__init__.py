"""Word: a DOCX file → its blocks, by zipfile and ElementTree: python-docx takes 13 MB, and does not read revisions."""
