"""Statistics of a grade sheet, for the terminal and the page."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from fundamentals.classroom.gradebook._grade_sheet import GradedCheck, GradeSheet, Standing, State
from fundamentals.grading import CheckResult, Verdict
from fundamentals.language import Text

NUM_BINS = 10


@dataclass(frozen=True)
class CheckShare:
    """The results of a check.

    Attributes:
        check: The check.
        share: Mean fraction of its points that graded learners earned, 0–1.
        verdicts: Number of results per verdict.
    """

    check: GradedCheck
    share: float
    verdicts: Counter[Verdict]


@dataclass(frozen=True)
class CauseCount:
    """How often a known mistake was made.

    Attributes:
        id: Its id, "kernel-flipped".
        name: The mistake, in one sentence.
        learners: Number of learners who made it.
    """

    id: str
    name: Text
    learners: int


@dataclass(frozen=True)
class Summary:
    """A lab's class in numbers.

    Attributes:
        states: Number of learners in each state.
        scores: All scores, ascending.
        histogram: Number of scores in each tenth of the points; full marks are in the last.
        tasks: Mean fraction of the points earned, 0–1, by id of the task, hardest first.
        checks: Every check, the hardest first.
        causes: Known mistakes, most common first.
        timed_out: Learners with a check that ran out of time.
        slowest: The slowest submissions, at most five, with their seconds.
    """

    states: Counter[State]
    scores: tuple[float, ...]
    histogram: tuple[int, ...]
    tasks: tuple[tuple[str, float], ...]
    checks: tuple[CheckShare, ...]
    causes: tuple[CauseCount, ...]
    timed_out: tuple[Standing, ...]
    slowest: tuple[tuple[Standing, float], ...]

    @property
    def mean(self) -> float | None:
        """Mean score; None if there is no score."""
        return statistics.fmean(self.scores) if self.scores else None

    @property
    def median(self) -> float | None:
        """Median score; None if there is no score."""
        return statistics.median(self.scores) if self.scores else None


def summarize(sheet: GradeSheet) -> Summary:
    """Return the statistics of ``sheet``."""
    scores = sorted(each.score for each in sheet.standings if each.score is not None)
    results: dict[str, list[CheckResult]] = {check.id: [] for check in sheet.checks}
    for _, result in _results(sheet):
        results[result.id].append(result)
    checks = sorted(
        (_check_share(check, results[check.id]) for check in sheet.checks if results[check.id]),
        key=lambda each: each.share,
    )
    return Summary(
        states=Counter(standing.state for standing in sheet.standings),
        scores=tuple(scores),
        histogram=_histogram(scores, sheet.max_score),
        tasks=_tasks(sheet, checks),
        checks=tuple(checks),
        causes=_causes(sheet),
        timed_out=tuple(
            standing for standing in sheet.standings if Verdict.TIMED_OUT in _verdicts(standing)
        ),
        slowest=_slowest(sheet),
    )


def _results(sheet: GradeSheet) -> Iterator[tuple[Standing, CheckResult]]:
    """Yield every decided result of an attempt that counts."""
    for standing in sheet.standings:
        for result in standing.report.checks if standing.report else ():
            if result.points is not None:
                yield standing, result


def _check_share(check: GradedCheck, results: list[CheckResult]) -> CheckShare:
    earned = statistics.fmean(result.points or 0.0 for result in results)
    return CheckShare(
        check,
        earned / check.points if check.points else 1.0,
        Counter(result.verdict for result in results),
    )


def _histogram(scores: list[float], max_score: float) -> tuple[int, ...]:
    bins = Counter(
        min(int(NUM_BINS * score / max_score), NUM_BINS - 1) if max_score else 0 for score in scores
    )
    return tuple(bins[number] for number in range(NUM_BINS))


def _tasks(sheet: GradeSheet, checks: list[CheckShare]) -> tuple[tuple[str, float], ...]:
    earned: dict[str, float] = defaultdict(float)
    worth: dict[str, float] = defaultdict(float)
    for each in checks:
        earned[each.check.task] += each.share * each.check.points
        worth[each.check.task] += each.check.points
    shares = [(task, earned[task] / worth[task]) for task in sheet.tasks if worth[task]]
    return tuple(sorted(shares, key=lambda task_and_share: task_and_share[1]))


def _causes(sheet: GradeSheet) -> tuple[CauseCount, ...]:
    # A learner's mistake counts once, even if several checks find it.
    made = {
        (result.cause, standing.learner.id): result.message.first_line
        for standing, result in _results(sheet)
        if result.cause is not None
    }
    names = {cause: name for (cause, _), name in made.items()}
    counts = Counter(cause for cause, _ in made)
    return tuple(
        CauseCount(cause, names[cause], count)
        for cause, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _verdicts(standing: Standing) -> set[Verdict]:
    return {result.verdict for result in standing.report.checks} if standing.report else set()


def _slowest(sheet: GradeSheet) -> tuple[tuple[Standing, float], ...]:
    timed = [
        (standing, sheet.seconds[standing.report.sha256])
        for standing in sheet.standings
        if standing.report is not None and standing.report.sha256 in sheet.seconds
    ]
    return tuple(sorted(timed, key=lambda entry: -entry[1])[:5])
