"""Setup: settings from a station file, a command line or a form → what to make and how."""
