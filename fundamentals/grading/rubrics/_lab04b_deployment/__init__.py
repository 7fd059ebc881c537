"""The functions of lab 4b, right and mistaken: one module per task."""
