"""Apps: the faces. They show events and hold no logic. `signals` is for all of them."""
