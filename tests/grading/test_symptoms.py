"""Wrong answers that no declared mistake explains: what they show is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from rubrics import RUBRICS

from fundamentals.grading import CheckRunner, Verdict
from fundamentals.sandbox import FunctionStudent

TASKS = {task.id: (lab, task) for lab, rubric in RUBRICS.items() for task in rubric.tasks}


def second(change: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return what changes the second part of a right answer."""
    return lambda right, *call: (right(*call)[0], change(right(*call)[1]))


def first(change: Callable[[Any], Any]) -> Callable[..., Any]:
    return lambda right, *call: (change(right(*call)[0]), right(*call)[1])


def entry(name: str, change: Callable[..., Any]) -> Callable[..., Any]:
    return lambda right, *call: {**right(*call), name: change(right(*call)[name])}


def every_second_row_twice(images: Any) -> Any:
    return np.repeat(images[:, ::2], 2, axis=1)[:, : images.shape[1]]


def checkered(images: Any) -> Any:
    """Return brighter and darker pixels in turn: middles and widths stay."""
    return images * (0.7 + 0.3 * (np.indices(images.shape)[1:3].sum(axis=0) % 2))


def rows_of_one(weights: Any) -> Any:
    return weights / weights.sum(axis=1, keepdims=True)


def without_first_weight(weights: Any) -> Any:
    """Return rows without their first weight above 0, except those that have no other."""
    first = (weights > 0) & (np.cumsum(weights > 0, axis=1) == 1)
    several = (weights > 0).sum(axis=1, keepdims=True) > 1
    return rows_of_one(np.where(first & several, 0, weights))


def over_sum(values: Any) -> Any:
    return values / values.sum()


def of_blocks(number: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return what gives ``number`` of each block instead of its maximum."""

    def pooled(right: Callable[..., Any], image: Any, size: int) -> Any:
        rows, columns = (side // size for side in image.shape)
        blocks = image[: rows * size, : columns * size].reshape(rows, size, columns, size)
        return np.array([[number(blocks[i, :, j]) for j in range(columns)] for i in range(rows)])

    return pooled


def turned(images: Any, degrees: Any) -> Any:
    return TASKS["4a.2"][1].right(images, degrees)


def zoomed(images: Any, factors: Any) -> Any:
    return TASKS["4a.3"][1].right(images, factors)


def one_sided(x: np.ndarray) -> np.ndarray:
    """Return what a difference over a step of 1 adds to the slopes of a line's loss."""
    return np.array([np.mean(x**2), 1.0])


# The task, what it answers in place of what is right, and what is said about it.
WRONG: list[tuple[str, Callable[..., Any], str]] = [
    ("1.6", lambda right, s: right(s) ** 2 + 0.01, "softmax-not-one"),
    ("1.6", lambda right, s: over_sum((s - s.mean()) ** 2), "softmax-order-lost"),
    ("1.6", lambda right, s: over_sum(1 / (1 + s.max() - s)), "softmax-other-powers"),
    ("1.6", lambda right, s: over_sum(s.argsort().argsort() + 1), "softmax-other-powers"),
    ("3a.6", of_blocks(lambda b: np.maximum(b[0, 0], b[-1, -1])), "pool-not-largest"),
    ("3a.6", of_blocks(lambda b: np.sort(b, axis=None)[-2]), "pool-not-largest"),
    ("3a.6", of_blocks(lambda b: b.mean(axis=0).max()), "pool-no-pixel"),
    ("3a.6", of_blocks(lambda b: np.sqrt((b**2).sum())), "pool-no-pixel"),
    ("2.7", lambda right, w, b, x, y: right(w, b, x, y) + 0.1 * one_sided(x), "slope-one-sided"),
    ("4a.1", lambda right, i, d, r: np.repeat(right(i, d, r), 2, 1), "images-other-shape"),
    ("4a.1", lambda right, i, d, r: 0.7 - right(0.7 - i, d, r), "shift-moves-in-other"),
    (
        "4a.1",
        lambda right, i, d, r: right(i, d, r) * (np.arange(6) > 2)[:, None, None],
        "shift-erases",
    ),
    ("4a.1", lambda right, i, d, r: right(i, np.where(d > 0, 1, -1), r), "shift-by-other-numbers"),
    ("4a.1", lambda right, i, d, r: right(i, d, r) * 0.77 + 0.011, "shift-changes-pixels"),
    (
        "4a.1",
        lambda right, i, d, r: every_second_row_twice(right(i, d, r)),
        "shift-pixels-misplaced",
    ),
    ("4a.2", lambda right, i, d: right(i, d + 30), "rotated-by-another-angle"),
    ("4a.2", lambda right, i, d: zoomed(i, 1 + d / 180), "rotation-is-zoom"),
    ("4a.3", lambda right, i, f: turned(i, 90 * (f - 1)), "zoom-is-rotation"),
    ("4a.4", lambda right, i, f: right(np.roll(i, 1, 1) + i, f) / 2, "brightness-on-black"),
    ("4a.2", lambda right, i, d: np.roll(right(i, d), 3, 1), "not-about-the-middle"),
    ("4a.2", lambda right, i, d: np.repeat(right(i, d), 2, 1)[:, 12:37], "rotation-distorts"),
    (
        "4a.2",
        lambda right, i, d: np.where(right(i, d) > 0.01, right(i, d), 0.3),
        "corners-not-black",
    ),
    ("4a.2", lambda right, i, d: checkered(right(i, d)), "rotation-changes-pixels"),
    ("4a.3", lambda right, i, f: right(i, f**1.5), "zoom-by-another-factor"),
    ("4a.3", lambda right, i, f: np.repeat(right(i, f), 2, 1)[:, 12:37], "zoom-distorts"),
    ("4a.3", lambda right, i, f: checkered(right(i, f)), "zoom-changes-pixels"),
    ("4a.4", lambda right, i, f: right(i, f).clip(0.03, 0.9), "brightness-clipped-elsewhere"),
    ("4a.4", lambda right, i, f: right(i, f) * (right(i, f) < 1), "brightness-above-one-lost"),
    ("4a.4", lambda right, i, f: right(i, f**1.3), "brightness-by-other-factors"),
    ("4a.4", lambda right, i, f: right(i, f) ** 0.7, "brightness-not-multiplied"),
    ("4a.5", lambda right, c, d: right(c, d) or d == 7, "keeps-too-many"),
    ("4a.5", lambda right, c, d: right(c, d) and d != 8, "keeps-too-few"),
    ("4a.5", lambda right, c, d: right(c, d) != (d in (7, 8)), "keeps-mixed-up"),
    (
        "4b.1",
        lambda right, p: right(p) if p.ndim == 2 else p @ [0.5, 0.5, 0] / 255,
        "gray-color-left-out",
    ),
    (
        "4b.1",
        lambda right, p: right(p) if p.ndim == 2 else p @ [0.4, 0.4, 0.2] / 255,
        "gray-wrong-weights",
    ),
    ("4b.1", lambda right, p: right(p) if p.ndim == 2 else right(p) ** 1.3, "gray-not-weighed-sum"),
    ("4b.1", lambda right, p: right(p) if p.ndim == 3 else right(p) ** 1.3, "gray-picture-changed"),
    ("4b.1", lambda right, p: right(p)[::2, ::2], "gray-other-shape"),
    (
        "4b.2",
        lambda right, g: np.abs(g - 0.62) / (np.abs(g - 0.62).max() or 1),
        "paper-other-brightness",
    ),
    ("4b.2", lambda right, g: right(g) ** 0.7, "ink-not-in-proportion"),
    ("4b.2", lambda right, g: right(g)[::2, ::2], "ink-other-shape"),
    ("4b.3", lambda right, k: right(k)[2:-1, 1:], "crop-too-small"),
    ("4b.3", lambda right, k: k[2:-4, 2:-4] if len(k) > 8 else right(k), "crop-elsewhere"),
    ("4b.3", lambda right, k: right(k) ** 1.3, "crop-values-changed"),
    ("4b.3", lambda right, k: np.tile(right(k) ** 1.3, (2, 1)), "crop-no-rectangle"),
    ("4b.4", lambda right, n, s: right(n, s) * 0.5 + 0.5 / n, "weights-beyond"),
    (
        "4b.4",
        lambda right, n, s: (right(n, s) ** 2).T / (right(n, s) ** 2).sum(1),
        "weights-other-shape",
    ),
    ("4b.4", lambda right, n, s: without_first_weight(right(n, s)), "weights-pixel-left-out"),
    ("4b.4", lambda right, n, s: rows_of_one(right(n, s) ** 1.5), "weights-out-of-proportion"),
    ("4b.5", lambda right, k: right(k)[::2, ::2], "center-other-shape"),
    ("4b.5", lambda right, k: np.roll(right(k), (2, -1), (0, 1)), "center-elsewhere"),
    ("4b.5", lambda right, k: right(k) ** 1.3, "center-ink-changed"),
    ("4b.6", lambda right, p: right(p)[:, ::2, ::2], "prepared-other-shape"),
    ("4b.6", lambda right, p: right(p) + right(p) ** 2, "prepared-out-of-range"),
    ("4b.6", lambda right, p: np.maximum(right(p), 0.3), "prepared-background"),
    ("4b.6", lambda right, p: np.maximum(right(p), np.roll(right(p), 1, 2)), "prepared-other-size"),
    ("4b.6", lambda right, p: np.roll(right(p), 2, 1) ** 0.9, "prepared-elsewhere"),
    ("4b.6", lambda right, p: right(p) ** 1.3, "prepared-values"),
    ("4b.8", second(lambda share: share / 7), "share-wrong"),
    ("4b.8", first(lambda most: most / 3), "difference-wrong"),
    ("4b.8", lambda right, a, b: (right(a, b)[0] / 3, right(a, b)[1] / 7), "parity-both-wrong"),
    ("6.3", second(lambda count: count + 5), "separable-count-wrong"),
    ("6.3", first(lambda count: count + 5), "ordinary-count-wrong"),
    (
        "6.3",
        lambda right, *sizes: (right(*sizes)[0] + 5, right(*sizes)[1] + 7),
        "both-counts-wrong",
    ),
    ("6.6", second(lambda weights: weights[:, :1]), "attention-weights-shape"),
    ("6.6", second(lambda weights: weights - weights**2 - 0.2), "attention-weights-negative"),
    ("6.6", second(lambda weights: weights**1.1), "attention-rows-not-one"),
    ("6.6", second(lambda weights: (weights + weights[:, ::-1]) / 2), "attention-other-scores"),
    ("6.6", lambda right, q, k, v: right(0.77 * q, k, v), "attention-other-scale"),
    ("6.6", first(lambda outputs: outputs[:, :1]), "outputs-other-shape"),
    ("6.6", first(lambda outputs: outputs + outputs**2), "outputs-not-weighted"),
    ("6.6", second(lambda weights: [[1, 2], [3]]), "rows-uneven"),
    ("7.1", entry("image_shape", lambda shape: shape[:1]), "shape-wrong-length"),
    ("7.1", entry("image_shape", lambda shape: shape**2 + 1), "shape-not-lengths"),
    ("7.1", entry("images_a_class", lambda counts: list(enumerate(counts))), "counts-with-classes"),
    ("7.1", entry("images_a_class", lambda counts: counts[:3]), "counts-not-one-per-class"),
    (
        "7.1",
        entry("images_a_class", lambda counts: counts - np.arange(len(counts))),
        "counts-not-all",
    ),
    ("7.1", entry("images_a_class", lambda counts: np.roll(counts, 1)), "counts-at-wrong-classes"),
    ("7.1", entry("baseline", lambda share: [share, share]), "baseline-not-one-number"),
    ("7.1", entry("baseline", lambda share: share + 1.7), "baseline-out-of-range"),
    ("7.1", entry("baseline", lambda share: share**1.5), "baseline-too-low"),
    ("7.1", entry("baseline", lambda share: share**0.7), "baseline-too-high"),
    ("7.2", lambda right, i: right(i)[:, 1:-1], "images-cropped"),
    ("7.2", lambda right, i: right(i)[[1, 0, *range(2, len(i))]], "images-reordered"),
    ("7.2", lambda right, i: np.roll(right(i), 1, 2), "pixels-moved"),
    ("7.2", lambda right, i: np.maximum(right(i), 0.3), "pixels-by-another-rule"),
    ("7.2", lambda right, i: right(i) + np.roll(right(i), 1, 1), "pixels-depend-on-others"),
    ("7.6", first(lambda place: place + 99), "chosen-no-network"),
    ("7.6", first(lambda place: (place + 1) // 2), "chosen-another"),
    ("7.6", lambda right, v, t: (right(v, t)[0], np.sort(v)[-3]), "reported-other-validation"),
    ("7.6", second(lambda share: share**1.3), "reported-no-accuracy"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("task_id", "wrong", "cause"), WRONG, ids=[row[2] for row in WRONG])
def test_a_wrong_answer_says_what_it_shows(
    task_id: str, wrong: Callable[..., Any], cause: str
) -> None:
    expect_named(cause, task_id, wrong)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task_id", "wrong", "cause"),
    [
        ("4a.3", lambda right, i, f: 0.6 * right(i, f), "off-by-factor"),
        ("4b.5", lambda right, k: right(k) * np.eye(28), "partly-filled"),
        ("4b.6", lambda right, p: 0.6 * right(p), "off-by-factor"),
    ],
)
def test_a_relation_says_more_than_a_symptom_that_fits_anything(
    task_id: str, wrong: Callable[..., Any], cause: str
) -> None:
    expect_named(cause, task_id, wrong)


def expect_named(cause: str, task_id: str, wrong: Callable[..., Any]) -> None:
    lab, task = TASKS[task_id]
    function = {task.function: lambda *call: wrong(task.right, *call)}
    with FunctionStudent(**function) as student:
        runner = CheckRunner(RUBRICS[lab], student, seed=0)
        found = [runner.run(check) for check in task.checks]
    named = {name for result in found if result.cause for name in result.cause.split("+")}
    assert cause in named, (named, [result.message.en for result in found])
    assert any(result.verdict is Verdict.FAILED for result in found)
