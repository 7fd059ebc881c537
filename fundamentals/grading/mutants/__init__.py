"""Mistakes derived from a right answer's own source: what is wrong where nobody declared it."""
