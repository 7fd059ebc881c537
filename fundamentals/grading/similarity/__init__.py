"""Submissions that resemble each other: code and wrong answers, ranked for a human to judge."""

from fundamentals.grading.similarity._answers import SharedAnswer
from fundamentals.grading.similarity._code import Code, read_code
from fundamentals.grading.similarity._contents import read_contents
from fundamentals.grading.similarity._fingerprints import Match
from fundamentals.grading.similarity._formats import FORMATS
from fundamentals.grading.similarity._pairs import Pair, Similarity, compare_class

__all__ = [
    "FORMATS",
    "Code",
    "Match",
    "Pair",
    "SharedAnswer",
    "Similarity",
    "compare_class",
    "read_code",
    "read_contents",
]
