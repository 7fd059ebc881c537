"""The results of a rubric; the formats print them."""

from __future__ import annotations

from dataclasses import dataclass

from fundamentals.grading._check import Check, Exhibit, Finding, Outcome, Verdict, Visibility
from fundamentals.language import Text

_NOTHING = Text("", "")
# Characters; what checks say themselves is far shorter.
_LONGEST = 8000


@dataclass(frozen=True)
class CheckResult:
    """The result of one check.

    Attributes:
        id: Id of the check, "3a.2/stride_two".
        task: Id of its task.
        title: The aspect that it checked.
        verdict: The verdict.
        points: Points earned; None after a grader error, which leaves them undecided.
        max_points: What the check is worth.
        message: Why points were lost; empty if passed.
        hint: How to fix it; empty if passed.
        seconds: How long it took.
        visibility: Whether the learner may see it.
        cause: Id of the known mistake, if it is one.
        exhibit: What a report can draw.
    """

    id: str
    task: str
    title: Text
    verdict: Verdict
    points: float | None
    max_points: float
    message: Text
    hint: Text
    seconds: float
    visibility: Visibility
    cause: str | None = None
    exhibit: Exhibit | None = None

    @classmethod
    def of(
        cls, check: Check, verdict: Verdict, outcome: Outcome, *, hint: Text, seconds: float
    ) -> CheckResult:
        """Return the result of ``check``; ``hint`` is used if the finding has none."""
        finding = outcome.finding or Finding(_NOTHING, _NOTHING)
        return cls(
            id=check.id,
            task=check.task,
            title=check.title,
            verdict=verdict,
            points=_points(check, verdict, outcome),
            max_points=check.points,
            message=_cut(finding.message),
            hint=finding.hint or hint,
            seconds=seconds,
            visibility=check.visibility,
            cause=finding.cause,
            exhibit=outcome.exhibit,
        )


def _cut(message: Text) -> Text:
    """Return ``message`` shortened for reports: a history may have thousands of entries."""
    if max(len(message.en), len(message.zh_hant)) <= _LONGEST:
        return message
    return Text(f"{message.en[:_LONGEST]} …", f"{message.zh_hant[:_LONGEST]} …")


def _points(check: Check, verdict: Verdict, outcome: Outcome) -> float | None:
    if verdict is Verdict.GRADER_ERROR:
        return None
    return round(outcome.share * check.points, 2) if verdict.earns else 0.0


@dataclass(frozen=True)
class Report:
    """The results of a rubric on one submission.

    Attributes:
        lab: Id of the lab.
        submission: Name of the file that was graded.
        sha256: Hash of its bytes, hexadecimal.
        seed: The seed of every random input.
        seconds: How long the run took.
        checks: One result per check, in the order of the rubric.
        notes: Notes about the file as a whole, shown first.
        tried: What the file tried beyond its sandbox, or brings along, for the instructor only.
    """

    lab: str
    submission: str
    sha256: str
    seed: int
    seconds: float
    checks: tuple[CheckResult, ...]
    notes: tuple[Text, ...] = ()
    tried: tuple[Text, ...] = ()

    @property
    def score(self) -> float | None:
        """Points earned; None after a grader error, since the score is then unknown."""
        points = [result.points for result in self.checks]
        known = [value for value in points if value is not None]
        return round(sum(known), 2) if len(known) == len(points) else None

    @property
    def max_score(self) -> float:
        """What all checks together are worth."""
        return sum(result.max_points for result in self.checks)
