"""Sets of TensorFlow Datasets, from small ones prepared here and from the real MNIST."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fundamentals.datasets import catalogue, load_dataset
from fundamentals.errors import DatasetError, UnknownDatasetError

tfds = pytest.importorskip("tensorflow_datasets")


def examples(
    count: int, shape: Callable[[int], tuple[int, int, int]], classes: int = 3
) -> list[dict[str, Any]]:
    generator = np.random.default_rng(count)
    return [
        {
            "image": generator.integers(0, 256, shape(index), dtype=np.uint8),
            "label": index % classes,
        }
        for index in range(count)
    ]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data_dir with small sets in the format of TensorFlow Datasets."""
    data_dir = tmp_path_factory.mktemp("tfds")
    kinds = tfds.features
    label = kinds.ClassLabel(names=["ant", "bee", "cow"])

    def store(name: str, features: dict[str, Any], splits: dict[str, Any], **more: Any) -> None:
        tfds.dataset_builders.store_as_tfds_dataset(
            name=name,
            version="1.0.0",
            features=kinds.FeaturesDict(features),
            split_datasets={split: list(enumerate(rows)) for split, rows in splits.items()},
            data_dir=data_dir,
            disable_shuffling=True,
            **more,
        )

    colour = {"image": kinds.Image(shape=(10, 12, 3)), "label": label}
    store(
        "colours",
        colour,
        {
            "train": examples(60, lambda index: (10, 12, 3)),
            "test": examples(9, lambda index: (10, 12, 3)),
        },
    )
    store(
        "sizes",
        {"image": kinds.Image(shape=(None, None, 3)), "label": label},
        {"train": examples(30, lambda index: (8 + index, 9, 3))},
    )
    unlabelled = [{**example, "label": -1} for example in examples(6, lambda index: (10, 12, 3))]
    store("contest", colour, {"train": examples(30, lambda index: (10, 12, 3)), "test": unlabelled})
    store("tests_only", colour, {"test": examples(9, lambda index: (10, 12, 3))})
    store("words", {"text": kinds.Text(), "label": label}, {"train": [{"text": "a", "label": 0}]})
    store("variants", colour, {"train": examples(30, lambda i: (10, 12, 3))}, config="small")
    store("several", colour, {"train": examples(30, lambda i: (10, 12, 3))}, config="one")
    store("several", colour, {"train": examples(30, lambda i: (10, 12, 3))}, config="two")
    return data_dir
