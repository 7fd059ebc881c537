"""Checks handle any return value: the grader does not fail, and odd values do not score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fundamentals.grading import CheckRunner, Verdict, load_rubric
from fundamentals.manifest import find_course
from fundamentals.sandbox import (
    RemoteHistory,
    RemoteModel,
    Student,
    StudentBadValue,
    StudentFailure,
    Submission,
)
from fundamentals.sandbox._call_encoding import decoder, require_regular
from fundamentals.sandbox._failures import StudentDied
from fundamentals.sandbox._running_submission import RunningSubmission
from fundamentals.sandbox._untrusted_answers import submissions_fault
from fundamentals.sandbox._worker_client import WorkerClient
from fundamentals.sandbox.worker._values import BadValueError, encode_value

ODD: dict[str, Any] = {
    "None": None,
    "true": True,
    "minus one": -1,
    "a fraction": -0.5,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "a large integer": 2**63,
    "a text": "passed",
    "a long text": "x" * 60_000,
    "braces": "{0} {name} {",
    "an empty list": [],
    "a list of texts": ["a", "b"],
    "nested lists": [[[[[-1]]]]],
    "rows of different lengths": [[1, 2], [3]],
    "a tuple of arrays": (np.zeros(2), np.zeros((3, 3))),
    "an empty dictionary": {},
    "a dictionary": {"loss": [1.0], 3: None},
    "an array without axes": np.array(-1.0),
    "an empty array": np.empty((0,)),
    "an endless empty array": np.empty((0, 2**40)),
    "booleans": np.ones((3, 3), bool),
    "NaN everywhere": np.full((28, 28), np.nan),
    "huge numbers": np.full((3, 3), 1e308),
    "small unsigned integers": np.full((3, 3), 255, np.uint8),
    "half floats": np.full((3, 3), np.inf, np.float16),
    "many axes": np.zeros((1,) * 12),
    "a history": RemoteHistory({"loss": [float("nan")], "accuracy": []}, (), None),
    "an empty history": RemoteHistory({}, (), None),
}

# Those whose checks answer all values within seconds.
LABS = ("lab02", "lab02b", "lab03a", "lab04c", "lab05", "lab06", "lab06b", "lab07b")


class Echo(Student):
    """Answers every call with one value."""

    def __init__(self, value: Any) -> None:
        super().__init__(_RunningEcho(value))


class _RunningEcho(RunningSubmission):
    def __init__(self, value: Any) -> None:
        super().__init__(Submission("odd.py", b""), seed=0, seconds=1, total_seconds=1)
        self.value = value

    def call(self, function: str, /, *arguments: Any, **named: Any) -> Any:
        # A history has a form of its own on its way here.
        if isinstance(self.value, RemoteHistory):
            return self.value
        arrays: list[np.ndarray] = []
        try:
            tree = encode_value(self.value, lambda _: None, arrays)
        except BadValueError as error:
            raise StudentBadValue(str(error)) from None
        with submissions_fault():
            return decoder(_no_model)(tree, arrays)

    def _open(self, packages: object = ()) -> WorkerClient:
        raise StudentDied("there is no process")


def _no_model(handle: int) -> RemoteModel:
    raise AssertionError(handle)


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_an_odd_value_earns_nothing_and_the_grader_does_not_fail(
    lab: str, caplog: pytest.LogCaptureFixture
) -> None:
    rubric = load_rubric(find_course().lab(lab))
    for name, value in ODD.items():
        runner = CheckRunner(rubric, Echo(value), seed=1)
        results = [runner.run(check) for check in rubric.checks]
        failed = [r.id for r in results if r.verdict is Verdict.GRADER_ERROR]
        assert (name, failed, [r.id for r in results if r.points]) == (name, [], [])
        for result in results:
            for language in ("en", "zh-Hant"):
                assert result.message.in_language(language)
        assert (name, caplog.text) == (name, "")


def test_a_regular_value_is_handed_on() -> None:
    for value in (None, [1, [2][0]], [[1, 2], [3, 4]], {"a": [[1], [2, 3]]}):
        require_regular(value)
    with pytest.raises(StudentFailure):
        require_regular([[1, 2], [3]])
