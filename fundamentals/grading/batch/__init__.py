"""A class of submissions, graded at once."""
