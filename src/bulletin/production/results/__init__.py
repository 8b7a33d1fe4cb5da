"""Results: a finished episode in, what a page shows of it out: facts, findings, a picture; and its way into a podcast."""
