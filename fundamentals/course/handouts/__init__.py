"""Each lab on one page."""

from fundamentals.course.handouts._content import Handout, read_handout
from fundamentals.course.handouts._drawings import (
    formulas_of,
    one_of_each,
    overfitting_sketch,
    pictures_of,
)
from fundamentals.course.handouts._handout_page import write_handouts

__all__ = [
    "Handout",
    "formulas_of",
    "one_of_each",
    "overfitting_sketch",
    "pictures_of",
    "read_handout",
    "write_handouts",
]
