from ._module import load_module
from ._session import LabSession, start_lab
from ._standing import LabStanding, Progress, read_progress
from ._store import Remembered, recall, record

__all__ = [
    "LabSession",
    "LabStanding",
    "Progress",
    "Remembered",
    "load_module",
    "read_progress",
    "recall",
    "record",
    "start_lab",
]
