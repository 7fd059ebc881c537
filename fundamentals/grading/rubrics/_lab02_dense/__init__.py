"""The functions of lab 2, right and mistaken: one module per part."""
