"""Voice: a script → which voice speaks each part, and a clip for every piece of it."""
