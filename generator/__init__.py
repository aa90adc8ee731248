"""Structured Markdown in, a searchable static site and study guides for each audience out."""
