"""A Keras model and its LiteRT file: the same answers, in fewer bytes."""

from __future__ import annotations

import warnings
from pathlib import Path

import keras
import numpy as np
import pytest

from fundamentals.deployment import LiteModel, export_lite
from fundamentals.errors import ModelError

# Each converts a model.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def model() -> keras.Model:
    keras.utils.set_random_seed(3)
    return keras.Sequential(
        [
            keras.Input((12, 10, 1)),
            keras.layers.Conv2D(8, 3),
            # Its averages are no weights that are trained, and must come along too.
            keras.layers.BatchNormalization(moving_mean_initializer="glorot_normal"),
            keras.layers.ReLU(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(40, activation="relu"),
            keras.layers.Dense(5, activation="softmax"),
        ]
    )


@pytest.mark.parametrize("count", [1, 7])
def test_the_copy_answers_as_the_model_does(
    model: keras.Model, count: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    images = np.random.default_rng(count).random((count, 12, 10, 1), dtype=np.float32)
    right = model.predict(images, verbose=0)
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)
        exported = LiteModel(export_lite(model, tmp_path / "model.tflite"))
    np.testing.assert_allclose(exported.predict(images), right, atol=1e-4)
    assert capfd.readouterr().out == ""


def test_eight_bits_a_weight_need_less_than_half_and_change_little(
    model: keras.Model, tmp_path: Path
) -> None:
    images = np.random.default_rng(0).random((20, 12, 10, 1), dtype=np.float32)
    whole = export_lite(model, tmp_path / "whole.tflite")
    small = export_lite(model, tmp_path / "small.tflite", smaller=True)
    assert small.stat().st_size < whole.stat().st_size / 2
    difference = np.abs(LiteModel(small).predict(images) - model.predict(images, verbose=0)).max()
    assert 0 < difference < 0.05


def test_another_file_is_refused_in_three_parts(tmp_path: Path) -> None:
    path = tmp_path / "model.tflite"
    path.write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"model.tflite: .*\n  Expected: a LiteRT file\n  To fix"):
        LiteModel(path)
    with pytest.raises(ModelError, match=r"none.tflite"):
        LiteModel(tmp_path / "none.tflite")
