"""Task 2.5: the right answer, and the mistakes that learners make."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from fundamentals.grading import Task
from fundamentals.sandbox import GivenHistory

Function = Callable[..., Any]


def generalization_gap(history: GivenHistory) -> float:
    return history.history["accuracy"][-1] - history.history["val_accuracy"][-1]


gap_task = Task("2.5", right=generalization_gap)


def _gap(cause: str, gap: Callable[[Any, Any], Any], train: str = "accuracy") -> None:
    """Declare that this is taken of all training and validation numbers."""

    @gap_task.mistake(cause=cause)
    def mistaken(generalization_gap: Function, history: GivenHistory) -> Any:
        curves = history.history
        return gap(np.array(curves[train]), np.array(curves[f"val_{train}"]))


def _of_gap(cause: str, changed: Callable[[float], Any]) -> None:
    """Declare what becomes of the gap."""

    @gap_task.mistake(cause=cause)
    def mistaken(generalization_gap: Function, history: GivenHistory) -> Any:
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
