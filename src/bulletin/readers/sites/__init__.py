"""Sites: what is one site's own: its names, sections, buttons and desks, and where its pages have what. A profile a file.

Under every profile are the rules and words that hold for all sites. `known` says which profile a page or a text belongs to;
`checking` makes one of a file; `profile` is what others ask.
"""
