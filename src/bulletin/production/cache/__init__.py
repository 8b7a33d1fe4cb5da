"""Cache: a key → the clip spoken before."""
