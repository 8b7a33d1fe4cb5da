"""The command line. The home of click and rich."""
