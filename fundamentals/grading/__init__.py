"""Checking a submission: rubrics, verdicts, reports, and the jail that a submission runs in.

A check reads like an ordinary test. It calls the submission's functions through a ``student``,
which only ever returns arrays, numbers and plain data, and compares them with what it works out
itself: :mod:`fundamentals.grading.rubrics` has one module of checks a lab,
:mod:`fundamentals.grading.causes` what is said about known mistakes.
"""

from fundamentals.grading._audit import audit
from fundamentals.grading._check import (
    Cause,
    Check,
    Exhibit,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    check,
)
from fundamentals.grading._compare import expect, expect_dtype, expect_equal
from fundamentals.grading._doctor import Condition, examine
from fundamentals.grading._jail import Jail
from fundamentals.grading._legible import why_unreadable
from fundamentals.grading._notes import loading_notes, unreadable_note
from fundamentals.grading._own_data import OwnData, read_own_data
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading._rubric import Rubric, load_rubric
from fundamentals.grading._run import Runner, run_checks
from fundamentals.grading._stated import Stated, Unstated
from fundamentals.grading._student import (
    GivenHistory,
    JailedStudent,
    LocalStudent,
    Student,
    running,
)
from fundamentals.grading._submission import Submission, read_submission
from fundamentals.grading._task import Call, Part, Task
from fundamentals.grading._watch import Limits

__all__ = [
    "Call",
    "Cause",
    "Check",
    "CheckResult",
    "Condition",
    "Exhibit",
    "FailedCheckError",
    "Finding",
    "GivenHistory",
    "Jail",
    "JailedStudent",
    "Limits",
    "LocalStudent",
    "Outcome",
    "OwnData",
    "Part",
    "Report",
    "Rubric",
    "Runner",
    "Stated",
    "Student",
    "Submission",
    "Task",
    "Unstated",
    "Verdict",
    "audit",
    "check",
    "examine",
    "expect",
    "expect_dtype",
    "expect_equal",
    "load_rubric",
    "loading_notes",
    "read_own_data",
    "read_submission",
    "run_checks",
    "running",
    "unreadable_note",
    "why_unreadable",
]
