"""A small rubric, submissions, and their reports."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

from fundamentals.classroom.gradebook import Attempt, Claim, Gradebook
from fundamentals.grading import Check, CheckResult, Report, Rubric, Verdict
from fundamentals.language import Text

RUBRIC = '''
from fundamentals.grading import check
from fundamentals.grading import causes as known
from fundamentals.language import Text

LIMIT = 3
UNUSED = 4


def helper(student):
    return student.pad(LIMIT)


def other_helper(student):
    return known.TRANSPOSED


@check("3a.1", weight=1, title=Text("the first", "第一項"))
def first(student, random):
    helper(student)


@check("3a.2", weight=2, title=Text("the second", "第二項"), needs=("3a.1",))
def second(student, random):
    other_helper(student)


@check("3a.3", weight=3, title=Text("the third", "第三項"))
def third(student, random):
    """Says nothing."""
'''

LAB = "lab03a_convolution"
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)


def sha256(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def attempt(learner: str, content: str, *, hours: float | None = 0.0) -> Attempt:
    """Return the attempt of ``learner``, the given number of hours after noon."""
    received = None if hours is None else NOON + timedelta(hours=hours)
    return Attempt(
        learner, sha256(content), "mine.py", f"{learner}/mine.py", len(content), received
    )


MESSAGE = Text("The kernel was flipped.\n  got 1", "核心被翻轉了。\n  得到 1")
HINT = Text("Turn it <back>.", "把它<轉回來>。")


def report_of(
    rubric: Rubric, content: str, verdicts: dict[str, Verdict], *, seed: int = 0
) -> Report:
    """Return the report of a submission; a check that ``verdicts`` leaves out passed."""
    return Report(
        LAB,
        "mine.py",
        sha256(content),
        seed,
        1.5,
        tuple(_result(check, verdicts.get(check.name, Verdict.PASSED)) for check in rubric.checks),
    )


def _result(check: Check, verdict: Verdict) -> CheckResult:
    passed = verdict is Verdict.PASSED
    points = {Verdict.PASSED: check.points, Verdict.PARTLY_PASSED: check.points / 2}
    return CheckResult(
        id=check.id,
        task=check.task,
        title=check.title,
        verdict=verdict,
        points=None if verdict is Verdict.GRADER_ERROR else points.get(verdict, 0.0),
        max_points=check.points,
        message=Text("", "") if passed else MESSAGE,
        hint=Text("", "") if passed else HINT,
        seconds=0.25,
        visibility=check.visibility,
        cause="kernel-flipped" if verdict is Verdict.FAILED else None,
    )


def grade(
    gradebook: Gradebook,
    rubric: Rubric,
    verdicts: dict[str, dict[str, Verdict]] | None = None,
    *,
    seed: int = 0,
    notes: dict[str, str] | None = None,
    tried: dict[str, str] | None = None,
) -> list[Claim]:
    """Grade everything pending as the engine does; ``verdicts`` are by content, then check."""
    by_hash = {
        sha256(content): content
        for content in {**(verdicts or {}), **(notes or {}), **(tried or {})}
    }
    claims = []
    for pending in gradebook.pending(rubric, seed=seed):
        claim = gradebook.claim(pending)
        assert claim is not None
        content = by_hash.get(pending.submission_sha256, "")
        whole = report_of(rubric, content, (verdicts or {}).get(content, {}), seed=seed)
        results = tuple(result for result in whole.checks if result.id in claim.checks)
        about = [
            tuple(Text(each[content], each[content]) for each in [said or {}] if content in each)
            for said in (notes, tried)
        ]
        report = Report(LAB, "mine.py", pending.submission_sha256, seed, 1.5, results, *about)
        assert gradebook.record(claim, report, seconds=1.5)
        claims.append(claim)
    return claims
