"""What wrong numbers, which no mistake of a task explains, have in common with the right ones."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fundamentals.convolution import convolve
from fundamentals.grading import CheckResult, CheckRunner, Task, Verdict, load_rubric
from fundamentals.grading.tasks import _judge, _relation
from fundamentals.grading.tasks._mistake import GENERAL, Mistake
from fundamentals.grading.tasks._relation import relation
from fundamentals.manifest import find_course
from fundamentals.sandbox import FunctionStudent

RIGHT = [
    np.array([[1.5, -2.0, 3.25, 0.5], [4.0, 5.75, -6.0, 7.5], [8.0, -9.5, 1.0, 2.0]]),
    np.array([[-3.5, 2.5, 0.25], [6.0, 1.0, -4.0], [9.0, 8.5, 7.0]]),
]


def only(place: Any) -> Callable[[np.ndarray], np.ndarray]:
    def filled(right: np.ndarray) -> np.ndarray:
        result = np.zeros_like(right)
        result[place] = right[place]
        return result

    return filled


def wrong_at(place: Any) -> Callable[[np.ndarray], np.ndarray]:
    def changed(right: np.ndarray) -> np.ndarray:
        result = right.copy()
        result[place] = np.cos(7 * right[place]) + 20
        return result

    return changed


RELATIONS: list[tuple[str, Callable[[np.ndarray], Any]]] = [
    ("off-by-amount", lambda right: right + 1),
    ("off-by-factor", lambda right: 3 * right),
    ("partly-filled", only((slice(1, None), slice(1, None)))),
    ("partly-filled", only((slice(None, -1), slice(None)))),
    ("partly-filled", only((slice(None), 0))),
    ("signs-differ", np.abs),
    ("reshaped-not-transposed", lambda right: right.T.reshape(right.shape)),
    ("out-of-order", lambda right: right[::-1]),
    ("out-of-order", lambda right: np.sort(right, axis=None).reshape(right.shape)),
    ("rescaled", lambda right: (right - right.mean()) / right.std()),
    ("all-alike", lambda right: np.full_like(right, right.max())),
    ("wrong-at-edge", wrong_at((0, slice(None)))),
    ("last-wrong", lambda right: np.vstack([right[:-1], np.cos(right[-1:])])),
    ("first-wrong", lambda right: np.vstack([np.cos(right[:1]), right[1:]])),
    ("first-alone-right", lambda right: np.vstack([right[:1], np.cos(right[1:])])),
    ("results-missing", lambda right: right[1:, :-1]),
    ("results-added", lambda right: np.pad(right, 1)),
    ("one-number", np.sum),
    ("axes-missing", lambda right: np.cos(right).ravel()[:5]),
    ("axes-added", lambda right: np.cos(right)[np.newaxis]),
    ("one-short", lambda right: np.cos(right[:-1])),
    ("one-long", lambda right: np.cos(np.pad(right, [(0, 1), (0, 0)]))),
]


@pytest.mark.parametrize(("cause", "wrong"), RELATIONS)
def test_a_relation_is_named(cause: str, wrong: Callable[[np.ndarray], Any]) -> None:
    answers = [np.asarray(wrong(right)) for right in RIGHT]
    # The edge of a small answer is most of it.
    if cause == "wrong-at-edge":
        answers, right = answers[:1], RIGHT[:1]
        answers[0][1:-1, 0] += 1
        answers[0][-1] += 1
    else:
        right = RIGHT
    found = relation(answers, right)
    assert found is not None
    assert found.id == cause


def test_other_numbers_have_no_relation() -> None:
    assert relation([np.cos(9 * right) for right in RIGHT], RIGHT) is None
    assert relation([np.full((2, 9), 3.0)], RIGHT[:1]) is None


def test_a_relation_must_hold_in_every_answer() -> None:
    assert relation([RIGHT[0] + 1, np.cos(RIGHT[1])], RIGHT) is None


def test_an_array_is_not_looked_for_at_a_hundred_thousand_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[None] = []

    def never(*_: np.ndarray) -> np.ndarray:
        compared.append(None)
        return np.zeros(1, bool)

    monkeypatch.setattr(_relation, "_close", never)
    relation([np.arange(1_000.0)], [np.arange(2.0)])
    assert len(compared) == 999
    relation([np.arange(100_000.0)], [np.arange(2.0)])
    assert len(compared) == 999


@pytest.mark.parametrize("shape", [(200_000,), (400, 500), (20, 100, 100)])
def test_no_mistake_is_looked_for_in_an_answer_far_larger_than_the_right_one(
    shape: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(_judge, "Observed", never)
    large = np.arange(math.prod(shape), dtype=np.float32).reshape(shape)
    assert set(named("2.2", lambda labels, num_classes: large)) == {"wrong-shape"}


def of_two(x: np.ndarray, y: np.ndarray, weight: float) -> np.ndarray:
    return weight * x[:3] - np.array([y.sum(), y.max(), y.min()])


X, Y = np.array([1.5, 2.25, -0.5, 4.0]), np.array([7.25, -3.5, 0.75, 2.0])


IN_ANY_FUNCTION = [
    ("argument-ignored", of_two(X, 0 * Y, 1.5)),
    ("argument-ignored", of_two(X, Y, 1.0)),
    ("arguments-swapped", of_two(Y, X, 1.5)),
    ("data-left-out", of_two(X[:-1], Y[:-1], 1.5)),
    ("truncated", of_two(np.trunc(X), Y, 1.5)),
    ("squared", of_two(X, Y, 1.5) ** 2),
    ("root-taken", np.sqrt(np.abs(of_two(X, Y, 1.5)))),
]


@pytest.mark.parametrize(("cause", "answer"), IN_ANY_FUNCTION)
def test_what_can_happen_in_any_function_is_found(cause: str, answer: np.ndarray) -> None:
    assert cause in set(explaining(answer))


def explaining(answer: np.ndarray) -> list[str]:
    return [mistake.cause.id for mistake in GENERAL if gives(mistake, answer)]


def gives(mistake: Mistake, answer: np.ndarray) -> bool:
    try:
        with np.errstate(all="ignore"):
            result = np.asarray(mistake.made_in(of_two)(X, Y, 1.5))
    except Exception:
        return False
    return result.shape == answer.shape and bool(np.allclose(result, answer))


def named(task_id: str, function: Callable[..., Any]) -> list[str]:
    lab = next(lab for lab in find_course().labs if any(t.id == task_id for t in lab.tasks))
    rubric = load_rubric(lab)
    task: Task = next(task for task in rubric.tasks if task.id == task_id)
    with FunctionStudent(**{task.function: function}) as student:
        runner = CheckRunner(rubric, student, seed=0)
        results: list[CheckResult] = [runner.run(check) for check in task.checks]
    return [result.cause or "" for result in results if result.verdict is not Verdict.PASSED]


@pytest.mark.slow
def test_loops_that_start_at_one_with_a_flipped_kernel_are_both_named() -> None:
    def convolve(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
        height, width = kernel.shape
        rows = (image.shape[0] - height) // stride + 1
        columns = (image.shape[1] - width) // stride + 1
        result = np.zeros((rows, columns))
        for i in range(1, rows):
            for j in range(1, columns):
                top, left = i * stride, j * stride
                window = image[top : top + height, left : left + width]
                result[i, j] = np.sum(window * kernel[::-1, ::-1])
        return result

    assert "kernel-flipped+partly-filled" in named("3a.2", convolve)


def convolved(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    return convolve(image, kernel, stride=stride)


def odd(values: np.ndarray) -> np.ndarray:
    """Return numbers that nothing explains."""
    return np.cos(3 * values) + 17.3


def odd_row(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    result = convolved(image, kernel, stride)
    if len(result) > 3:
        result[1] = odd(result[1])
    return result


LOCATED: list[tuple[str, str, Callable[..., Any]]] = [
    (
        "wrong-for-some",
        "3a.2",
        lambda image, kernel, stride=1: (
            odd(convolved(image, kernel, stride))
            if stride == 3
            else convolved(image, kernel, stride)
        ),
    ),
    (
        "wrong-for-shapes",
        "3a.2",
        lambda image, kernel, stride=1: (
            convolved(image, kernel, stride)
            if kernel.shape[0] == kernel.shape[1]
            else odd(convolved(image, kernel, stride))
        ),
    ),
    (
        "wrong-for-values",
        "3a.2",
        lambda image, kernel, stride=1: np.where(
            convolved(image, kernel, stride) < 0,
            odd(convolved(image, kernel, stride)),
            convolved(image, kernel, stride),
        ),
    ),
    ("wrong-lines", "3a.2", odd_row),
]


@pytest.mark.slow
@pytest.mark.parametrize(("cause", "task_id", "function"), LOCATED)
def test_what_nothing_explains_is_located(
    cause: str, task_id: str, function: Callable[..., Any]
) -> None:
    found = named(task_id, function)
    assert found
    assert cause in found
