"""Finish: a mixed programme → every file of its episode, verified, then renamed together."""
