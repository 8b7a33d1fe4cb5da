"""These files are a package of its own; its test runs where the package is installed (see test_plugin)."""

collect_ignore = ["test_whistle.py"]
