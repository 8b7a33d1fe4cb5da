"""Episode: the names of an episode's files, its record, and whether it is up to date."""
