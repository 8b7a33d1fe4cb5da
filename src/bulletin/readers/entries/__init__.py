"""Entries: a feed of others (RSS, Atom, RDF, JSON Feed), as bytes → its entries, newest first. Pure.

Read by expat and by hand, as feedparser takes a second of processor time for a thousand entries, and this 50 ms. The
feed of our own episodes is elsewhere: `writers.feed` and `production.feeds`.
"""
