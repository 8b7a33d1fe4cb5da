"""Cover: the square picture of an episode: drawn from its words, or a picture of the user's, checked and made anew."""
