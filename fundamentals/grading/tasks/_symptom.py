"""What wrong answers show if no known mistake explains them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading._check import Cause
from fundamentals.grading.tasks._call import Call


@dataclass(frozen=True)
class Symptom:
    """Something that can be said about wrong answers.

    Attributes:
        cause: What a learner is told if it holds for every wrong answer.
        shows: Takes a wrong answer, the right one, and the call's arguments; returns whether it
            holds.
        vague: Whether it fits any wrong answer, so that a relation to the right one tells more.
    """

    cause: Cause
    shows: Callable[..., Any]
    vague: bool = False


def first_shown_by_all(
    symptoms: Sequence[Symptom], wrong: Sequence[tuple[Call, NDArray[Any], NDArray[Any]]]
) -> Cause | None:
    """Return the cause of the first symptom that every wrong answer shows; None if none does.

    Args:
        symptoms: Those of the task, the more specific first.
        wrong: Each wrong answer: the call with every argument by position, the answer, and the
            right one.
    """

    def has(symptom: Symptom, call: Call, answer: NDArray[Any], right: NDArray[Any]) -> bool:
        try:
            with np.errstate(all="ignore"):
                return bool(symptom.shows(answer, right, *call.arguments))
        except Exception:  # an answer of any shape may come
            return False

    for symptom in symptoms:
        if all(has(symptom, *row) for row in wrong):
            return symptom.cause
    return None
