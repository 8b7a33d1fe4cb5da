"""Style of an EPUB: sizes and colours are left to the reader; only the sentence being said is marked."""

ACTIVE = "said"
"""The class of the element that is being said."""

STYLE_SHEET = f"""\
body {{ line-height: 1.7; }}
h1, h2, h3 {{ line-height: 1.4; text-align: start; }}
img {{ max-width: 100%; }}
p.reader {{ font-style: italic; }}
.{ACTIVE} {{ background-color: #ffe08a; color: #000; }}
@media (prefers-color-scheme: dark) {{
.{ACTIVE} {{ background-color: #5c4a00; color: #fff; }}
}}
"""
