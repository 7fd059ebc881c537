"""The course as data: its parts, labs and tasks, read from its TOML files."""

from fundamentals.manifest._course import (
    COURSE_TITLE,
    LAB_MANIFEST,
    MANIFESTS,
    Course,
    GuessQuestion,
    Lab,
    Part,
    TaskEntry,
    Topic,
)
from fundamentals.manifest._folder_module import load_lab_module
from fundamentals.manifest._learner_paths import (
    HANDED_OUT,
    handed_out_file,
    handed_out_path,
    own_files,
)
from fundamentals.manifest._manifest import LAB_ID, find_course, read_course
from fundamentals.manifest._paths import shown_path

__all__ = [
    "COURSE_TITLE",
    "HANDED_OUT",
    "LAB_ID",
    "LAB_MANIFEST",
    "MANIFESTS",
    "Course",
    "GuessQuestion",
    "Lab",
    "Part",
    "TaskEntry",
    "Topic",
    "find_course",
    "handed_out_file",
    "handed_out_path",
    "load_lab_module",
    "own_files",
    "read_course",
    "shown_path",
]
