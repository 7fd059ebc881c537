"""An autograder for Gradescope: one ZIP, which grades whatever file the learner handed in.

:func:`autograder_files` makes the ZIP's files; ``python -m fundamentals.classroom.autograder`` is
what runs inside Gradescope's container.
"""

from fundamentals.classroom.autograder._archive import autograder_files
from fundamentals.classroom.autograder._grade_one import grade_handed_in

__all__ = ["autograder_files", "grade_handed_in"]
