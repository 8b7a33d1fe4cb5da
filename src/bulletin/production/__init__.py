"""Production: runs the pipeline from sources to a finished episode, and keeps what it makes.

`produce` is the whole pipeline on one page; it makes what a `recipe` says and yields `events`. The rooms, from the top
down; each may import those below it:

    audit    a finished episode → what differs from its record       feeds    finished episodes → a podcast feed
    finish   a mixed programme → the files of an episode, verified    gathering  folders, feeds, lists → what to make
    mix      what was spoken → a programme on a reel                  episode  names, record and identity of an episode
    scripts  sources → the script of a bulletin
    setup    settings, station files, lexicons → a recipe
    voice    a script → who speaks it, and its clips
    cache    a key → the clip or cover that was made before
    disk     files written whole, locked and hashed
"""
