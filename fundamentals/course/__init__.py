"""Building what learners receive from the instructor's solutions, and proving it correct."""

from fundamentals.course._audit import audit
from fundamentals.course._build import WrittenFile, build_labs, check_labs, reset_lab, write_file
from fundamentals.course._bundle import bundle_files, grader_wheel, write_bundle, write_wheel
from fundamentals.course._corpus import (
    CorpusMistake,
    answer_in_solution,
    corpus_mistakes,
    corpus_problems,
    first_failed_check,
    unusual_answers,
)
from fundamentals.course._corpus_audit import stale_answers
from fundamentals.course._declaration_audit import declared_problems, named_causes, run_function
from fundamentals.course._gate import CheckOutcome, RunChecks, prove_lab
from fundamentals.course._new import new_lab, open_course
from fundamentals.course._notebook import handed_out, notebook_text, write_notebook
from fundamentals.course._proofs import Proofs, prove_at_once
from fundamentals.course._solution import Solution, read_solution
from fundamentals.course._wheel import WHEEL_NAME
from fundamentals.course._worked_examples import with_examples, write_examples

__all__ = [
    "WHEEL_NAME",
    "CheckOutcome",
    "CorpusMistake",
    "Proofs",
    "RunChecks",
    "Solution",
    "WrittenFile",
    "answer_in_solution",
    "audit",
    "build_labs",
    "bundle_files",
    "check_labs",
    "corpus_mistakes",
    "corpus_problems",
    "declared_problems",
    "first_failed_check",
    "grader_wheel",
    "handed_out",
    "named_causes",
    "new_lab",
    "notebook_text",
    "open_course",
    "prove_at_once",
    "prove_lab",
    "read_solution",
    "reset_lab",
    "run_function",
    "stale_answers",
    "unusual_answers",
    "with_examples",
    "write_bundle",
    "write_examples",
    "write_file",
    "write_notebook",
    "write_wheel",
]
