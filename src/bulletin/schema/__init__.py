"""The records that pass between rooms: frozen, typed, with units in their names."""
