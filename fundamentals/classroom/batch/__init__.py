"""Grading a whole class of submissions.

:func:`open_class` and :func:`take_in` read the class's files, :class:`WorkerPool` or
:func:`open_cluster` is the executor, and :func:`grade_class` grades the files into a gradebook.
"""

from fundamentals.classroom.batch._attempts import rank
from fundamentals.classroom.batch._class_files import ClassFiles, UnreadableError
from fundamentals.classroom.batch._cluster import open_cluster
from fundamentals.classroom.batch._engine import Event, EventCounts, EventKind, grade_class
from fundamentals.classroom.batch._grade_submission import GradingJob, grade_submission
from fundamentals.classroom.batch._intake import FileSetAside, Intake, SetAsideKind, take_in
from fundamentals.classroom.batch._merge_strangers import MergedStrangers, merge_strangers
from fundamentals.classroom.batch._open import open_class
from fundamentals.classroom.batch._pool import WorkerLostError, WorkerPool, workers_that_fit

__all__ = [
    "ClassFiles",
    "Event",
    "EventCounts",
    "EventKind",
    "FileSetAside",
    "GradingJob",
    "Intake",
    "MergedStrangers",
    "SetAsideKind",
    "UnreadableError",
    "WorkerLostError",
    "WorkerPool",
    "grade_class",
    "grade_submission",
    "merge_strangers",
    "open_class",
    "open_cluster",
    "rank",
    "take_in",
    "workers_that_fit",
]
