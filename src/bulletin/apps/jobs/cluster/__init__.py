"""Cluster: jobs on many machines, by Dask distributed, an extra: the one room that knows it."""
