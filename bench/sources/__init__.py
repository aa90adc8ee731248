"""Compares the content with the source records it was read from (`python -m bench.sources FOLDER`)."""
