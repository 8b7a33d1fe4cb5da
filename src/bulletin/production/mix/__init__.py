"""Mix: what was spoken → a programme of the right length, on a reel, with its gain."""
