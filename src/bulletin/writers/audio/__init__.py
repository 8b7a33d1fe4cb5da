"""Audio files: one module a format, and the tags they carry."""
