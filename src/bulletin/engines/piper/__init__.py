"""piper: neural voices that run on this machine. The package is an extra; each voice is two files on the disk."""
