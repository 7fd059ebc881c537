"""Grading a class: gradebook, batches, similarity, and a rehearsal."""
