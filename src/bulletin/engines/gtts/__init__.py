"""gTTS: Google Translate's voice. gTTS builds the requests; our own session sends them and judges the answers."""
