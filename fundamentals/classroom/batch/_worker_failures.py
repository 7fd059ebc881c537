"""Failures of a submission that a worker should have graded."""

from __future__ import annotations

from fundamentals.classroom.batch._grade_submission import GradingJob
from fundamentals.classroom.gradebook._entities import Claim
from fundamentals.errors import FundamentalsError
from fundamentals.grading import CheckResult, Finding, Outcome, Report, Rubric, Verdict
from fundamentals.language import Text


def what_is_missing(claim: Claim, report: Report) -> str:
    """Return how the checks that came back differ from those that were sent; "" if they do not."""
    sent, came = set(claim.checks), {result.id for result in report.checks}
    if sent == came and len(report.checks) == len(came):
        return ""
    return f"{len(sent & came)} of {len(sent)} checks came back from its worker"


def problem_of(error: BaseException) -> str:
    if isinstance(error, FundamentalsError):
        return str(error.args[0])
    return f"{type(error).__name__}: {error}".removesuffix(": ")


def grader_error(report: Report) -> str:
    errors = [result for result in report.checks if result.verdict is Verdict.GRADER_ERROR]
    return f"{errors[0].id}: {errors[0].message}" if errors else ""


def report_of_failure(rubric: Rubric, claim: Claim, job: GradingJob, problem: str) -> Report:
    """Return the report of a submission that no worker could grade."""
    finding = Finding(
        Text(
            "No worker could grade it ({problem}). It has no score yet.",
            "沒有工作程序能完成評分（{problem}）。這一項尚未評定。",
        ).format(problem=problem),
        Text("Tell the instructor.", "請告知授課教師。"),
    )
    checks = [check for check in rubric.checks if check.id in claim.checks]
    return Report(
        lab=rubric.lab.id,
        submission=job.submission.name,
        sha256=claim.pending.submission_sha256,
        seed=job.seed,
        seconds=0.0,
        checks=tuple(
            CheckResult.of(
                check,
                Verdict.GRADER_ERROR,
                Outcome(0.0, finding),
                hint=finding.message,
                seconds=0.0,
            )
            for check in checks
        ),
    )
