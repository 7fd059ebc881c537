"""Grading a class: sending undecided submissions to workers and recording the results."""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field
from enum import Enum

from fundamentals.classroom.batch._grade_submission import GradingJob, grade_submission
from fundamentals.classroom.batch._intake import Intake
from fundamentals.classroom.batch._worker_failures import (
    grader_error,
    problem_of,
    report_of_failure,
    what_is_missing,
)
from fundamentals.classroom.gradebook._entities import Claim, Pending
from fundamentals.classroom.gradebook._gradebook import Gradebook
from fundamentals.errors import BatchError
from fundamentals.grading import Report, Rubric
from fundamentals.language import Text, current_language
from fundamentals.sandbox import SUBMISSION_SECONDS

_MOST_TRIES = 3
_SECONDS_TO_RENEW = 5.0
# Until the next check for a worker.
_SECONDS_TO_WAIT = 0.5
# Allowance for finding or starting a worker and sending the bytes.
_SECONDS_OF_GRACE = 600.0
# This many consecutive failures, with nothing graded in between, on the submissions of this many
# learners, are no submission's fault.
_MOST_FAILURES, _MOST_LEARNERS = 9, 3


class EventKind(str, Enum):
    """What happened to a submission."""

    GRADED = "graded"
    GRADER_ERROR = "grader-error"
    RETRIED = "retried"
    ELSEWHERE = "graded-by-another-run"
    ABSENT = "not-in-this-class"


@dataclass(frozen=True)
class Event:
    """Something that happened to a submission.

    Attributes:
        what: The kind.
        pending: The submission.
        report: The results of the checks, if it was graded.
        problem: Why it was not graded, in the words of the worker's error.
    """

    what: EventKind
    pending: Pending
    report: Report | None = None
    problem: str = ""


EventCounts = Counter[EventKind]


def grade_class(
    rubric: Rubric,
    gradebook: Gradebook,
    intake: Intake,
    executor: Executor,
    *,
    capacity: Callable[[], int],
    seed: int = 0,
    seconds: float = SUBMISSION_SECONDS,
    tell: Callable[[Event], None] = lambda event: None,
    started: Callable[[int], None] = lambda total: None,
) -> EventCounts:
    """Grade what is undecided, and record each submission as soon as it is done.

    If this is interrupted, recorded results are kept, and another call continues from there.

    Args:
        rubric: The checks.
        gradebook: Where the attempts of ``intake`` have been entered.
        intake: The class's files.
        executor: Runs :func:`grade_submission`.
        capacity: Returns how many submissions the executor can work on now. Twice as many are
            submitted, so that no worker is idle.
        seed: Seed of the random inputs.
        seconds: Time limit of all calls of one submission together.
        tell: Called with every event.
        started: Called with the number of submissions to grade, before the first.

    Returns:
        The number of events of each kind.

    Raises:
        BatchError: The grader fails on every submission.
        GradebookError: The gradebook cannot be written.
    """
    run = _ClassRun(rubric, gradebook, intake, executor, seed, seconds, tell, capacity)
    pending = gradebook.pending(rubric, seed=seed)
    started(len(pending))
    run.grade(pending)
    # Submissions of another run may be free now, if that run has died.
    pending = gradebook.pending(rubric, seed=seed)
    run.grade([each for each in pending if each.submission_sha256 in run.refused])
    gradebook.remember(rubric.lab.id)
    for each in run.refused.values():
        run.say(Event(EventKind.ELSEWHERE, each))
    return run.outcomes


@dataclass
class _Flight:
    """A submission that a worker is grading."""

    claim: Claim
    job: GradingJob
    tries: int = 1
    since: float = field(default_factory=time.monotonic)


@dataclass
class _ClassRun:
    rubric: Rubric
    gradebook: Gradebook
    intake: Intake
    executor: Executor
    seed: int
    seconds: float
    tell: Callable[[Event], None]
    capacity: Callable[[], int]
    outcomes: EventCounts = field(default_factory=Counter)
    refused: dict[str, Pending] = field(default_factory=dict)
    _flights: dict[Future[Report], _Flight] = field(default_factory=dict)
    # Last tries come after all others, so that a submission that breaks its workers delays nobody.
    _again: deque[_Flight] = field(default_factory=deque)
    # By submission, how often the grader failed on it since it last succeeded on any.
    _failures: Counter[str] = field(default_factory=Counter)
    _renewed: float = field(default_factory=time.monotonic)

    def grade(self, pending: list[Pending]) -> None:
        """Grade ``pending``, as many at once as capacity allows."""
        flights = self._claims(pending)
        more = True
        while more or self._flights or self._again:
            # Asked in every round: a cluster then says who is lost, or that it has gone.
            capacity = self.capacity()
            while (more or self._again) and len(self._flights) < 2 * capacity:
                flight = next(flights, None)
                more = flight is not None
                if flight is None and self._again:
                    flight = self._again.popleft()
                if flight is not None:
                    self._send(flight)
            if not self._flights and (more or self._again):
                time.sleep(_SECONDS_TO_WAIT)
            done, _ = wait(self._flights, _SECONDS_TO_RENEW, FIRST_COMPLETED)
            for future in done:
                self._settle(future, self._flights.pop(future))
            self._drop_overdue()
            self._renew()

    def say(self, event: Event) -> None:
        """Count an event and pass it on."""
        self.outcomes[event.what] += 1
        self.tell(event)

    def _claims(self, pending: list[Pending]) -> Iterator[_Flight]:
        for each in pending:
            claim = self.gradebook.claim(each)
            if claim is None:
                self.refused[each.submission_sha256] = each
                continue
            self.refused.pop(each.submission_sha256, None)
            submission = self.intake.read(each.submission_sha256)
            if submission is None:
                self.gradebook.release(claim)
                self.say(Event(EventKind.ABSENT, each))
                continue
            job = GradingJob(
                self.rubric.lab,
                submission,
                self.seed,
                claim.checks,
                claim.failed,
                current_language(),
                self.seconds,
                self.rubric.data,
            )
            yield _Flight(claim, job)

    def _send(self, flight: _Flight) -> None:
        flight.since = time.monotonic()
        try:
            future = self.executor.submit(grade_submission, flight.job)
        except Exception as error:  # no worker can be started, or the cluster is unreachable
            future = Future()
            future.set_exception(error)
        self._flights[future] = flight

    def _settle(self, future: Future[Report], flight: _Flight) -> None:
        try:
            report = future.result()
        except (Exception, CancelledError) as error:
            # If the whole cluster is gone, that is the error, not this submission.
            self.capacity()
            self._count_failure(flight, problem_of(error))
            self._retry(flight, problem_of(error))
            return
        if problem := what_is_missing(flight.claim, report):
            self._count_failure(flight, problem)
            self._retry(flight, problem)
            return
        if report.score is not None:
            self._failures.clear()
            self._record(flight, report)
            return
        self._count_failure(flight, grader_error(report))
        if flight.tries < _MOST_TRIES:
            self._retry(flight, grader_error(report))
        else:
            self._record(flight, report)

    def _drop_overdue(self) -> None:
        """Give up on workers that neither answer nor are reported lost."""
        # It may have waited for its turn as long as it then runs.
        overdue = time.monotonic() - 2 * self.seconds - _SECONDS_OF_GRACE
        for future, flight in list(self._flights.items()):
            if flight.since < overdue:
                del self._flights[future]
                future.cancel()
                self._retry(flight, "its worker does not answer")

    def _count_failure(self, flight: _Flight, problem: str) -> None:
        self._failures[flight.claim.pending.submission_sha256] += 1
        failing = [
            attempt.learner_id
            for attempt in self.intake.attempts
            if attempt.submission_sha256 in self._failures
        ]
        enough = self._failures.total() >= _MOST_FAILURES
        if enough and len(set(failing)) >= _MOST_LEARNERS:
            raise BatchError(
                Text(
                    "the grader fails on every submission: {problem}",
                    "無論評哪一份作答，評分程式都失敗：{problem}",
                ).format(problem=problem),
                expected=Text("working workers and checks", "正常的工作程序與檢查"),
                fix=Text(
                    "run `fundamentals doctor --grading` where the workers run, or fix the check; "
                    "then run this command again to continue",
                    "請在工作程序所在的機器執行 `fundamentals doctor --grading`，或修正該項檢查；"
                    "再執行一次即可接續",
                ),
            )

    def _retry(self, flight: _Flight, problem: str) -> None:
        if flight.tries >= _MOST_TRIES:
            self._record(
                flight, report_of_failure(self.rubric, flight.claim, flight.job, problem), problem
            )
            return
        self.say(Event(EventKind.RETRIED, flight.claim.pending, problem=problem))
        flight.tries += 1
        if flight.tries < _MOST_TRIES:
            self._send(flight)
        else:
            self._again.append(flight)

    def _record(self, flight: _Flight, report: Report, problem: str = "") -> None:
        pending = flight.claim.pending
        if not self.gradebook.record(flight.claim, report, seconds=report.seconds):
            self.say(Event(EventKind.ELSEWHERE, pending))
            return
        what = EventKind.GRADED if report.score is not None else EventKind.GRADER_ERROR
        self.say(Event(what, pending, report, problem or grader_error(report)))

    def _renew(self) -> None:
        if time.monotonic() - self._renewed >= _SECONDS_TO_RENEW:
            self.gradebook.renew()
            self._renewed = time.monotonic()
