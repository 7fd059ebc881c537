"""The drawn leaves: as many as promised, the same from the same seed, and told apart by shape."""

from __future__ import annotations

import numpy as np
import pytest

from fundamentals.datasets import draw_leaves, load_dataset
from fundamentals.language import use_language


@pytest.mark.slow
def test_every_shape_has_its_share_of_each_split() -> None:
    leaves = load_dataset("leaves")
    assert leaves.image_shape == (40, 40, 3)
    assert leaves.class_names == ("oval", "heart", "arrow", "lobed", "palm", "fan")
    assert leaves.test is not None
    for split, count in ((leaves.train, 200), (leaves.validation, 50), (leaves.test, 100)):
        assert np.bincount(split.labels).tolist() == [count] * 6
    images = [*leaves.train.images, *leaves.validation.images, *leaves.test.images]
    assert len({image.tobytes() for image in images}) == 2100


def draw(seed: int) -> np.ndarray:
    drawn = draw_leaves(np.random.default_rng(seed), train=2, validation=1, test=1)
    return drawn.train.images


def test_the_seed_draws_every_leaf() -> None:
    np.testing.assert_array_equal(draw(1), draw(1))
    assert not (draw(1) == draw(2)).all(axis=(1, 2, 3)).any()


def test_the_names_are_in_the_readers_language() -> None:
    with use_language("zh-Hant"):
        drawn = draw_leaves(np.random.default_rng(0), train=1, validation=1, test=1)
    assert drawn.class_names == ("橢圓形", "心形", "箭形", "裂葉形", "掌形", "扇形")


@pytest.mark.slow
def test_neither_place_nor_color_tells_the_class() -> None:
    """The mean image and the mean color of each class are nearly those of all leaves."""
    drawn = draw_leaves(np.random.default_rng(0), train=100, validation=1, test=1).train
    images = drawn.images / 255
    overall, spread = images.mean(axis=(0, 1, 2)), images.mean(axis=(1, 2)).std(axis=0)
    for label in range(6):
        mean = images[drawn.labels == label].mean(axis=(0, 1, 2))
        assert (np.abs(mean - overall) < 0.6 * spread).all()
