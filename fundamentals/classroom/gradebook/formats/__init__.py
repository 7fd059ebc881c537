"""Grade sheets as files: tables for people, files for programs, and what platforms import.

Each function takes the sheets of one class, one per lab, and returns the bytes of a file. The same
sheets give the same bytes in the same time zone, in which times are written: no file contains the
time or duration of grading.
"""

from fundamentals.classroom.gradebook.formats._platforms import (
    blackboard,
    canvas,
    google,
    moodle,
    omitted_learners,
)
from fundamentals.classroom.gradebook.formats._programs import checks_json, gradescope, junit
from fundamentals.classroom.gradebook.formats._spreadsheets import (
    checks_csv,
    course,
    csv,
    items_csv,
    nbgrader,
)

__all__ = [
    "blackboard",
    "canvas",
    "checks_csv",
    "checks_json",
    "course",
    "csv",
    "google",
    "gradescope",
    "items_csv",
    "junit",
    "moodle",
    "nbgrader",
    "omitted_learners",
]
