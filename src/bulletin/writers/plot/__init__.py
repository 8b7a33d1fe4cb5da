"""Plot: one picture of a finished programme: its wave, its loudness as it runs, its peaks and its chapters."""
