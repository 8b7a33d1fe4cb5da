"""Production: runs the line from source to finished episode, and keeps what it makes. Yields events; prints nothing."""

from bulletin.production.produce import produce
from bulletin.production.recipe import Recipe

__all__ = ["Recipe", "produce"]
