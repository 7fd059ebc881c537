"""From the instructor's solutions to the learner's labs, and what a running lab stands on."""

from fundamentals.authoring._build import (
    WrittenFile,
    build_labs,
    check_labs,
    reset_lab,
    write_file,
)
from fundamentals.authoring._bundle import bundle_files, write_bundle
from fundamentals.authoring._course import Course, Lab, Part, Task, Topic
from fundamentals.authoring._gate import Auditor, CheckOutcome, ChecksRunner, prove
from fundamentals.authoring._manifest import find_course, read_course
from fundamentals.authoring._module import load_module
from fundamentals.authoring._new import new_lab
from fundamentals.authoring._notebook import notebook_text, write_notebook
from fundamentals.authoring._paths import shown_path
from fundamentals.authoring._session import LabSession, start_lab
from fundamentals.authoring._solution import Solution, read_solution

__all__ = [
    "Auditor",
    "CheckOutcome",
    "ChecksRunner",
    "Course",
    "Lab",
    "LabSession",
    "Part",
    "Solution",
    "Task",
    "Topic",
    "WrittenFile",
    "build_labs",
    "bundle_files",
    "check_labs",
    "find_course",
    "load_module",
    "new_lab",
    "notebook_text",
    "prove",
    "read_course",
    "read_solution",
    "reset_lab",
    "shown_path",
    "start_lab",
    "write_bundle",
    "write_file",
    "write_notebook",
]
