"""A class of submissions, graded at once."""

from fundamentals.grading.batch._synthetic import (
    SyntheticClass,
    SyntheticSubmission,
    synthetic_class,
)

__all__ = ["SyntheticClass", "SyntheticSubmission", "synthetic_class"]
