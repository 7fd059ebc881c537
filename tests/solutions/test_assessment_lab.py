"""Lab 7's solution names unseen leaves, and reports its accuracy honestly."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.training import set_seed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lab() -> ModuleType:
    return load_module(find_course().lab("lab07").solution_path)


def test_the_network_names_leaves_that_chose_nothing(lab: ModuleType) -> None:
    """Five seeds: test .9733 .9617 .9767 .9667 .9800, mean .9717, threshold .9419."""
    leaves = load_dataset("leaves")
    assert leaves.test is not None
    set_seed(0)
    model = lab.build_model(leaves.image_shape, leaves.num_classes)
    assert model.count_params() <= 200_000
    lab.train_model(
        model,
        lab.prepare_images(leaves.train.images),
        leaves.train.labels,
        lab.prepare_images(leaves.validation.images),
        leaves.validation.labels,
        lab.EPOCHS,
    )
    answers = lab.predict_classes(model, lab.prepare_images(leaves.test.images))
    assert np.mean(answers == leaves.test.labels) >= 0.94


def test_the_best_of_thirty_test_accuracies_is_luck() -> None:
    lab = load_module(find_course().lab("lab07b").solution_path)
    rng = np.random.default_rng(0)
    validation, test = (rng.binomial(n, 0.85, size=(1000, 30)) / n for n in (300, 600))
    reports = [lab.choose_and_report(*row)[1] for row in zip(validation, test, strict=True)]
    assert np.mean(reports) == pytest.approx(0.85, abs=0.002)
    assert test.max(axis=1).mean() > 0.875
