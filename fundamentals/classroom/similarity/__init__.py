"""Submissions that resemble each other: code and wrong answers, ranked for a human to judge."""

from fundamentals.classroom.similarity._contents import read_contents
from fundamentals.classroom.similarity._pairs import Pair, Similarity, compare_class
from fundamentals.classroom.similarity._tokens import Code, read_code
from fundamentals.classroom.similarity._winnowing import Match
from fundamentals.classroom.similarity._wrong_answers import SharedAnswer

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
