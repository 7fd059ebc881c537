"""Right answers and mistakes of lab 6, one module per task."""
