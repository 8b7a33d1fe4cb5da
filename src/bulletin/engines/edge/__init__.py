"""Edge: Microsoft's online neural voices. edge-tts holds the conversation; we judge whether an answer is whole."""
