"""The course as data: its parts, labs and tasks, read from its TOML files."""

from fundamentals.manifest._course import (
    LAB_MANIFEST,
    MANIFESTS,
    Course,
    Lab,
    Part,
    Question,
    TaskEntry,
    Topic,
)
from fundamentals.manifest._manifest import LAB_ID, find_course, read_course
from fundamentals.manifest._module import load_lab_module
from fundamentals.manifest._paths import shown_path

__all__ = [
    "LAB_ID",
    "LAB_MANIFEST",
    "MANIFESTS",
    "Course",
    "Lab",
    "Part",
    "Question",
    "TaskEntry",
    "Topic",
    "find_course",
    "load_lab_module",
    "read_course",
    "shown_path",
]
