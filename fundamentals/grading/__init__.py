"""What a check is, how it compares, and what it produces: verdicts, causes, reports.

A check reads like an ordinary test. It calls the submission's functions through a ``student``,
which only ever returns arrays, numbers and plain data, and compares them with results of its own.
The checks of a lab are in the lab's folder; the words for mistakes that can happen in any lab are
in ``mistakes.toml`` beside this file.
"""

from fundamentals.grading._causes import MISTAKES, Causes, causes, causes_in, lab_causes
from fundamentals.grading._check import (
    Cause,
    Check,
    Exhibit,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    Visibility,
    check,
)
from fundamentals.grading._check_runner import CheckRunner, run_checks
from fundamentals.grading._documented_constants import Stated, Unstated, missing_languages
from fundamentals.grading._expect import EXPECTED, GOT, expect, expect_dtype, expect_equal
from fundamentals.grading._grading_seed import draw_seed
from fundamentals.grading._group import CheckGroup
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading._rubric import Rubric, load_rubric
from fundamentals.grading._show import ArrayText, Block, brief, lines, side_by_side
from fundamentals.grading.messages._explain_failure import explain_failure
from fundamentals.grading.messages._notes import loading_notes, unreadable_note
from fundamentals.grading.messages._printed import printed_text
from fundamentals.grading.messages._syntax_errors import SYNTAX_ERRORS
from fundamentals.grading.messages._unreadable_files import why_unreadable
from fundamentals.grading.tasks._answer_part import AnswerPart
from fundamentals.grading.tasks._call import Call, Calls
from fundamentals.grading.tasks._task import Task

__all__ = [
    "EXPECTED",
    "GOT",
    "MISTAKES",
    "SYNTAX_ERRORS",
    "AnswerPart",
    "ArrayText",
    "Block",
    "Call",
    "Calls",
    "Cause",
    "Causes",
    "Check",
    "CheckGroup",
    "CheckResult",
    "CheckRunner",
    "Exhibit",
    "FailedCheckError",
    "Finding",
    "Outcome",
    "Report",
    "Rubric",
    "Stated",
    "Task",
    "Unstated",
    "Verdict",
    "Visibility",
    "brief",
    "causes",
    "causes_in",
    "check",
    "draw_seed",
    "expect",
    "expect_dtype",
    "expect_equal",
    "explain_failure",
    "lab_causes",
    "lines",
    "load_rubric",
    "loading_notes",
    "missing_languages",
    "printed_text",
    "run_checks",
    "side_by_side",
    "unreadable_note",
    "why_unreadable",
]
