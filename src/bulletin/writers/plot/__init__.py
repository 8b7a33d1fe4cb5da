"""Plot: one picture of a finished programme: waveform, short-term loudness, peaks and chapters."""
