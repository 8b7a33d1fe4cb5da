"""Edge: Microsoft's online neural voices. edge-tts holds the conversation; we decide whether an answer is one."""
