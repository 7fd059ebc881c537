"""One page a lab, to print or to show: what to do, the terms in both languages, a picture."""

from fundamentals.handouts._content import Handout, read_handout
from fundamentals.handouts._page import write_handouts

__all__ = ["Handout", "read_handout", "write_handouts"]
