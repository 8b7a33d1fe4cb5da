"""Disk: files: written whole, locked, hashed."""
