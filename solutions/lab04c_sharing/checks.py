"""Lab 4c, a model out of the lab: naming classes, comparing a copy.

Arrays in, arrays out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.grading import Calls, lab_causes
from fundamentals.language import Text

from .tasks.compare import compare_task
from .tasks.likeliest import PAIRS, draw_many, draw_named, draw_tied, likeliest_task

causes = lab_causes(__file__)

Array = NDArray[Any]


@likeliest_task.case(weight=1, title=Text("the three likeliest", "最可能的三個"), part=PAIRS)
def three_likeliest(random: np.random.Generator) -> Calls:
    yield draw_named(random, num_classes=6, count=3)
    yield draw_named(random, num_classes=7, count=3)


@likeliest_task.case(
    weight=0.75, title=Text("one, and more than there are", "只要一個，以及超過全部"), part=PAIRS
)
def one_and_all(random: np.random.Generator) -> Calls:
    yield draw_named(random, num_classes=5, count=1)
    yield draw_named(random, num_classes=3, count=5)


@likeliest_task.case(
    weight=0.25,
    title=Text("two equally likely, in any order", "兩個一樣可能，順序不拘"),
    part=PAIRS,
)
def equally_likely(random: np.random.Generator) -> Calls:
    yield draw_tied(random)
    yield draw_tied(random)


@likeliest_task.case(
    weight=0.25,
    title=Text("a thousand classes, in order", "一千個類別，依序排列"),
    needs=(three_likeliest,),
    part=PAIRS,
)
def thousand_classes(random: np.random.Generator) -> Calls:
    yield draw_many(random)


@compare_task.case(
    weight=2,
    title=Text("largest difference and same answers", "最大差與相同的答案"),
    uneven=causes.DIFFERENCE_OF_EACH,
)
def parity(random: np.random.Generator) -> Calls:
    first, second = _draw_two_answers(random)
    yield first, second
    second, first = _draw_two_answers(random, same_answer=False)
    yield first, second
    yield _draw_two_opinions(random)


def _draw_two_answers(
    random: np.random.Generator, *, same_answer: bool = True
) -> tuple[Array, Array]:
    """Draw what two models say of 12 images of 5 classes, float32 probabilities.

    In three images they name another class. They differ most in a class that neither names.

    Args:
        random: What it is drawn from.
        same_answer: Whether both are most confident of the same answer about the same image.
    """
    powers = np.exp(random.uniform(0, 1, size=(12, 5)))
    first = powers / powers.sum(axis=1, keepdims=True)
    second = first.copy()
    for row, pair in enumerate(np.argsort(first, axis=1)[:3, -2:]):
        second[row, pair] = first[row, pair[::-1]]
    # In one image they say quite the same, and in some the first is surer of the same answer.
    for row, order in enumerate(np.argsort(first, axis=1)[4:], start=4):
        pair = order[:2] if row < 9 else order[[0, -1]]
        moved = random.uniform(0.005, 0.015)
        first[row, pair] += (-moved, moved)
    classes, part = random.permutation(5), random.uniform(0.001, 0.009)
    first[5, classes], second[5, classes] = (0.5, 0.4, 0.05, 0.05, 0), (0.5, 0, 0.2, 0.1, 0.2)
    # No whole hundredth: rounding shows.
    first[5, classes[1:3]] += (part, -part)
    # And both are most confident of one answer.
    first[6, classes], second[6, classes] = (0.6, *4 * [0.1]), (0.64, 0.06, *3 * [0.1])
    if not same_answer:
        second[6, classes] = (0.46, 0.24, *3 * [0.1])
    return first.astype(np.float32), second.astype(np.float32)


def _draw_two_opinions(random: np.random.Generator) -> tuple[Array, Array]:
    """Draw what two models say of 10 images of 5 classes, float32 probabilities, none alike.

    They differ most about an image for which they name different classes.
    """
    powers = np.exp(random.uniform(0, 1, size=(10, 5)))
    others = powers * np.exp(random.uniform(-0.2, 0.2, size=powers.shape))
    first, second = (one / one.sum(axis=1, keepdims=True) for one in (powers, others))
    row, classes = random.integers(len(first)), random.permutation(5)
    # No whole hundredth: rounding shows.
    part = random.uniform(0.001, 0.004)
    first[row, classes] = (0.5 - part, 0.3 + part, 0.1, 0.06, 0.04)
    second[row, classes] = (0.03, 0.77, 0.09, 0.05, 0.06)
    return first.astype(np.float32), second.astype(np.float32)
