"""Audit: a finished episode, decoded and read back, → findings: what differs from its record."""
