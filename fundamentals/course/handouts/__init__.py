"""Each lab on one page."""

from fundamentals.course.handouts._content import Handout, read_handout
from fundamentals.course.handouts._drawings import one_of_each, overfitting_sketch
from fundamentals.course.handouts._handout_page import write_handouts

__all__ = [
    "Handout",
    "one_of_each",
    "overfitting_sketch",
    "read_handout",
    "write_handouts",
]
