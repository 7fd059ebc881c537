"""Tasks 1.2, 1.3 and 1.6: the right answers, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Task
from fundamentals.grading.models import declare_scaling
from fundamentals.language import Text

Array = NDArray[Any]
Function = Callable[..., Any]

# One of the lab's own digits, as a learner may write it into the code.
_PIXELS = 28 * 28


def to_vectors(images: Array) -> Array:
    return images.reshape(len(images), -1).astype(np.float32) / 255


vectors_task = Task("1.2", right=to_vectors)
declare_scaling(vectors_task)


def _laid_out(cause: str, laid_out: Callable[[Array], Any]) -> None:
    """Declare that the images, scaled, are laid out so."""

    @vectors_task.mistake(cause=cause)
    def mistaken(to_vectors: Function, images: Array) -> Any:
        # The rows put back into images, so that a mistake in their values stays.
        return laid_out(np.reshape(to_vectors(images), images.shape))


_laid_out("vectors-not-flattened", lambda images: images)
_laid_out("vectors-not-flattened", lambda images: images[..., 0])
_laid_out("vectors-not-flattened", lambda images: images.reshape(*images.shape[:2], -1))
_laid_out("vectors-not-flattened", lambda images: images.reshape(len(images), -1, images.shape[3]))
_laid_out("sizes-fixed", lambda images: images.reshape(-1, _PIXELS))
_laid_out("vectors-all-in-one", np.ravel)
_laid_out("vectors-all-in-one", lambda images: images.reshape(1, -1))
_laid_out("vectors-as-columns", lambda images: images.reshape(len(images), -1).T)
_laid_out("vectors-mixed", lambda images: images.reshape(-1, len(images)).T)
_laid_out("vectors-mixed", lambda images: images.reshape(-1, len(images)))
_laid_out("vectors-mixed", lambda images: images.reshape(len(images), -1, order="F"))
_laid_out("vectors-mixed", lambda images: images.transpose(0, 2, 1, 3).reshape(len(images), -1))
_laid_out("vectors-mixed", lambda images: images.transpose(0, 3, 1, 2).reshape(len(images), -1))
_laid_out("vectors-first-only", lambda images: images[0].ravel())
_laid_out("vectors-first-only", lambda images: images[:1].reshape(1, -1))
_laid_out("vectors-one-channel", lambda images: images[..., 0].reshape(len(images), -1))
_laid_out("vectors-one-channel", lambda images: images.sum(axis=3).reshape(len(images), -1))
_laid_out("vectors-one-channel", lambda images: images.mean(axis=3).reshape(len(images), -1))
_laid_out("vectors-averaged", lambda images: images.mean(axis=(1, 2)))
_laid_out("vectors-averaged", lambda images: images.mean(axis=(1, 2, 3)))


def one_hot(label: int, num_classes: int) -> Array:
    row: Array = np.eye(num_classes)[label]
    return row


one_hot_task = Task("1.3", right=one_hot)


def _row(cause: str, row: Callable[[Array, int], Any]) -> None:
    """Declare what becomes of the row, from it and the label."""

    @one_hot_task.mistake(cause=cause)
    def mistaken(one_hot: Function, label: int, num_classes: int) -> Any:
        return row(np.asarray(one_hot(label, num_classes), dtype=float), label)


_row("labels-not-encoded", lambda row, label: label)
_row("labels-off-by-one", lambda row, label: np.where(np.arange(len(row)) == label - 1, 1, 0))
_row("labels-off-by-one", lambda row, label: np.where(np.arange(len(row)) == label + 1, 1, 0))
_row("labels-off-by-one", lambda row, label: np.roll(row, -1))
_row("labels-off-by-one", lambda row, label: np.roll(row, 1))
_row("one-hot-too-long", lambda row, label: np.append(row, 0))
_row("one-hot-too-long", lambda row, label: np.insert(row, 0, 0))
_row("one-hot-holds-label", lambda row, label: label * row)
_row("classes-fixed", lambda row, label: np.where(np.arange(10) == label, 1, 0))
_row("classes-fixed", lambda row, label: np.eye(24 if label > 9 else 10)[label])
_row("one-hot-inverted", lambda row, label: 1 - row)
_row("one-hot-mirrored", lambda row, label: row[::-1])
_row("one-hot-columns", lambda row, label: row[:, np.newaxis])
_row("one-hot-as-table", lambda row, label: row[np.newaxis])
_row("one-hot-as-table", lambda row, label: np.eye(len(row)))
_row("one-hot-up-to-label", lambda row, label: np.cumsum(row))
_row("one-hot-up-to-label", lambda row, label: np.cumsum(row[::-1])[::-1])
_row("one-hot-up-to-label", lambda row, label: np.cumsum(row[::-1])[::-1] - row)
_row("one-hot-negative", lambda row, label: 2 * row - 1)
_row("classes-counted-in-data", lambda row, label: row[: label + 1])
_row("one-hot-everywhere", lambda row, label: np.ones(len(row)))
_row("one-hot-everywhere", lambda row, label: np.full_like(row, label))
_row("one-hot-not-one", lambda row, label: row * len(row))
_row("one-hot-not-one", lambda row, label: row / 2)
_row("one-hot-not-one", lambda row, label: row * 2)
_row("one-hot-not-one", lambda row, label: row * 255)
_row("one-hot-not-one", lambda row, label: row * (label + 1))
_row("one-hot-not-one", lambda row, label: -row)
_row("one-hot-smoothed", lambda row, label: 0.9 * row + 0.1 / len(row))
_row("one-hot-smoothed", lambda row, label: np.where(row == 1, 1, 0.5))
_row("one-hot-smoothed", lambda row, label: np.where(row == 1, 1, 0.1))
_row("one-hot-smoothed", lambda row, label: np.where(row == 1, 0.9, 0.1 / (len(row) - 1)))
_row("one-hot-always-last", lambda row, label: np.eye(len(row))[-1])
_row("classes-listed", lambda row, label: np.arange(len(row)))
_row("classes-listed", lambda row, label: np.arange(1, len(row) + 1))
_row("one-hot-as-table", lambda row, label: np.diag(row))
_row("one-hot-as-table", lambda row, label: np.eye(len(row)) * 0 + row)
_row("one-hot-as-table", lambda row, label: (np.eye(len(row)) * 0 + row).T)
_row("one-hot-too-short", lambda row, label: row[:-1])
_row("one-hot-too-short", lambda row, label: row[1:])


def softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max())
    probabilities: Array = powers / powers.sum()
    return probabilities


softmax_task = Task("1.6", right=softmax)


def _made(cause: str, made: Callable[[Array], Any]) -> None:
    """Declare that this is made of the scores."""

    @softmax_task.mistake(cause=cause)
    def mistaken(softmax: Function, scores: Array) -> Any:
        return made(scores)


def _of_softmax(cause: str, changed: Callable[[Array], Any]) -> None:
    """Declare what becomes of the probabilities."""

    @softmax_task.mistake(cause=cause)
    def mistaken(softmax: Function, scores: Array) -> Any:
        return changed(np.asarray(softmax(scores)))


def _powers(scores: Array, base: float = np.e) -> Array:
    powers: Array = base ** (scores - scores.max())
    return powers


def _over_sum(values: Array) -> Array:
    shares: Array = values / values.sum()
    return shares


_made("softmax-overflow", lambda scores: _over_sum(np.exp(scores)))
_made("softmax-overflow", lambda scores: _over_sum(np.exp(scores - scores.min())))
_made("softmax-overflow", lambda scores: _over_sum(np.exp(scores - scores.mean())))
_made("softmax-overflow", lambda scores: _over_sum(np.exp(scores - scores[0])))
_made("softmax-overflow", lambda scores: _over_sum(np.exp(scores + scores.max())))
_made("softmax-not-divided", np.exp)
_made("softmax-without-powers", _over_sum)
_made("softmax-without-powers", lambda scores: scores / np.abs(scores).sum())
_made("softmax-without-powers", lambda scores: (scores - scores.min()) / np.ptp(scores))
_made("softmax-without-powers", lambda scores: _over_sum(scores - scores.min()))
_made("softmax-without-powers", lambda scores: scores / scores.max())
_made("softmax-without-powers", lambda scores: _over_sum(scores - scores.max()))
_made("softmax-without-powers", lambda scores: np.maximum(scores, 0) / np.maximum(scores, 0).sum())
_made("softmax-other-base", lambda scores: _over_sum(_powers(scores, 2)))
_made("softmax-other-base", lambda scores: _over_sum(_powers(scores, 10)))
_made("softmax-without-powers", lambda scores: _over_sum(scores**2))
_made("softmax-of-maximum", _powers)
_made("softmax-of-maximum", lambda scores: np.exp(scores) / np.exp(scores).max())
_made("softmax-is-sigmoid", lambda scores: 1 / (1 + np.exp(-scores)))
_made("softmax-is-sigmoid", lambda scores: _over_sum(1 / (1 + np.exp(-scores))))
_made("softmax-negated", lambda scores: _over_sum(_powers(-scores)))
_made("softmax-hard", lambda scores: np.where(scores == scores.max(), 1, 0))
_made("softmax-of-mean", lambda scores: _powers(scores) / _powers(scores).mean())
_made("softmax-of-norm", lambda scores: _powers(scores) / np.linalg.norm(_powers(scores)))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / scores.max())))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / scores.sum())))
_made("softmax-divided-by-count", lambda scores: _powers(scores) / len(scores))
_made("softmax-divided-by-count", lambda scores: np.exp(scores) / len(scores))
_of_softmax("softmax-log", np.log)
_of_softmax("softmax-of-softmax", lambda shares: _over_sum(np.exp(shares)))
_of_softmax("softmax-is-largest", lambda shares: shares.max())
_of_softmax("softmax-is-largest", lambda shares: shares.argmax())
_of_softmax("softmax-sorted", lambda shares: np.sort(shares)[::-1])
_of_softmax("softmax-sorted", np.sort)
_of_softmax("probability-in-percent", lambda shares: 100 * shares)
_of_softmax("one-hot-as-table", lambda shares: shares[np.newaxis])
_of_softmax("all-equal-shares", lambda shares: np.full_like(shares, 1 / len(shares)))
_of_softmax("all-equal-shares", np.ones_like)
_made("softmax-sum-plus-one", lambda scores: _powers(scores) / (_powers(scores).sum() + 1))
_made("softmax-sum-plus-one", lambda scores: (1 + _powers(scores)) / (1 + _powers(scores)).sum())
_made("softmax-sum-plus-one", lambda scores: _over_sum(_powers(scores) - 1))
_made("softmax-upside-down", lambda scores: _powers(scores).sum() / _powers(scores))
_made("softmax-of-scores-sum", lambda scores: _powers(scores) / scores.sum())
_made("softmax-of-scores-sum", lambda scores: np.exp(scores) / scores.sum())
_made("softmax-of-scores-sum", lambda scores: _powers(scores) / (scores - scores.max()).sum())
_made("softmax-of-scores-sum", lambda scores: _powers(scores) / np.exp(scores.sum()))
_made("softmax-of-scores-sum", lambda scores: np.exp(scores) / np.exp(scores.sum()))
_made(
    "softmax-of-scores-sum", lambda scores: _powers(scores) / np.exp((scores - scores.max()).sum())
)
_made("softmax-of-scores-sum", lambda scores: scores / np.exp(scores).sum())
_made("softmax-of-scores-sum", lambda scores: scores / _powers(scores).sum())
_made("softmax-signs-lost", lambda scores: _over_sum(_powers(np.abs(scores))))
_made("softmax-signs-lost", lambda scores: _over_sum(_powers(np.maximum(scores, 0))))
_made("softmax-is-relu", lambda scores: np.maximum(scores, 0))
_made("softmax-is-relu", np.tanh)
_made("softmax-is-relu", lambda scores: np.maximum(scores, 0) / scores.max())
_made("softmax-shifted-once", lambda scores: _powers(scores) / np.exp(scores).sum())
_made("softmax-shifted-once", lambda scores: np.exp(scores) / _powers(scores).sum())
_made("softmax-shifted-only", lambda scores: scores - scores.max())
_made("softmax-shifted-only", lambda scores: scores - scores.min())
_made("softmax-without-powers", lambda scores: _over_sum(scores - scores.mean()))
_made("softmax-without-powers", lambda scores: (scores - scores.mean()) / scores.std())
_made("softmax-without-powers", lambda scores: _over_sum(np.abs(scores)))
_made("softmax-without-powers", lambda scores: _over_sum((scores - scores.max()) ** 2))
_made("softmax-not-divided", lambda scores: _powers(scores) - _powers(scores).sum())
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / len(scores))))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(2 * scores)))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / 2)))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / 1000)))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / 10)))
_made("softmax-scaled-first", lambda scores: _over_sum(_powers(scores / 100)))
for _most in (1, 10, 20, 50, 80, 100, 300, 500, 700):
    _made(
        "softmax-clipped",
        lambda scores, most=_most: _over_sum(  # type: ignore[misc]
            np.exp(np.clip(scores, -most, most))
        ),
    )
_of_softmax("softmax-odds", lambda shares: shares / (1 - shares))
_of_softmax("softmax-complement", lambda shares: 1 - shares)
_of_softmax("softmax-added-up", np.cumsum)
_of_softmax("softmax-log", lambda shares: -np.log(shares))
_of_softmax("softmax-is-largest", np.sum)
_of_softmax("returned-early", lambda shares: shares[0])
_of_softmax("softmax-hard", lambda shares: np.where(shares > 0.5, 1, 0))
_of_softmax("softmax-hard", lambda shares: np.where(shares == shares.max(), shares, 0))


def _has_the_shape(answer: Array, right: Array) -> bool:
    return answer.shape == right.shape and bool(np.isfinite(answer).all())


@softmax_task.symptom("softmax-not-one", vague=True)
def not_one(answer: Array, right: Array, scores: Array) -> Any:
    return _has_the_shape(answer, right) and abs(answer.sum() - 1) > 1e-3


@softmax_task.symptom("softmax-order-lost", vague=True)
def order_lost(answer: Array, right: Array, scores: Array) -> Any:
    ordered = answer[np.argsort(scores)]
    return _has_the_shape(answer, right) and (np.diff(ordered) < -1e-6).any()


@softmax_task.symptom("softmax-other-powers", vague=True)
def other_powers(answer: Array, right: Array, scores: Array) -> Any:
    return _has_the_shape(answer, right)


@vectors_task.steps()
def vectors_in_steps(images: Array) -> Any:
    count, height, width, channels = images.shape
    vectors = np.zeros((count, height * width * channels))
    for index in range(count):
        vectors[index] = images[index].reshape(-1) / 255
    return vectors


@one_hot_task.steps(position=Text("the classes", "類別"))
def one_hot_in_steps(label: int, num_classes: int) -> Any:
    result = np.zeros(num_classes)
    for position in range(num_classes):
        if position == label:
            result[position] = 1
    return result


@softmax_task.steps()
def softmax_in_steps(scores: Array) -> Any:
    largest = np.max(scores)
    powers = np.exp(scores - largest)
    total = np.sum(powers)
    return powers / total
