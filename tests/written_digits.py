"""A real model without training: least squares, written into one dense layer."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest
from PIL import Image

from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.prediction import calibrate, save_calibration


@pytest.fixture(scope="session")
def digits() -> ImageDataset:
    return load_dataset("digits")


@pytest.fixture(scope="session")
def model(digits: ImageDataset) -> keras.Model:
    pixels = digits.train.images.reshape(-1, 784) / 255
    wanted = np.eye(10)[digits.train.labels]
    weights = np.linalg.solve(pixels.T @ pixels + 20 * np.eye(784), pixels.T @ wanted)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    # Twice as sure as it should be.
    model.layers[-1].set_weights([20 * weights, np.zeros(10)])
    return model


@pytest.fixture(scope="session")
def outputs(model: keras.Model, digits: ImageDataset) -> np.ndarray:
    result: np.ndarray = model.predict(digits.validation.images / np.float32(255), verbose=0)
    return result


@pytest.fixture
def saved(model: keras.Model, digits: ImageDataset, outputs: np.ndarray, tmp_path: Path) -> Path:
    """The model on disk, calibrated."""
    path = tmp_path / "digits.keras"
    model.save(path)
    save_calibration(calibrate(digits, outputs, scale=1 / 255), path)
    return path


@pytest.fixture
def photographs(digits: ImageDataset, tmp_path: Path) -> list[Path]:
    """Two of each digit, in blue ink on gray paper, named after what they show."""
    paths = []
    for number in range(0, 1000, 50):
        digit = Image.fromarray(digits.validation.images[number, ..., 0])
        ink = np.zeros((300, 400))
        ink[40:240, 120:320] = np.asarray(digit.resize((200, 200), Image.Resampling.BICUBIC)) / 255
        light = np.linspace(0.5, 0.9, 400)[np.newaxis, :, np.newaxis]
        pen = np.array([0.1, 0.1, 0.5])
        color = light * (1 - ink[..., np.newaxis] * (1 - pen))
        path = tmp_path / f"{digits.validation.labels[number]}-{number}.jpg"
        Image.fromarray((255 * color).astype(np.uint8)).save(path, quality=85)
        paths.append(path)
    return paths
