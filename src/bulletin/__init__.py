"""bulletin turns a Hindi news article into an audio bulletin."""

__version__ = "0.1.0"
