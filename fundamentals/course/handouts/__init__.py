"""Each lab on one page."""

from fundamentals.course.handouts._content import Handout, read_handout
from fundamentals.course.handouts._page import write_handouts

__all__ = [
    "Handout",
    "read_handout",
    "write_handouts",
]
