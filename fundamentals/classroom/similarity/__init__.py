"""Submissions that resemble each other: code and wrong answers, ranked for a human to judge."""

from fundamentals.classroom.similarity._answers import SharedAnswer
from fundamentals.classroom.similarity._code import Code, read_code
from fundamentals.classroom.similarity._contents import read_contents
from fundamentals.classroom.similarity._fingerprints import Match
from fundamentals.classroom.similarity._pairs import Pair, Similarity, compare_class

__all__ = [
    "Code",
    "Match",
    "Pair",
    "SharedAnswer",
    "Similarity",
    "compare_class",
    "read_code",
    "read_contents",
]
