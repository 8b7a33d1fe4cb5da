"""Writers: a finished bulletin → one file each. A writer writes to the path it is given, which nobody sees yet."""
