"""A task: the right answer, the named mistakes, and the cases that tell them apart."""
