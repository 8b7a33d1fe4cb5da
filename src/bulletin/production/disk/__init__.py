"""Disk: files written whole under a final name, locked, hashed; and the fingerprint of this program."""
