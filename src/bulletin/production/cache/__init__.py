"""Cache: clips and covers that were made before, by a key of everything they depend on."""
