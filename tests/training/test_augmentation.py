"""Augmentation, measured on a spot of known position and brightness."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.training import augment, set_seed, training_batches

STILL = {"shift": 0.0, "rotation": 0.0, "zoom": 0.0, "shear": 0.0}
COUNT = 200
MIDDLE = 13.5


def spots(row: float, column: float) -> NDArray[np.float32]:
    rows, columns = np.mgrid[:28, :28]
    spot = np.exp(-((rows - row) ** 2 + (columns - column) ** 2) / 8)
    return np.repeat(spot[None, :, :, None], COUNT, axis=0).astype(np.float32)


def places(images: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the center of mass of each image from the middle: (n, 2), rows and columns."""
    weights = images[..., 0].astype(np.float64)
    grid = np.mgrid[:28, :28] - MIDDLE
    moments = np.einsum("nij,kij->nk", weights, grid)
    return moments / weights.sum(axis=(1, 2))[:, None]


def altered(images: NDArray[np.float32], **ranges: float) -> NDArray[np.float32]:
    return augment(tf.constant(images), (1, 2), **{**STILL, **ranges}).numpy()


def test_with_every_range_at_zero_nothing_changes() -> None:
    images = np.random.default_rng(0).random((5, 28, 28, 1), dtype=np.float32)
    np.testing.assert_allclose(altered(images), images, atol=1e-6)


def test_a_shift_moves_by_up_to_its_pixels_along_both_axes() -> None:
    moved = places(altered(spots(MIDDLE, MIDDLE), shift=3))
    assert np.all(np.abs(moved) <= 3.01)
    assert np.all(moved.max(axis=0) > 2.5)
    assert np.all(moved.min(axis=0) < -2.5)


def test_a_rotation_turns_about_the_middle_by_up_to_its_degrees() -> None:
    np.testing.assert_allclose(places(altered(spots(MIDDLE, MIDDLE), rotation=30)), 0, atol=0.02)
    down, right = places(altered(spots(MIDDLE, MIDDLE + 8), rotation=30)).T
    degrees = np.degrees(np.arctan2(down, right))
    np.testing.assert_allclose(np.hypot(down, right), 8, atol=0.1)
    assert 27 < degrees.max() <= 30.3
    assert -30.3 <= degrees.min() < -27


def test_zoom_stretches_each_axis_for_itself() -> None:
    down, right = places(altered(spots(MIDDLE + 5, MIDDLE + 5), zoom=0.2)).T
    for distance in (down, right):
        assert 5 / 1.21 <= distance.min() < 4.4
        assert 5.9 < distance.max() <= 5 / 0.79
    assert np.corrcoef(down, right)[0, 1] == pytest.approx(0, abs=0.2)


def test_shear_moves_a_row_the_further_the_further_it_is_from_the_middle() -> None:
    near, far = (places(altered(spots(MIDDLE + at, MIDDLE), shear=0.2)) for at in (4, 8))
    np.testing.assert_allclose(far[:, 1], 2 * near[:, 1], atol=0.1)
    assert 1.4 < np.abs(far[:, 1]).max() <= 1.65
    np.testing.assert_allclose(far[:, 0], 8, atol=0.1)


def test_light_changes_by_image_and_within_its_ranges() -> None:
    gray = np.full((COUNT, 4, 4, 1), 0.9, dtype=np.float32)
    lighter = altered(gray, brightness=0.1)
    assert np.ptp(lighter, axis=(1, 2, 3)).max() < 1e-6
    assert 0.8 <= lighter.min() < 0.81
    assert 0.99 < lighter.max() <= 1.0
    stronger = altered(gray, contrast=0.5)
    assert 0.7 <= stronger.min() < 0.71
    assert 1.09 < stronger.max() <= 1.1


def test_the_same_seed_alters_alike_and_another_does_not() -> None:
    images = tf.constant(spots(10, 12))
    first, again, other = (augment(images, seed).numpy() for seed in ((3, 4), (3, 4), (3, 5)))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.1
    assert np.abs(first[0] - first[1]).max() > 0.1


def test_no_letter_is_ever_mirrored() -> None:
    """A bright spot to the right of a dark one stays there under any augmentation."""
    right = places(altered(spots(MIDDLE, 22), **{"rotation": 45, "zoom": 0.3, "shift": 3}))[:, 1]
    assert right.min() > 0


def rows_of(batches: tf.data.Dataset) -> tuple[list[int], list[int]]:
    images, labels = zip(*batches.as_numpy_iterator(), strict=True)
    return np.concatenate(images).astype(int).ravel().tolist(), np.concatenate(labels).tolist()


def test_an_epoch_has_every_image_once_with_its_label_in_a_new_order() -> None:
    set_seed(0)
    images, labels = np.arange(50, dtype=np.float32)[:, None], np.arange(50) * 2
    batches = training_batches(images, labels, batch_size=16, augment=lambda images, seed: images)
    first, second = rows_of(batches), rows_of(batches)
    assert [len(batch) for batch, _ in batches.as_numpy_iterator()] == [16, 16, 16, 2]
    for rows, theirs in (first, second):
        assert sorted(rows) == list(range(50))
        assert theirs == [2 * row for row in rows]
    assert first != second


def test_the_same_global_seed_gives_the_same_batches_and_new_alterations_every_epoch() -> None:
    images, labels = spots(10, 12)[:8], np.arange(8)

    def two_epochs() -> list[NDArray[np.float32]]:
        set_seed(5)
        batches = training_batches(images, labels, batch_size=8, augment=augment)
        return [batch for _ in range(2) for batch, _ in batches.as_numpy_iterator()]

    first, again = two_epochs(), two_epochs()
    np.testing.assert_array_equal(first, again)
    assert np.abs(first[0].sum(axis=0) - first[1].sum(axis=0)).max() > 0.1
