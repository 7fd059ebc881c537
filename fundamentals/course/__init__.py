"""From the instructor's solutions to what learners receive, and the gate that proves it."""

from fundamentals.course._build import WrittenFile, build_labs, check_labs, reset_lab, write_file
from fundamentals.course._bundle import bundle_files, write_bundle
from fundamentals.course._gate import Auditor, CheckOutcome, ChecksRunner, prove
from fundamentals.course._new import new_lab
from fundamentals.course._notebook import notebook_text, write_notebook
from fundamentals.course._solution import Solution, read_solution

__all__ = [
    "Auditor",
    "CheckOutcome",
    "ChecksRunner",
    "Solution",
    "WrittenFile",
    "build_labs",
    "bundle_files",
    "check_labs",
    "new_lab",
    "notebook_text",
    "prove",
    "read_solution",
    "reset_lab",
    "write_bundle",
    "write_file",
    "write_notebook",
]
