from __future__ import annotations

import hashlib

import numpy as np
import pytest

from fundamentals.datasets._split import grouped_split, stratified_split


@pytest.fixture
def labels(random: np.random.Generator) -> np.ndarray:
    drawn: np.ndarray = random.choice(4, size=1000, p=[0.1, 0.2, 0.3, 0.4])
    return drawn


def test_every_class_gives_the_same_share(labels: np.ndarray) -> None:
    validation = stratified_split(labels, fraction=0.2, seed=3)
    for label in range(4):
        rows = labels == label
        assert validation[rows].sum() == round(0.2 * rows.sum())


def test_the_seed_alone_decides_which_rows_are_chosen(labels: np.ndarray) -> None:
    first = stratified_split(labels, fraction=0.2, seed=3)
    np.testing.assert_array_equal(first, stratified_split(labels, fraction=0.2, seed=3))
    assert (first != stratified_split(labels, fraction=0.2, seed=4)).any()


def test_a_split_is_the_same_on_every_machine_and_numpy() -> None:
    # The fixed splits of digits and sign_mnist rest on this.
    chosen = stratified_split(np.arange(1000) % 7, fraction=0.2, seed=0)
    assert np.flatnonzero(chosen)[:8].tolist() == [2, 3, 11, 13, 15, 20, 21, 32]
    assert hashlib.sha256(np.packbits(chosen).tobytes()).hexdigest()[:16] == "f2c09825893a87f3"


@pytest.mark.parametrize(("rows", "chosen"), [(1, 0), (2, 1), (3, 1), (10, 2)])
def test_a_small_class_keeps_a_row_for_training(rows: int, chosen: int) -> None:
    labels = np.zeros(rows, dtype=np.int64)
    assert stratified_split(labels, fraction=0.2, seed=0).sum() == chosen


def test_no_group_is_on_both_sides(random: np.random.Generator) -> None:
    groups = random.permutation(np.repeat(np.arange(300), random.integers(1, 40, 300)))
    labels = groups % 5
    validation = grouped_split(labels, groups, fraction=0.15, seed=1)
    assert not set(groups[validation]) & set(groups[~validation])
    for label in range(5):
        rows = labels == label
        largest = np.bincount(groups[rows]).max()
        assert abs(validation[rows].sum() - 0.15 * rows.sum()) <= largest / 2


def test_the_only_group_of_a_class_stays_in_training() -> None:
    labels = np.array([0, 0, 0, 1, 1])
    groups = np.array([0, 0, 0, 1, 2])
    validation = grouped_split(labels, groups, fraction=0.5, seed=0)
    assert not validation[:3].any()
    assert validation[3:].sum() == 1
