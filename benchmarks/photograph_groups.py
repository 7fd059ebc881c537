"""Sign Language MNIST's photographs: finding groups, leaks of a random split, cost of mirroring.

    python benchmarks/photograph_groups.py photograph-groups
    python benchmarks/photograph_groups.py leak

`photograph-groups` only compares images. `leak` trains lab 3b's network four times: on a random
split, on a split by photograph, on augmented images, and on augmented and mirrored ones. Each is
measured on its validation split and on the official test file, which is not used for any choice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.cli import main
from fundamentals.comparison import find_models, load_recipes
from fundamentals.datasets import load_dataset, photograph_groups
from fundamentals.language import Text
from fundamentals.training import augment, fit, set_seed, training_batches
from fundamentals.training._splits import mirrored, unchanged

if TYPE_CHECKING:
    pass

ALTERATIONS = 21
VALIDATION_SHARE = 0.15


def measure_groups(run: BenchmarkContext) -> Iterator[Figure]:
    """Yield the number of photographs found and the correlations between them."""
    dataset = load_dataset("sign_mnist")
    everything = dataset.train_and_validation
    images, labels = everything.images, everything.labels
    groups = photograph_groups(images, labels)
    sizes = np.bincount(groups)
    yield Figure("groups", Text("groups found", "找到的群組"), len(sizes), spec=",.0f")
    near = np.abs(sizes - ALTERATIONS * np.maximum(np.round(sizes / ALTERATIONS), 1)) <= 1
    yield Figure(
        "sizes-as-expected",
        Text(
            "groups of 21 images or a multiple, give or take one",
            "大小是 21 的倍數（容許差一）的群組",
        ),
        100 * near.mean(),
        "%",
        at_least=90,
        spec=".1f",
    )
    own, other = nearest(images, labels, groups)
    for name, title, values in (
        ("own", Text("of the same group", "同一群組"), own),
        ("other", Text("of another group of the letter", "同字母的其他群組"), other),
    ):
        label = Text(
            "correlation with the nearest image {which}, median",
            "與最相近圖像（{which}）的相關係數，中位數",
        ).format(which=title)
        yield Figure(f"nearest-{name}", label, float(np.median(values)), spec=".3f")
    at_random = np.random.default_rng(run.seed).random(len(labels)) < VALIDATION_SHARE
    by_photograph = np.arange(len(labels)) >= len(dataset.train)
    for name, title, held_out, bound in (
        ("random", Text("a random split", "隨機分割"), at_random, None),
        ("grouped", Text("a split by photograph", "依照片分割"), by_photograph, 0.0),
    ):
        label = Text(
            "validation images with a twin in training, {split}",
            "在訓練集中有雙胞胎的驗證圖像，{split}",
        ).format(split=title)
        shared = np.isin(groups[held_out], groups[~held_out]).mean()
        yield Figure(f"twins-{name}", label, 100 * shared, "%", at_most=bound, spec=".1f")


def nearest(
    images: NDArray[np.uint8], labels: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return each image's highest correlation within its group and, in its letter, outside it.

    An image that forms a group by itself has none within.
    """
    own, other = [], []
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        correlations = np.corrcoef(images[rows].reshape(len(rows), -1), dtype=np.float32)
        np.fill_diagonal(correlations, -1)
        together = groups[rows][:, None] == groups[rows]
        within = np.where(together, correlations, -1).max(axis=1)
        own.append(within[within > -1])
        other.append(np.where(together, -1, correlations).max(axis=1))
    return np.concatenate(own), np.concatenate(other)


def measure_leak(run: BenchmarkContext, *, epochs: int = 4) -> Iterator[Figure]:
    """Train on each split and with each augmentation; yield validation and test accuracy."""
    dataset = load_dataset("sign_mnist")
    test = dataset.test
    assert test is not None
    _, recipe = load_recipes(find_models(), dataset)
    everything = dataset.train_and_validation
    images, labels = everything.images, everything.labels
    at_random = np.random.default_rng(run.seed).random(len(labels)) < VALIDATION_SHARE
    by_photograph = np.arange(len(labels)) >= len(dataset.train)
    pixels, test_pixels = recipe.prepare(images), recipe.prepare(test.images)
    cases: tuple[tuple[str, Text, NDArray[np.bool_], Callable[..., Any]], ...] = (
        ("random", Text("random split", "隨機分割"), at_random, unchanged),
        ("grouped", Text("split by photograph", "依照片分割"), by_photograph, unchanged),
        ("altered", Text("by photograph, altered", "依照片分割，變化"), by_photograph, augment),
        (
            "mirrored",
            Text("by photograph, altered and mirrored", "依照片分割，變化並翻轉"),
            by_photograph,
            mirrored,
        ),
    )
    for name, title, held_out, change in run.each(cases, Text("training", "訓練")):
        set_seed(run.seed)
        model = recipe.build(dataset.image_shape, dataset.num_classes)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        batches = training_batches(
            pixels[~held_out], labels[~held_out], batch_size=64, augment=change
        )
        require_epochs([len(fit(model, batches, epochs=epochs).history["loss"])], [epochs])
        for split, label, data in (
            ("validation", Text("validation", "驗證"), (pixels[held_out], labels[held_out])),
            ("test", Text("official test", "官方測試"), (test_pixels, test.labels)),
        ):
            accuracy = 100 * model.evaluate(*data, verbose=0)[1]
            both = Text("{title}: {split} accuracy", "{title}：{split}準確度").format(
                title=title, split=label
            )
            yield Figure(f"{name}-{split}", both, accuracy, "%")


BENCHMARKS = (
    Benchmark(
        "photograph-groups",
        Text(
            "the photographs behind Sign Language MNIST's training file",
            "Sign Language MNIST 訓練檔背後的照片",
        ),
        minutes=0.5,
        measure=measure_groups,
    ),
    Benchmark(
        "leak",
        Text(
            "what a random split hides, and what mirroring costs",
            "隨機分割掩蓋了什麼，翻轉又付出多少代價",
        ),
        minutes=3,
        measure=measure_leak,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
