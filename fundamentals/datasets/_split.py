"""Splits into training and validation rows: deterministic, the same on every machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def stratified_split(labels: NDArray[np.int64], *, fraction: float, seed: int) -> NDArray[np.bool_]:
    """Choose validation rows at random, the same fraction of every class.

    Args:
        labels: Integer array ``(n,)``.
        fraction: Fraction of each class to choose, between 0 and 1; rounded to at least one row and
            at most all but one. The only row of a class is never chosen.
        seed: The same seed chooses the same rows.

    Returns:
        Boolean array ``(n,)``, True for a validation row.
    """
    chosen = np.zeros(len(labels), dtype=np.bool_)
    order = _shuffled(len(labels), seed)
    for label in np.unique(labels):
        rows = order[labels[order] == label]
        count = min(max(1, round(fraction * len(rows))), len(rows) - 1)
        chosen[rows[:count]] = True
    return chosen


def grouped_split(
    labels: NDArray[np.int64], groups: NDArray[np.int64], *, fraction: float, seed: int
) -> NDArray[np.bool_]:
    """Choose whole groups of rows at random, about the same fraction of every class.

    Args:
        labels: Integer array ``(n,)``.
        groups: Integer array ``(n,)``; rows with the same number stay together. All rows of a
            group have the same label; :func:`mixed_split` is for others.
        fraction: Fraction of each class to choose, between 0 and 1, met to within half of the group
            at the border. The only group of a class is never chosen.
        seed: The same seed chooses the same groups.

    Returns:
        Boolean array ``(n,)``, True for a validation row.
    """
    validation_groups = []
    for label in np.unique(labels):
        members, sizes = np.unique(groups[labels == label], return_counts=True)
        order = _shuffled(len(members), seed)
        reached = np.cumsum(sizes[order])
        nearest = int(np.argmin(np.abs(reached - fraction * reached[-1])))
        validation_groups.append(members[order[: min(nearest + 1, len(members) - 1)]])
    return np.isin(groups, np.concatenate(validation_groups))


def mixed_split(
    labels: NDArray[np.int64], groups: NDArray[np.int64], *, fraction: float, seed: int
) -> NDArray[np.bool_]:
    """Choose whole groups of rows, each of any classes, about the same fraction of every class.

    Groups are tried in random order. One is chosen if that brings the numbers of rows per class
    closer to the fraction, and leaves rows of each of its classes.

    Args:
        labels: Integer array ``(n,)``.
        groups: Integer array ``(n,)``; rows with the same number stay together.
        fraction: Fraction of each class to choose, between 0 and 1.
        seed: The same seed chooses the same groups.

    Returns:
        Boolean array ``(n,)``, True for a validation row. A class whose rows are all in one group
        has none.
    """
    _, numbers = np.unique(groups, return_inverse=True)
    counts = np.zeros((numbers.max() + 1, labels.max() + 1), dtype=np.int64)
    np.add.at(counts, (numbers, labels), 1)
    every, wanted = counts.sum(axis=0), fraction * counts.sum(axis=0)
    chosen, reached = np.zeros(len(counts), dtype=np.bool_), np.zeros_like(every)
    for group in _shuffled(len(counts), seed):
        new = reached + counts[group]
        nearer = np.square(new - wanted).sum() < np.square(reached - wanted).sum()
        first = ((reached == 0) & (counts[group] > 0)).any()
        if (nearer or first) and (new < every)[counts[group] > 0].all():
            chosen[group], reached = True, new
    return chosen[numbers]


def _shuffled(count: int, seed: int) -> NDArray[np.int64]:
    """Return 0 … count - 1 in random order.

    NumPy guarantees the raw stream of a bit generator forever, but not the result of
    ``Generator.shuffle``: a fixed split must not change with the version of NumPy.
    """
    return np.argsort(np.random.PCG64(seed).random_raw(count), kind="stable")
