"""A random split of augmented photographs flatters; a table shows by how much."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from fundamentals.datasets import load_dataset
from fundamentals.errors import ArgumentError
from fundamentals.language import use_language
from fundamentals.training import compare_splits


def test_a_dataset_without_test_images_is_refused() -> None:
    digits = load_dataset("digits")
    with pytest.raises(ArgumentError, match="digits has no test images"):
        compare_splits(digits, lambda shape, classes: None)  # type: ignore[arg-type, return-value]


@pytest.mark.slow
def test_each_way_of_splitting_is_a_row(data_home: Path) -> None:
    import keras

    signs = load_dataset("sign_mnist")
    assert signs.test is not None

    def build(shape: tuple[int, ...], classes: int) -> keras.Model:
        layers = [keras.Input(shape), keras.layers.Flatten(), keras.layers.Dense(classes)]
        return keras.Sequential([*layers, keras.layers.Softmax()])

    some = np.arange(0, len(signs.test), 20)
    test = dataclasses.replace(
        signs.test, images=signs.test.images[some], labels=signs.test.labels[some]
    )
    with use_language("en"):
        table = compare_splits(dataclasses.replace(signs, test=test), build, epochs=1)
    assert list(table.index) == [
        "split by image",
        "split by photograph",
        "… and augmented",
        "… and mirrored, too",
    ]
    twins, validation, _ = (table[column] for column in table.columns)
    assert twins.iloc[0] > 0.98
    assert list(twins.iloc[1:]) == [0, 0, 0]
    assert validation.iloc[0] > validation.iloc[1]
