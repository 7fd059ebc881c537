from ._bubblewrap import require_isolation
from ._doctor import Condition, examine_for_labs
from ._failures import (
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
from ._fit_facts import ArrayFacts, FitFacts
from ._functions import FunctionStudent
from ._grader_time import grader_time_limit
from ._isolation_tests import examine_for_grading
from ._limits import (
    CALL_SECONDS,
    GRADER_SECONDS,
    MAX_NOTEBOOK,
    MAX_SCRIPT,
    OWN_CALL_SECONDS,
    OWN_SUBMISSION_SECONDS,
    PATIENCE,
    SUBMISSION_SECONDS,
    Limits,
)
from ._remote_model import (
    CompiledFacts,
    HistoryArgument,
    RemoteHistory,
    RemoteModel,
    TripwireArgument,
)
from ._sandbox import Sandbox
from ._structure import LayerFacts, ModelStructure
from ._student import (
    KernelStudent,
    LocalStudent,
    SandboxedStudent,
    Student,
    running,
)
from ._submission import (
    Submission,
    is_script_or_notebook,
    more_than,
    read_submission,
    size_limit,
    submission_form,
    submission_name,
)
from .worker._code_cells import SourceError, read_cells, read_sources
from .worker._fit_calls import array_facts
from .worker._row_digests import row_digests
from .worker._submission_module import FORBIDDEN
from .worker._ungraded import UNGRADED, is_ungraded

__all__ = [
    "CALL_SECONDS",
    "FORBIDDEN",
    "GRADER_SECONDS",
    "MAX_NOTEBOOK",
    "MAX_SCRIPT",
    "OWN_CALL_SECONDS",
    "OWN_SUBMISSION_SECONDS",
    "PATIENCE",
    "SUBMISSION_SECONDS",
    "UNGRADED",
    "ArrayFacts",
    "CompiledFacts",
    "Condition",
    "FitFacts",
    "FunctionStudent",
    "HistoryArgument",
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
    "TripwireArgument",
    "array_facts",
    "examine_for_grading",
    "examine_for_labs",
    "grader_time_limit",
    "is_script_or_notebook",
    "is_ungraded",
    "more_than",
    "read_cells",
    "read_sources",
    "read_submission",
    "require_isolation",
    "row_digests",
    "running",
    "size_limit",
    "submission_form",
    "submission_name",
]
