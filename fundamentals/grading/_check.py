"""What a check is, and what it can find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fundamentals.grading._show import lines
from fundamentals.language import Text, TitledEnum

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fundamentals.sandbox import Student

Visibility = Literal["visible", "hidden"]


class Verdict(TitledEnum):
    """The result of a check in one word; reports for machines use the value."""

    PASSED = Text("passed", "通過")
    PARTLY_PASSED = Text("partly passed", "部分通過")
    FAILED = Text("failed", "未通過")
    NOT_ATTEMPTED = Text("not attempted", "尚未作答")
    ERROR = Text("raised an error", "執行時出錯")
    TIMED_OUT = Text("timed out", "逾時")
    OUT_OF_MEMORY = Text("out of memory", "記憶體不足")
    SKIPPED = Text("skipped", "略過")
    GRADER_ERROR = Text("grader error", "評分程式錯誤")

    @property
    def earns(self) -> bool:
        """Whether checks that need this one may run."""
        return self in (Verdict.PASSED, Verdict.PARTLY_PASSED)


@dataclass(frozen=True)
class Cause:
    """A known mistake.

    Attributes:
        id: Names it in reports and in the corpus of mistakes, for example "kernel-flipped".
        name: One sentence that says what went wrong.
        hint: How to fix it.
    """

    id: str
    name: Text
    hint: Text


@dataclass(frozen=True)
class Finding:
    """Why a check did not earn all of its points.

    Attributes:
        message: The cause, what was expected and what was returned.
        hint: How to fix it; None for the task's own hint.
        cause: Id of the known mistake, if it is one; several at once are joined by "+".
    """

    message: Text
    hint: Text | None = None
    cause: str | None = None

    @classmethod
    def of(cls, cause: Cause, evidence: Text | None = None) -> Finding:
        """Return the finding that names ``cause``, with ``evidence`` below it."""
        return cls.of_all((cause,), evidence)

    @classmethod
    def of_all(cls, causes: Sequence[Cause], evidence: Text | None = None) -> Finding:
        """Return the finding that names all of ``causes``, their ids joined by "+"."""
        names = [cause.name for cause in causes]
        return cls(
            lines(*names, *(() if evidence is None else (evidence,))),
            lines(*(cause.hint for cause in causes)),
            "+".join(cause.id for cause in causes),
        )


@dataclass(frozen=True)
class Exhibit:
    """What a report draws about a training run, computed by the grader.

    Attributes:
        history: One list of numbers per metric, one number per epoch, as Keras names them.
        confusion: Counts ``(num_classes, num_classes)``: rows are true classes, columns predicted.
        class_names: One name per class.
    """

    history: dict[str, list[float]]
    confusion: NDArray[np.int64]
    class_names: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What a check found if it ran to its end.

    Attributes:
        share: Fraction of the points earned, 0–1.
        finding: Why points were lost.
        exhibit: What a report can draw.
    """

    share: float = 1.0
    finding: Finding | None = None
    exhibit: Exhibit | None = None


class FailedCheckError(Exception):
    """Raised inside a check, like a failed ``assert``: the check earns no points.

    Args:
        finding: The reason.
        verdict: One of the verdicts that earn nothing.
    """

    def __init__(self, finding: Finding, verdict: Verdict = Verdict.FAILED) -> None:
        super().__init__(str(finding.message))
        self.finding = finding
        self.verdict = verdict


CheckFunction = Callable[["Student", "np.random.Generator"], Outcome | None]


@dataclass(frozen=True)
class Check:
    """One test of a submission.

    Attributes:
        task: Id of the task that it belongs to, for example "3a.2".
        name: Name of its function in the rubric.
        weight: Its share of the task's points, relative to the task's other checks.
        title: The aspect that it checks, in a few words.
        needs: Ids of the tasks or checks that must pass first.
        visibility: "visible" to the learner, or "hidden": run when graded, never shown.
        function: Calls ``student``, compares, and raises :class:`FailedCheckError` or returns what
            it found; None means that the check passed.
        seconds: Time limit of each call of the submission; None for the default.
        points: What it is worth; ``load_rubric`` divides the task's points by weight.
    """

    task: str
    name: str
    weight: float
    title: Text
    needs: tuple[str, ...]
    visibility: Visibility
    function: CheckFunction
    seconds: float | None = None
    points: float = 0.0

    @property
    def id(self) -> str:
        """Unique in its rubric: "3a.2/stride_two"."""
        return f"{self.task}/{self.name}"


def check(
    task: str,
    *,
    weight: float,
    title: Text,
    needs: tuple[str, ...] = (),
    visibility: Visibility = "visible",
    seconds: float | None = None,
) -> Callable[[CheckFunction], Check]:
    """Make a function of ``(student, random)`` a check of ``task``.

    ``student`` calls the submission's functions; ``random`` is a generator that belongs to this
    check alone and is seeded by the run's seed. :class:`Check` explains the arguments.

    Example:
        >>> @check("3a.4", weight=1, title=Text("6 pixels, kernel 3", "6 個像素、核心 3"))
        ... def six_by_three(student, random):
        ...     expect_equal(student.output_size(6, 3, 1, 0), 4)
    """

    def decorate(function: CheckFunction) -> Check:
        name = function.__name__
        return Check(task, name, weight, title, needs, visibility, function, seconds, points=weight)

    return decorate
