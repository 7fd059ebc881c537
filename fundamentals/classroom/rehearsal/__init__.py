"""A synthetic class, to try the grader on before the real one hands in."""

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
