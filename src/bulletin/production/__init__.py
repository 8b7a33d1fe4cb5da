"""Production: runs the line from source to finished episode, and keeps what it makes. Yields events; prints nothing.

Nothing is imported here: publishing a finished episode needs nothing of what making one does.
"""
