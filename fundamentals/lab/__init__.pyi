from ._module import load_module
from ._progress import CourseProgress, LabProgress, read_progress
from ._session import LabSession, start_lab
from ._store import Remembered, recall, record_results

__all__ = [
    "CourseProgress",
    "LabProgress",
    "LabSession",
    "Remembered",
    "load_module",
    "read_progress",
    "recall",
    "record_results",
    "start_lab",
]
