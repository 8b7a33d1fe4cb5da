"""How the tables for Latin words are learned from the lexicon: letters, phonemes and sounds, aligned and tagged."""
