"""Measurements of the build and of the search, run by hand (`make bench`): no test depends on a figure."""
