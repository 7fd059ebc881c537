"""The sandbox: a submission's code runs inside it, and only arrays come back.

The process inside sees only :mod:`fundamentals.sandbox.worker` of this package. A check reaches a
submission through a :class:`Student`; a call that gives no answer raises a
:class:`StudentFailure`.
"""

from fundamentals.sandbox._bubblewrap import require_isolation
from fundamentals.sandbox._doctor import Condition, examine_for_grading, examine_for_labs
from fundamentals.sandbox._failures import (
    SourceLine,
    StudentBadValue,
    StudentDied,
    StudentError,
    StudentFailure,
    StudentMissing,
    StudentNotAttempted,
    StudentOutOfMemory,
    StudentTimeout,
    StudentTooCostly,
)
from fundamentals.sandbox._fit_calls import ArrayFacts, FitFacts
from fundamentals.sandbox._grader_time import grader_time_limit
from fundamentals.sandbox._limits import (
    CALL_SECONDS,
    GRADER_SECONDS,
    OWN_CALL_SECONDS,
    OWN_SUBMISSION_SECONDS,
    SUBMISSION_SECONDS,
    Limits,
)
from fundamentals.sandbox._model import CompiledFacts, GivenHistory, RemoteHistory, RemoteModel
from fundamentals.sandbox._sandbox import Sandbox
from fundamentals.sandbox._structure import LayerFacts, ModelStructure
from fundamentals.sandbox._student import (
    KernelStudent,
    LocalStudent,
    SandboxedStudent,
    Student,
    running,
)
from fundamentals.sandbox._submission import (
    MAX_SIZE,
    Submission,
    read_submission,
    submission_name,
)
from fundamentals.sandbox.worker._code_cells import SourceError, read_cells, read_sources
from fundamentals.sandbox.worker._fit_calls import array_facts, row_digests
from fundamentals.sandbox.worker._submission_module import FORBIDDEN
from fundamentals.sandbox.worker._ungraded import UNGRADED, is_ungraded

__all__ = [
    "CALL_SECONDS",
    "FORBIDDEN",
    "GRADER_SECONDS",
    "MAX_SIZE",
    "OWN_CALL_SECONDS",
    "OWN_SUBMISSION_SECONDS",
    "SUBMISSION_SECONDS",
    "UNGRADED",
    "ArrayFacts",
    "CompiledFacts",
    "Condition",
    "FitFacts",
    "GivenHistory",
    "KernelStudent",
    "LayerFacts",
    "Limits",
    "LocalStudent",
    "ModelStructure",
    "RemoteHistory",
    "RemoteModel",
    "Sandbox",
    "SandboxedStudent",
    "SourceError",
    "SourceLine",
    "Student",
    "StudentBadValue",
    "StudentDied",
    "StudentError",
    "StudentFailure",
    "StudentMissing",
    "StudentNotAttempted",
    "StudentOutOfMemory",
    "StudentTimeout",
    "StudentTooCostly",
    "Submission",
    "array_facts",
    "examine_for_grading",
    "examine_for_labs",
    "grader_time_limit",
    "is_ungraded",
    "read_cells",
    "read_sources",
    "read_submission",
    "require_isolation",
    "row_digests",
    "running",
    "submission_name",
]
