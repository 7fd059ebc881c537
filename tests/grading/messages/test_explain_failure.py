"""What a call that gave no value means, in the learner's words."""

from __future__ import annotations

from fundamentals.grading import explain_failure
from fundamentals.sandbox import StudentError, StudentMissing, StudentOutOfMemory


def test_a_function_that_a_syntax_error_hides_gets_the_hint_for_the_syntax_error() -> None:
    error = StudentError("SyntaxError", "expected ':'")
    finding = explain_failure(StudentMissing("make_kernel", error))
    assert finding.message.en.splitlines() == [
        "There is no function make_kernel.",
        "SyntaxError: expected ':'",
    ]
    assert finding.hint == explain_failure(error).hint
    assert finding.hint is not None
    assert "ends with a colon" in finding.hint.en


def test_without_a_limit_no_size_is_named() -> None:
    assert explain_failure(StudentOutOfMemory(0)).message.en == "The code ran out of memory."
    assert "256 MiB" in explain_failure(StudentOutOfMemory(256 * 2**20)).message.en
