"""Right answers and mistakes of lab 7, one module per task."""
