from __future__ import annotations

import keras
import numpy as np
import pytest

from fundamentals.errors import ArgumentError
from fundamentals.perception import feature_maps, maximize_activation


@pytest.mark.slow
def test_the_edge_kernel_wants_falling_brightness(vertical_edge_model: keras.Model) -> None:
    image = maximize_activation(vertical_edge_model, "edges", jitter=0)
    assert image.shape == (1, 8, 8, 1)
    assert image.dtype == np.float32
    # The kernel's own pattern gives 4 at most where pixels lie in 0–1.
    response = feature_maps(vertical_edge_model, image, "edges")["edges"]
    assert response.max() == pytest.approx(4, abs=0.2)


def test_a_class_that_looks_at_one_corner_wants_it_bright(corner_model: keras.Model) -> None:
    dark, bright = maximize_activation(corner_model, "classes", jitter=0)[..., 0]
    assert bright[:4, :4].min() > 0.95
    assert dark[:4, :4].max() < 0.05
    # Elsewhere nothing pulls: pixels stay near the mid-gray that they started from.
    assert abs(bright[4:, 4:].mean() - 0.5) < 0.05


@pytest.mark.slow
def test_every_channel_is_excited_more_than_by_noise(any_model: keras.Model) -> None:
    found = maximize_activation(any_model, "second", image_shape=(8, 8, 1))
    assert found.shape == (5, 8, 8, 1)
    response = feature_maps(any_model, found, "second")["second"].mean(axis=(1, 2))
    noise = np.random.default_rng(0).random((100, 8, 8, 1))
    usual = feature_maps(any_model, noise, "second")["second"].mean(axis=(1, 2))
    assert np.all(response.diagonal() > usual.max(axis=0))


def test_the_same_seed_gives_the_same_image(vertical_edge_model: keras.Model) -> None:
    first, again, other = (
        maximize_activation(vertical_edge_model, "edges", steps=4, seed=seed) for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


def test_pixels_stay_in_the_range_that_the_model_knows(vertical_edge_model: keras.Model) -> None:
    image = maximize_activation(vertical_edge_model, "edges", value_range=(-10.0, 30.0))
    assert image.min() >= -10
    assert image.max() <= 30
    assert image.max() > 10


def test_chosen_channels_come_in_the_order_asked_for(any_model: keras.Model) -> None:
    options = {"image_shape": (8, 8, 1), "steps": 30, "jitter": 0}
    found = maximize_activation(any_model, "second", [3, 1], **options)  # type: ignore[arg-type]
    response = feature_maps(any_model, found, "second")["second"].mean(axis=(1, 2))
    assert response[0, 3] > response[1, 3]
    assert response[1, 1] > response[0, 1]


def test_a_channel_that_does_not_exist_is_refused(vertical_edge_model: keras.Model) -> None:
    with pytest.raises(ArgumentError, match=r"channels=\[1\]\n.*0 to 0"):
        maximize_activation(vertical_edge_model, "edges", [1])
