"""The rubrics of this course's labs, loaded once."""

from __future__ import annotations

from fundamentals.grading import load_rubric
from fundamentals.manifest import find_course

RUBRICS = {lab.id: load_rubric(lab) for lab in find_course().labs}
# Causes that say only that something is wrong.
VAGUE = {"wrong-values", "wrong-shape", "not-finite"}
