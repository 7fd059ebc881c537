"""Mistakes derived from a right answer's own source, which nobody has to declare."""
