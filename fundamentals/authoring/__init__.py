"""From the instructor's solutions to the learner's labs, and what a running lab stands on."""

from fundamentals.authoring._course import Course, Lab, Task
from fundamentals.authoring._manifest import find_course, read_course
from fundamentals.authoring._module import load_module
from fundamentals.authoring._session import LabSession, start_lab

__all__ = [
    "Course",
    "Lab",
    "LabSession",
    "Task",
    "find_course",
    "load_module",
    "read_course",
    "start_lab",
]
