"""What every question about a rebuilt network begins with is computed once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fundamentals.sandbox.worker import _influence
from fundamentals.sandbox.worker._copying_layers import copies
from fundamentals.sandbox.worker._influence import influence
from fundamentals.sandbox.worker._linearity import linear

IMAGES = np.random.default_rng(0).random((4, 6, 6, 1), dtype=np.float32)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The models that were measured, each as often as it was."""
    models: list[Any] = []
    usual = _influence._measured

    def measure(model: Any, images: Any) -> Any:
        models.append(model)
        return usual(model, images)

    monkeypatch.setattr(_influence, "_measured", measure)
    return models


def network() -> Any:
    import keras
    from keras import layers

    inputs = keras.Input(IMAGES.shape[1:])
    maps = layers.Conv2D(3, 3, activation="relu", name="first")(inputs)
    return keras.Model(inputs, layers.Dense(2, name="last")(layers.Flatten()(maps)))


def answers(model: Any) -> tuple[float, bool, bool]:
    (following,) = influence(model, IMAGES, ["first"])
    (copying,) = copies(model, IMAGES, ["first"])
    (line,) = linear(model, IMAGES, [[["first"], ["last"]]])
    return following, copying, line


def test_questions_about_one_network_share_its_varied_weights(measured: list[Any]) -> None:
    model = network()
    weights = model.get_weights()
    first = answers(model)
    assert first[0] > 0
    assert first[1:] == (False, False)
    assert len(measured) == 1
    assert answers(model) == first
    assert len(measured) == 1
    assert all(map(np.array_equal, model.get_weights(), weights))


def test_other_weights_other_images_and_other_networks_are_measured_anew(
    measured: list[Any],
) -> None:
    model = network()
    before = influence(model, IMAGES, ["first"])
    model.set_weights([np.zeros_like(weight) for weight in model.get_weights()])
    influence(model, IMAGES, ["first"])
    influence(model, IMAGES[::-1], ["first"])
    influence(network(), IMAGES, ["first"])
    assert len(measured) == 4
    assert before[0] > 0


@pytest.mark.parametrize("before", [True, False])
def test_a_layer_that_one_kind_of_images_goes_around_has_no_effect(before: bool) -> None:
    import keras
    from keras import layers

    inputs = keras.Input(IMAGES.shape[1:])
    gate = keras.ops.max(inputs[:, :1, :1], axis=(1, 2, 3), keepdims=True)
    shown = inputs * gate if before else inputs
    maps = layers.Conv2D(3, 3, activation="relu", name="first")(shown)
    shown = layers.Flatten()(maps if before else maps * gate)
    outputs = layers.Dense(2)(layers.Concatenate()([layers.Flatten()(inputs), shown]))
    model = keras.Model(inputs, outputs)
    dark = IMAGES.copy()
    dark[:, 0, 0] = 0
    assert influence(model, IMAGES, ["first"])[0] > 0
    assert influence(model, np.concatenate([IMAGES, dark]), ["first"]) == [0]


def test_a_trained_network_is_measured_with_the_weights_that_it_has() -> None:
    model = network()
    last = model.get_layer("last")
    last.set_weights([np.zeros_like(weight) for weight in last.get_weights()])
    # Training would change weights that are all alike, and then the first layer acts.
    assert influence(model, IMAGES, ["first"])[0] > 0
    assert influence(model, IMAGES, ["first"], as_trained=True) == [0.0]
