"""A class's results in one lab: each learner's counted attempt and its score."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from fundamentals.classroom.gradebook._decisions import Decision
from fundamentals.classroom.gradebook._entities import Attempt, Learner
from fundamentals.classroom.rules import Late, Policy, Rules
from fundamentals.grading import CheckResult, Report, Visibility
from fundamentals.language import Text, TitledEnum


class State(TitledEnum):
    """The state of a learner's work; exports for programs use the value."""

    GRADED = Text("graded", "已評分")
    BY_HAND = Text("graded by hand", "人工評分")
    EXCUSED = Text("excused", "免繳")
    PENDING = Text("not graded yet", "尚未評分")
    GRADER_ERROR = Text("grader error", "評分程式錯誤")
    UNREADABLE = Text("unreadable", "無法讀取")
    TOO_LATE = Text("too late", "逾期")
    MISSING = Text("nothing handed in", "未繳交")


@dataclass(frozen=True)
class GradedCheck:
    """A check, as in the last grading of the lab.

    Attributes:
        id: Its id, "3a.2/strides".
        task: Id of its task.
        title: The aspect that it checks.
        points: Its points.
        visibility: Whether learners may see it.
    """

    id: str
    task: str
    title: Text
    points: float
    visibility: Visibility


@dataclass(frozen=True)
class Standing:
    """One learner's result in a lab.

    Attributes:
        learner: The learner.
        state: The state of the work.
        attempt: The attempt that counts; None if there is none.
        attempts: Number of attempts, late and unreadable ones included.
        late: Whether the attempt that counts came after the deadline.
        report: The results of its checks, in both languages and without times, with the
            instructor's corrections; None if nothing has been graded.
        score: Points, after corrections and lateness; None unless ``state`` is graded, or graded
            by hand.
        order_unknown: Whether the latest attempt should count but is unknown; ``attempt`` is then
            the best of the candidates.
        earned: Points that the checks earned, before lateness and changes to the score as a whole;
            None if there is no score.
        deduction: Late penalty, in percent of ``earned``.
        due: This learner's deadline; None if there is none.
        decisions: The instructor's decisions about this grade.
        doubts: Questions for the instructor to look at, in sentences.
        path_of_another: Whether a person assigned the file, in which case its path may name
            somebody else.
        corrected: The grader's points of each corrected check, by the check's id.
    """

    learner: Learner
    state: State
    attempt: Attempt | None
    attempts: int
    late: bool
    report: Report | None
    score: float | None
    order_unknown: bool = False
    earned: float | None = None
    deduction: float = 0.0
    due: datetime | None = None
    decisions: tuple[Decision, ...] = ()
    doubts: tuple[Text, ...] = ()
    path_of_another: bool = False
    corrected: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        """The hash of the file that counts, graded or not; empty if there is none to read."""
        return (self.attempt and self.attempt.submission_sha256) or ""

    def graded_points(self, result: CheckResult) -> float | None:
        """Return the grader's points for ``result``, before any correction."""
        return self.corrected.get(result.id, result.points)

    @property
    def remarks(self) -> tuple[Text, ...]:
        """How the score differs from the checks' points, and why: corrections and lateness."""
        said = []
        for each in self.decisions:
            why = (
                Text(f" ({each.comment})", f"（{each.comment}）") if each.comment else Text("", "")
            )
            said.append(Text(f"{each.text.en}{why.en}", f"{each.text.zh_hant}{why.zh_hant}"))
        if self.deduction and self.earned is not None:
            late = Text(
                "late: {earned:g} points − {percent:g} %", "遲交：{earned:g} 分 − {percent:g} %"
            )
            said.append(late.format(earned=self.earned, percent=self.deduction))
        return (*said, *self.doubts)


@dataclass(frozen=True)
class Snapshot:
    """Where the class stood in a lab.

    Attributes:
        made_at: When.
        scores: By the learner's id; None without a score.
        shares: By the check's id, the mean fraction of its points that was earned, 0–1.
    """

    made_at: datetime
    scores: Mapping[str, float | None]
    shares: Mapping[str, float]


@dataclass(frozen=True)
class GradeSheet:
    """A class's results in one lab.

    Attributes:
        lab_id: The lab.
        policy: Which of a learner's attempts counts.
        late: Whether one after the deadline can count.
        deadline: When work was due; None if there is no deadline.
        checks: The checks that graded it, in order.
        standings: One per learner, ordered by the learner's id.
        seconds: Duration of grading, by the submission's hash.
        rules: The rules of the course.
        set_aside: The reasons for files of the last run that belong to nobody, by path.
        columns: The headers of grade columns as platforms write them, by platform.
        previous: Where the class stood before the last run that changed something; None if that
            was the first.
    """

    lab_id: str
    policy: Policy
    late: Late
    deadline: datetime | None
    checks: tuple[GradedCheck, ...]
    standings: tuple[Standing, ...]
    seconds: Mapping[str, float]
    rules: Rules = field(default_factory=Rules)
    set_aside: Mapping[str, Text] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    previous: Snapshot | None = None

    def column(self, platform: str) -> str:
        """Return the header of the lab's column of grades on ``platform``, as in its roster.

        If no header names the lab, or several do, the lab's id is used.
        """
        short = self.lab_id.partition("_")[0]
        parts = re.fullmatch(r"([a-z]+)0*(\d+[a-z]?)", short)
        name = rf"{parts[1]}\W*0*{parts[2]}" if parts else re.escape(short)
        word = re.compile(rf"(?<![^\W_]){name}(?![^\W_])", re.IGNORECASE)
        found = [each for each in self.columns.get(platform, ()) if word.search(each)]
        return found[0] if len(found) == 1 else self.lab_id

    @property
    def max_score(self) -> float:
        """The points of all checks together."""
        return sum(check.points for check in self.checks)

    @cached_property
    def tasks(self) -> Mapping[str, float]:
        """The points of each task, by its id, in order."""
        worth: dict[str, float] = {}
        for check in self.checks:
            worth[check.task] = worth.get(check.task, 0.0) + check.points
        return worth

    def points_of_tasks(self, standing: Standing) -> dict[str, float]:
        """Return the points of ``standing`` in each task whose checks are all decided."""
        report = standing.report
        results = {result.id: result for result in report.checks} if report else {}
        earned = dict.fromkeys(self.tasks, 0.0)
        for check in self.checks:
            result = results.get(check.id)
            if result is None or result.points is None:
                earned.pop(check.task, None)
            elif check.task in earned:
                earned[check.task] = round(earned[check.task] + result.points, 2)
        return earned
