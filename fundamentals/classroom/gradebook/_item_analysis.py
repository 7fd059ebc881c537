"""Item analysis: how hard each check is, whether it tells learners apart, and what changed."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fundamentals.classroom.gradebook._grade_sheet import (
    GradedCheck,
    GradeSheet,
    Snapshot,
    Standing,
    State,
)
from fundamentals.grading import CheckResult, Verdict
from fundamentals.language import Text

# With fewer learners a correlation is chance.
_FEWEST = 5
_TOO_EASY, _TOO_HARD, _TELLS_NOTHING = 0.97, 0.1, 0.1


@dataclass(frozen=True)
class Item:
    """How a check went.

    Attributes:
        check: The check.
        learners: Number of learners for whom it is decided.
        difficulty: Mean fraction of its points that they earned, 0–1; 1 is easy.
        discrimination: Correlation, −1 to 1, between the points earned here and in all other
            checks; None with too few learners, or if all earned the same.
        verdicts: Number of results per verdict.
        causes: Number of learners who made each known mistake, by its id, the most common first.
        change: Change of the difficulty since before the last run; None if unknown.
    """

    check: GradedCheck
    learners: int
    difficulty: float
    discrimination: float | None
    verdicts: Counter[Verdict]
    causes: tuple[tuple[str, int], ...]
    change: float | None

    @property
    def remark(self) -> Text | None:
        """What an instructor should look at; None if there is nothing."""
        if self.discrimination is not None and self.discrimination < 0:
            return _NEGATIVE
        if self.difficulty >= _TOO_EASY:
            return _EASY
        if self.difficulty <= _TOO_HARD:
            return _HARD
        if self.discrimination is not None and self.discrimination < _TELLS_NOTHING:
            return _NOTHING
        return None


_NEGATIVE = Text(
    "good learners do worse here than others: is the check right?",
    "成績越好的人這裡越差：這項檢查正確嗎？",
)
_EASY = Text("nearly everybody passes", "幾乎所有人都通過")
_HARD = Text("hardly anybody passes", "幾乎沒有人通過")
_NOTHING = Text("it does not distinguish good work from poor work", "分不出程度高低")


@dataclass(frozen=True)
class Change:
    """A learner whose score changed.

    Attributes:
        standing: Where the learner stands now.
        before: The score before; None if there was none.
    """

    standing: Standing
    before: float | None


def analyze_items(sheet: GradeSheet) -> tuple[Item, ...]:
    """Return how every decided check went, in the order of the rubric."""
    rows = [
        {result.id: result for result in standing.report.checks}
        for standing in sheet.standings
        if standing.report is not None and standing.state is not State.PENDING
    ]
    return tuple(
        item for check in sheet.checks if (item := _item(check, rows, sheet.previous)) is not None
    )


def _item(
    check: GradedCheck, rows: Sequence[dict[str, CheckResult]], previous: Snapshot | None
) -> Item | None:
    decided = [row for row in rows if check.id in row and row[check.id].points is not None]
    if not decided:
        return None
    results = [row[check.id] for row in decided]
    shares = [(each.points or 0.0) / check.points if check.points else 1.0 for each in results]
    rests = [
        sum(each.points or 0.0 for name, each in row.items() if name != check.id) for row in decided
    ]
    difficulty = statistics.fmean(shares)
    before = previous.shares.get(check.id) if previous is not None else None
    causes = Counter(each.cause for each in results if each.cause is not None)
    return Item(
        check,
        len(results),
        difficulty,
        _correlation(shares, rests),
        Counter(each.verdict for each in results),
        tuple(sorted(causes.items(), key=lambda each: (-each[1], each[0]))),
        None if before is None or round(difficulty - before, 3) == 0 else difficulty - before,
    )


def _correlation(ones: Sequence[float], others: Sequence[float]) -> float | None:
    if len(ones) < _FEWEST or len(set(ones)) < 2 or len(set(others)) < 2:
        return None
    return statistics.correlation(ones, others)


def changes(sheet: GradeSheet) -> tuple[Change, ...]:
    """Return the learners whose scores changed in the last run that changed anything."""
    previous = sheet.previous
    if previous is None:
        return ()
    return tuple(
        Change(standing, previous.scores.get(standing.learner.id))
        for standing in sheet.standings
        if standing.score != previous.scores.get(standing.learner.id)
    )
