"""A task: the right answer, the mistakes that have a name, and the cases that tell them apart."""
