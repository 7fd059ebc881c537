"""The functions of lab 1, right and mistaken: one module per part."""
