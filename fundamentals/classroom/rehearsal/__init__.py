"""A synthetic class, for trying out the grader before the first real deadline."""

from fundamentals.classroom.rehearsal._synthetic import (
    SyntheticClass,
    SyntheticSubmission,
    synthetic_class,
)

__all__ = [
    "SyntheticClass",
    "SyntheticSubmission",
    "synthetic_class",
]
