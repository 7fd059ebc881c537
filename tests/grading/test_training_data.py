"""The arguments of ``fit`` decide whether every image was trained on, with its own label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fundamentals.grading import FailedCheckError
from fundamentals.grading.models import expect_training_data
from fundamentals.grading.models._short_training import ShortTraining
from fundamentals.grading.models._splits import DrawnSplits
from fundamentals.sandbox import FitFacts, RemoteHistory, array_facts
from fundamentals.sandbox._fit_facts import read_fits

COUNT = 60
RANDOM = np.random.default_rng(0)
X = RANDOM.random((COUNT, 6, 6, 1), dtype=np.float32)
Y = np.arange(COUNT) % 5
X_VALID, Y_VALID = RANDOM.random((20, 6, 6, 1), dtype=np.float32), np.arange(20) % 5
ORDER = RANDOM.permutation(COUNT)
Pairs = list[tuple[Any, Any]]


def fits_of(
    pairs: Pairs, validation: tuple[Any, Any] = (X_VALID, Y_VALID), split: float = 0.0
) -> tuple[FitFacts, ...]:
    held_out = dict(
        zip(("validation_x", "validation_y"), map(array_facts, validation), strict=True)
    )
    rest = {"epochs": 1, "batch_size": 8, "validation_split": split, "validation_images": 20}
    rest["learning_rate"] = 0.001
    return read_fits(
        [{"x": array_facts(x), "y": array_facts(y), **held_out, **rest} for x, y in pairs], None
    )


RIGHT: dict[str, Callable[[], Pairs]] = {
    "as_given": lambda: [(X, Y)],
    "one_hot": lambda: [(X, np.eye(5)[Y])],
    "shuffled_together": lambda: [(X[ORDER], Y[ORDER].astype(np.float32))],
    "flattened": lambda: [(X.reshape(COUNT, -1).astype(np.float64), Y[:, np.newaxis])],
    "changed": lambda: [(X[:, :, ::-1] * 0.9, Y)],
    "changed_and_doubled": lambda: [
        (np.concatenate([X, X[:, ::-1]]), np.concatenate([Y, Y])),
    ],
    # More rows than are told one by one.
    "repeated_many_times": lambda: [(np.concatenate([X] * 10), np.concatenate([Y] * 10))],
    "many_changed_and_all_as_given": lambda: [
        (np.concatenate([X * factor for factor in np.linspace(0.5, 1, 10)]), np.tile(Y, 10)),
        (X, Y),
    ],
    "in_batches": lambda: [(X[at : at + 16], Y[at : at + 16]) for at in range(0, 48, 16)],
    "in_two_parts": lambda: [(X[:40], Y[:40]), (X[40:], Y[40:])],
    "a_pipeline": lambda: [(iter(X), None)],
    "not_observed": list,
}
WRONG: dict[str, tuple[str, Callable[[], Pairs]]] = {
    "images_shuffled": ("labels-of-other-images", lambda: [(X[ORDER], Y)]),
    "labels_shuffled": ("labels-of-other-images", lambda: [(X, np.eye(5)[Y[ORDER]])]),
    "labels_from_one": ("labels-of-other-images", lambda: [(X, Y + 1)]),
    "half": ("trained-on-part", lambda: [(X[:30], Y[:30])]),
    "all_but_a_tenth": ("trained-on-part", lambda: [(X[6:], Y[6:])]),
    "the_same_half_twice": ("trained-on-part", lambda: [(X[::2], Y[::2])] * 2),
    "half_and_changed": ("trained-on-part", lambda: [(X[:30] * 2, Y[:30])]),
    "first_batches": (
        "trained-on-part",
        lambda: [(X[at : at + 8], Y[at : at + 8]) for at in range(0, 32, 8)],
    ),
}


@pytest.mark.parametrize("pairs", RIGHT.values(), ids=RIGHT)
def test_all_images_with_their_labels_are_right(pairs: Callable[[], Pairs]) -> None:
    expect_training_data(fits_of(pairs()), (X, Y), (X_VALID, Y_VALID))


@pytest.mark.parametrize(("cause", "pairs"), WRONG.values(), ids=WRONG)
def test_a_wrong_pair_or_a_part_is_named(cause: str, pairs: Callable[[], Pairs]) -> None:
    with pytest.raises(FailedCheckError) as failure:
        expect_training_data(fits_of(pairs()), (X, Y), (X_VALID, Y_VALID))
    assert failure.value.finding.cause == cause


def test_validation_images_have_their_own_labels_too() -> None:
    with pytest.raises(FailedCheckError, match="20 of 20"):
        expect_training_data(
            fits_of([(X, Y)], (X_VALID, (Y_VALID + 1) % 5)), (X, Y), (X_VALID, Y_VALID)
        )


@pytest.mark.parametrize("labels", [np.sort(Y), np.eye(5)[np.sort(Y)]], ids=["numbers", "one-hot"])
def test_a_split_that_holds_back_a_whole_class_is_told(labels: Any) -> None:
    with pytest.raises(FailedCheckError) as told:
        expect_training_data(fits_of([(X, labels)], split=0.3), (X, np.sort(Y)))
    assert told.value.finding.cause == "trained-on-part"


@pytest.mark.parametrize(("labels", "split"), [(Y, 0.3), (np.sort(Y), 0.1)])
def test_a_split_that_leaves_images_of_each_class_is_right(labels: Any, split: float) -> None:
    expect_training_data(fits_of([(X, labels)], split=split), (X, labels))


@pytest.mark.parametrize(
    ("history", "cause"),
    [
        ({"loss": [1.0, 1.0], "val_loss": [1.0, 1.0]}, "no-accuracy"),
        ({"loss": [1.0, 1.0]}, "no-validation"),
        ({"loss": [1.0, 1.0], "accuracy": [0.5, 0.5]}, "no-validation"),
    ],
)
def test_what_a_history_lacks_is_named(history: dict[str, list[float]], cause: str) -> None:
    splits = DrawnSplits(X, Y, X_VALID, Y_VALID, X_VALID, Y_VALID, tuple("abcde"))
    model: Any = None
    returned = RemoteHistory(history, (0, 1), None)
    training = ShortTraining(splits, 1, model, True, True, returned, ())
    with pytest.raises(FailedCheckError) as caught:
        training.expect_validation()
    assert caught.value.finding.cause == cause
