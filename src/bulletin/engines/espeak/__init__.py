"""espeak-ng: the embedded voice. It works offline, on a fresh machine, in worker processes of its own."""
