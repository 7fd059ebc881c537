"""The functions of lab 4a, right and mistaken."""
