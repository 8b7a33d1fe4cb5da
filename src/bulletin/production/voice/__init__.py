"""Voice: a script → its clips."""
