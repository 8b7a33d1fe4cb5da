"""The studio: a page on one's own machine to read, hear, correct, order and make. It shows what production does."""
