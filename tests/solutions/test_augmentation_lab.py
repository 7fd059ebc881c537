"""Lab 4a's promise: augmentation closes half of the gap or more, and flips hurt.

The figures of five seeds are those of ``fundamentals bench augmentation``.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.training import set_seed

pytestmark = pytest.mark.slow


class Accuracies(NamedTuple):
    """Fractions of the unchanged images that a network gets right."""

    training: float
    new: float

    @property
    def gap(self) -> float:
        return self.training - self.new


@pytest.fixture(scope="module")
def results() -> dict[str, Accuracies]:
    lab = load_module(find_course().lab("lab04a").solution_path)
    everything = load_dataset("digits").train_and_validation
    images, labels = everything.images.astype("float32") / 255, everything.labels
    order = np.random.default_rng(0).permutation(len(labels))
    few, rest = order[: lab.TRAINING_IMAGES], order[lab.TRAINING_IMAGES :]
    validated = images[rest[:100]], labels[rest[:100]]
    results = {}
    for change in (lab.unchanged, lab.augment, lab.augment_and_flip):
        set_seed(0)
        model = lab.build_dense(images.shape[1:], 10)
        lab.train_model(model, images[few], labels[few], *validated, lab.EPOCHS, change)
        results[change.__name__] = Accuracies(
            *(lab.accuracy(model, images[rows], labels[rows]) for rows in (few, rest))
        )
    return results


def test_the_gap_shrinks_by_half_or_more(results: dict[str, Accuracies]) -> None:
    """Five seeds: the gap is .097 .101 .094 .090 .096 as they are, .041 .039 .039 .030 .042
    augmented: .42 .39 .42 .33 .44 of it are left, mean .40.

    Points gained on new images: 3.2 3.5 2.8 4.0 3.6, mean 3.42, deviation .45, threshold 1.6.
    """
    assert results["augment"].gap <= 0.5 * results["unchanged"].gap
    assert results["augment"].new - results["unchanged"].new >= 0.016


def test_flips_hurt(results: dict[str, Accuracies]) -> None:
    """Five seeds: they cost 11.0 12.8 13.3 11.5 9.8 points, mean 11.68, deviation 1.39.

    Threshold 6.1.
    """
    assert results["augment"].new - results["augment_and_flip"].new >= 0.061
