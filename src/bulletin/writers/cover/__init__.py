"""Cover: the square picture of an episode: drawn from its title, or a user's own picture, checked and re-encoded."""
