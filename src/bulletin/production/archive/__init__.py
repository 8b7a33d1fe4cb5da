"""Archive: many finished episodes in a folder → an index of their sentences, and which of them a lexicon changes."""
