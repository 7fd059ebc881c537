from __future__ import annotations

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.perception import occlusion_sensitivity


def test_only_the_corner_that_the_model_looks_at_matters(corner_model: keras.Model) -> None:
    image = np.ones((1, 8, 8, 1), dtype=np.float32)
    found = occlusion_sensitivity(corner_model, image, classes=1, patch=2, stride=2, fill=0.0)
    assert found.shape == (1, 4, 4)
    # Sixteen bright pixels at ±0.2 each: covering four moves the logit difference 6.4 to 4.8.
    fall = 1 / (1 + np.exp(-6.4)) - 1 / (1 + np.exp(-4.8))
    expected = np.zeros((4, 4))
    expected[:2, :2] = fall
    np.testing.assert_allclose(found[0], expected, atol=1e-6)


def test_the_other_class_gains_what_the_first_loses(
    corner_model: keras.Model, images: NDArray[np.float32]
) -> None:
    first = occlusion_sensitivity(corner_model, images, classes=0)
    second = occlusion_sensitivity(corner_model, images, classes=1)
    np.testing.assert_allclose(first, -second, atol=1e-6)
    assert np.abs(first).max() > 1e-3


def test_the_patch_takes_the_images_own_mean_unless_told(corner_model: keras.Model) -> None:
    gray = np.full((1, 8, 8, 1), 0.3, dtype=np.float32)
    assert np.abs(occlusion_sensitivity(corner_model, gray)).max() < 1e-6
    assert np.abs(occlusion_sensitivity(corner_model, gray, fill=1.0)).max() > 1e-2


def test_each_image_is_watched_for_its_own_class(
    any_model: keras.Model, images: NDArray[np.float32]
) -> None:
    together = occlusion_sensitivity(any_model, images, classes=[0, 1, 2, 0, 1, 2])
    alone = occlusion_sensitivity(any_model, images[4:5], classes=1)
    np.testing.assert_allclose(together[4:5], alone, atol=1e-6)


@pytest.mark.parametrize("square", [{"patch": 9}, {"patch": 0}, {"stride": 0}])
def test_a_square_that_does_not_fit_is_refused(
    corner_model: keras.Model, images: NDArray[np.float32], square: dict[str, int]
) -> None:
    with pytest.raises(ArgumentError, match="a patch of 1 to 8 pixels"):
        occlusion_sensitivity(corner_model, images, **square)  # type: ignore[arg-type]
