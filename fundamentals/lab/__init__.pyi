from ._course_progress import CourseProgress, LabProgress, read_progress
from ._hint_ladder import next_hint
from ._import_lab import load_module
from ._lab_files import find_work, language_of_file
from ._session import LabSession
from ._source import LabSource, is_unwritten
from ._start import start_lab
from ._store import Remembered, recall, record_results, unchanged

__all__ = [
    "CourseProgress",
    "LabProgress",
    "LabSession",
    "LabSource",
    "Remembered",
    "find_work",
    "is_unwritten",
    "language_of_file",
    "load_module",
    "next_hint",
    "read_progress",
    "recall",
    "record_results",
    "start_lab",
    "unchanged",
]
