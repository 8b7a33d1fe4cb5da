"""Labels: which lines of an article are not spoken, why, and which rule says so. `chain` is the table of the rules."""
