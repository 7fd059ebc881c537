"""The functions of lab 3a, right and mistaken: one module per task."""
