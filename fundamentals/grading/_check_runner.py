"""Running a rubric on a submission: every check gets a verdict."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Collection

from fundamentals.grading._check import (
    Check,
    FailedCheckError,
    Finding,
    Outcome,
    Verdict,
    Visibility,
)
from fundamentals.grading._grading_seed import generator_for
from fundamentals.grading._report import CheckResult, Report
from fundamentals.grading._rubric import Rubric
from fundamentals.grading.messages._explain_failure import explain_failure, verdict_of
from fundamentals.grading.messages._notes import loading_notes, unreadable_note
from fundamentals.grading.messages._size_notes import size_notes
from fundamentals.grading.messages._trespass_notes import trespass_notes
from fundamentals.grading.messages._unreadable_files import Unreadable, why_unreadable
from fundamentals.grading.models._own_data import use_data
from fundamentals.language import Text
from fundamentals.sandbox import (
    Student,
    StudentFailure,
    StudentTooCostly,
    grader_time_limit,
    running,
)

_logger = logging.getLogger(__name__)


def run_checks(
    rubric: Rubric,
    student: Student,
    *,
    seed: int,
    visibility: Visibility | None = None,
    failed: Collection[str] = (),
) -> Report:
    """Run the checks of ``rubric`` on ``student``.

    Args:
        rubric: From :func:`load_rubric`.
        student: The submission, in the sandbox or not.
        seed: The seed of every random input; the same seed gives the same inputs.
        visibility: Run only the checks with this visibility; None runs all.
        failed: Ids of checks and tasks that earned nothing in an earlier run.
    """
    start = time.perf_counter()
    checks = rubric.select(visibility).checks
    problem = why_unreadable(running(student).submission, rubric.lab)
    if problem is not None:
        notes: tuple[Text, ...] = (unreadable_note(problem),)
        results = tuple(_unread(check, problem) for check in checks)
    else:
        runner = CheckRunner(rubric, student, seed=seed, failed=failed)
        results = tuple(runner.run(check) for check in checks)
        notes = loading_notes(student, rubric.lab)
    return Report(
        lab=rubric.lab.id,
        submission=running(student).submission.name,
        sha256=running(student).submission.sha256,
        seed=seed,
        seconds=time.perf_counter() - start,
        checks=results,
        notes=notes,
        tried=(*trespass_notes(student), *size_notes(running(student).submission, rubric.lab)),
    )


class CheckRunner:
    """Runs checks one by one, and skips those that need a failed one.

    Args:
        rubric: Where the checks come from.
        student: The submission.
        seed: The seed of every random input.
        failed: Ids of checks and tasks that earned nothing in an earlier run.
    """

    def __init__(
        self, rubric: Rubric, student: Student, *, seed: int, failed: Collection[str] = ()
    ) -> None:
        self._lab = rubric.lab
        self._data = rubric.data
        self._student = student
        running(student).refused = rubric.lab.refuses
        self._seed = seed
        # Ids of checks that earned nothing, and of their tasks.
        self._failed = set(failed)

    def run(self, check: Check) -> CheckResult:
        """Return the result of ``check``; no submission can make this raise an exception."""
        start = time.perf_counter()
        failed = [need for need in check.needs if need in self._failed]
        verdict, outcome = _skipped(failed) if failed else self._judge(check)
        if not verdict.earns:
            self._failed |= {check.id, check.task}
        return CheckResult.of(
            check,
            verdict,
            outcome,
            hint=self._lab.task(check.task).hints[0],
            seconds=time.perf_counter() - start,
        )

    def _judge(self, check: Check) -> tuple[Verdict, Outcome]:
        random = generator_for(check.id, self._seed)
        try:
            with use_data(self._data), self._own_time(), self._call_time(check):
                outcome = check.function(self._student, random) or Outcome()
        except FailedCheckError as failed:
            return failed.verdict, Outcome(0.0, failed.finding)
        except StudentFailure as failure:
            if isinstance(failure, StudentTooCostly):
                # A request may have been interrupted: its answer must not be taken for the next.
                running(self._student).close()
            return verdict_of(failure), Outcome(0.0, explain_failure(failure))
        except Exception as error:  # a mistake in the rubric, which must cost the learner nothing
            _logger.exception("check %s", check.id)
            return Verdict.GRADER_ERROR, Outcome(0.0, _grader_failed(error))
        return _verdict(outcome.share), outcome

    def _own_time(self) -> contextlib.AbstractContextManager[None]:
        # In one's own process, the submission's own work would count.
        own = running(self._student).shares_process
        return contextlib.nullcontext() if own else grader_time_limit()

    def _call_time(self, check: Check) -> contextlib.AbstractContextManager[None]:
        if check.seconds is None:
            return contextlib.nullcontext()
        return running(self._student).time_limit(check.seconds)


def _unread(check: Check, problem: Unreadable) -> CheckResult:
    message = Text(
        "the file cannot be read; see the note at the top.", "檔案無法讀取；原因寫在最上面。"
    )
    outcome = Outcome(0.0, Finding(message, problem.fix))
    return CheckResult.of(check, Verdict.NOT_ATTEMPTED, outcome, hint=problem.fix, seconds=0.0)


def _verdict(share: float) -> Verdict:
    # Compared this way round, NaN is a failure.
    if not share > 0:
        return Verdict.FAILED
    return Verdict.PASSED if share >= 1 else Verdict.PARTLY_PASSED


def _skipped(needs: list[str]) -> tuple[Verdict, Outcome]:
    names = ", ".join(needs)
    finding = Finding(
        Text("skipped because {needs} did not pass.", "它要先通過 {needs} 才有意義。").format(
            needs=names
        ),
        Text("Finish {needs} first.", "請先完成 {needs}。").format(needs=names),
    )
    return Verdict.SKIPPED, Outcome(0.0, finding)


def _grader_failed(error: Exception) -> Finding:
    return Finding(
        Text(
            "The grader failed, not the submission ({error}). This check has no result.",
            "出錯的是評分程式，不是作答（{error}）。這一項尚未評定。",
        ).format(error=f"{type(error).__name__}: {error}"),
        Text("Tell the instructor.", "請告知授課教師。"),
    )
