"""Lettering: text in pictures, in any script that the fonts of bulletin have, the same on every machine."""
