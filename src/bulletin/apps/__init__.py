"""Apps: the faces. They show events and hold no logic."""
