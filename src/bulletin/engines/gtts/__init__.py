"""gTTS: Google Translate's voice. gTTS builds the requests; we send them and judge the answers."""
