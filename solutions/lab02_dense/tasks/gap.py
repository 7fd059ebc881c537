"""Task 2.5: the right answer, and the mistakes that learners make."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

from fundamentals.grading import Task
from fundamentals.sandbox import HistoryArgument

Function = Callable[..., Any]


def generalization_gap(history: HistoryArgument) -> float:
    return history.history["accuracy"][-1] - history.history["val_accuracy"][-1]


gap_task = Task("2.5", right=generalization_gap)


def _gap(cause: str, gap: Callable[[Any, Any], Any], train: str = "accuracy") -> None:
    """Declare that this is taken of all training and validation numbers."""

    @gap_task.mistake(cause=cause)
    def mistaken(generalization_gap: Function, history: HistoryArgument) -> Any:
        curves = history.history
        return gap(np.array(curves[train]), np.array(curves[f"val_{train}"]))


def _of_gap(cause: str, changed: Callable[[float], Any]) -> None:
    """Declare what becomes of the gap."""

    @gap_task.mistake(cause=cause)
    def mistaken(generalization_gap: Function, history: HistoryArgument) -> Any:
        return changed(generalization_gap(history))


_gap("gap-of-first-epoch", lambda train, valid: train[0] - valid[0])
_gap("gap-of-best", lambda train, valid: train.max() - valid.max())
_gap("gap-of-best", lambda train, valid: train[valid.argmax()] - valid.max())
_gap("gap-largest", lambda train, valid: (train - valid).max())
_gap("gap-largest", lambda train, valid: np.abs(train - valid).max())
_gap("gap-of-means", lambda train, valid: train.mean() - valid.mean())
_gap("gap-of-losses", lambda train, valid: train[-1] - valid[-1], train="loss")
_gap("gap-of-losses", lambda train, valid: valid[-1] - train[-1], train="loss")
_gap("gap-every-epoch", lambda train, valid: train - valid)
_gap("gap-epoch-before", lambda train, valid: train[-2] - valid[-2])
_gap("gap-relative", lambda train, valid: (train[-1] - valid[-1]) / train[-1])
_gap("gap-relative", lambda train, valid: (train[-1] - valid[-1]) / valid[-1])
_gap("gap-relative", lambda train, valid: train[-1] / valid[-1])
_gap("gap-one-curve", lambda train, valid: train[-1])
_gap("gap-one-curve", lambda train, valid: valid[-1])
_gap("gap-one-curve", lambda train, valid: train[-1] - train[0])
_gap("gap-one-curve", lambda train, valid: valid[-1] - valid[0])
_of_gap("gap-in-points", lambda gap: 100 * gap)
_of_gap("gap-reversed", lambda gap: -gap)
_of_gap("gap-absolute", abs)
_of_gap("gap-absolute", lambda gap: max(gap, 0))
_gap("gap-added", lambda train, valid: train[-1] + valid[-1])
_gap("gap-added", lambda train, valid: (train[-1] + valid[-1]) / 2)
_gap("gap-added", lambda train, valid: train[-1] * valid[-1])
_gap("gap-of-different-epochs", lambda train, valid: train[-1] - valid[0])
_gap("gap-of-different-epochs", lambda train, valid: train[0] - valid[-1])
_gap("gap-of-different-epochs", lambda train, valid: train.max() - valid[-1])
_gap("gap-of-different-epochs", lambda train, valid: train[-1] - valid.max())
_gap("gap-of-different-epochs", lambda train, valid: train.max() - valid.min())
_gap("gap-of-different-epochs", lambda train, valid: train[-1] - valid[-2])
_gap("gap-of-different-epochs", lambda train, valid: train[-1] - valid.mean())
_gap("gap-largest", lambda train, valid: np.abs(train - valid).min())
_gap("gap-largest", lambda train, valid: (train - valid).min())
_gap("gap-of-means", lambda train, valid: train[-3:].mean() - valid[-3:].mean())
_gap("gap-of-means", lambda train, valid: train[-2:].mean() - valid[-2:].mean())
_gap("gap-of-means", lambda train, valid: np.median(train) - np.median(valid))
_gap("gap-of-means", lambda train, valid: (train - valid).sum())
_gap("gap-epoch-before", lambda train, valid: train[1] - valid[1])
_gap("gap-one-curve", lambda train, valid: train[-1] - train[-2])
_gap("gap-one-curve", lambda train, valid: valid[-1] - valid[-2])
_gap("gap-one-curve", lambda train, valid: train.max())
_gap("gap-one-curve", lambda train, valid: valid.max())
_gap("gap-one-curve", lambda train, valid: 1 - valid[-1])
_gap("gap-one-curve", lambda train, valid: 1 - train[-1])
_of_gap("gap-halved", lambda gap: gap / 2)
_of_gap("gap-halved", lambda gap: gap**2)


def _between(one: str, other: str) -> None:
    """Declare that two other curves were taken."""

    @gap_task.mistake(cause="gap-of-other-curves")
    def mistaken(generalization_gap: Function, history: HistoryArgument) -> Any:
        return history.history[one][-1] - history.history[other][-1]


for _one, _other in itertools.permutations(("accuracy", "loss", "val_accuracy", "val_loss"), 2):
    if _one.removeprefix("val_") != _other.removeprefix("val_"):
        _between(_one, _other)


@gap_task.steps()
def gap_in_steps(history: HistoryArgument) -> float:
    training = history.history["accuracy"]
    validation = history.history["val_accuracy"]
    return training[-1] - validation[-1]
