"""Legacy: texts typed in a font that draws Devanagari in place of Latin letters, turned into Unicode."""
