"""Two tiny networks instead of the course's, on images that they learn quickly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from fundamentals.comparison import Comparison, compare, load_recipes
from fundamentals.datasets import ImageDataset, Split
from fundamentals.language import Text

DENSE = """
import keras
import numpy as np

EPOCHS = {"bars": 3, "digits": 20, "sign_mnist": 8}

def scale_pixels(images):
    return images.astype("float32") / 255

def encode_labels(labels, num_classes):
    return np.eye(num_classes, dtype="float32")[labels]

def build_dense(input_shape, num_classes):
    return keras.Sequential([
        keras.Input(input_shape),
        keras.layers.Flatten(),
        keras.layers.Dense(num_classes, activation="softmax"),
    ])

def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"], run_eagerly=True)
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
"""

CNN = """
import keras

EPOCHS = {"bars": 2}

def prepare_images(images):
    return images.reshape(-1, 28, 28, 1).astype("float32") / 255

def build_cnn(input_shape, num_classes):
    return keras.Sequential([
        keras.Input(input_shape),
        keras.layers.Conv2D(4, 5, strides=3, activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dropout(0.5),
        keras.layers.Dense(num_classes, activation="softmax"),
    ])

def train_model(model, x_train, y_train, x_valid, y_valid, epochs):
    # Fast enough to do better than guessing after two epochs.
    adam = keras.optimizers.Adam(0.01)
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["acc"], run_eagerly=True)
    return model.fit(
        x_train, y_train, validation_data=(x_valid, y_valid), epochs=epochs, verbose=0
    )
"""


def bars(count: int, seed: int, shape: tuple[int, int, int]) -> Split:
    """Draw noisy images: class 0 is bright above, class 1 below, class 2 nowhere."""
    labels = np.arange(count) % 3
    images = np.random.default_rng(seed).integers(0, 120, (count, *shape), dtype=np.uint8)
    middle = shape[0] // 2
    images[labels == 0, :middle] += 60
    images[labels == 1, middle:] += 60
    return Split(images, labels.astype(np.int64))


def make_dataset(shape: tuple[int, int, int] = (28, 28, 1), *, tested: bool = True) -> ImageDataset:
    return ImageDataset(
        name="bars",
        class_names=("上", "bottom", "none"),
        train=bars(90, 1, shape),
        validation=bars(30, 2, shape),
        test=bars(33, 3, shape) if tested else None,
        source=Text("drawn for this test", "為此測試而畫"),
    )


@pytest.fixture(scope="session", name="make_dataset")
def make_dataset_fixture() -> Callable[..., ImageDataset]:
    return make_dataset


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    (folder / "lab02_dense.py").write_text(DENSE)
    (folder / "lab03b_cnn.py").write_text(CNN)
    return folder


@pytest.fixture(scope="session")
def comparison(models: Path) -> Comparison:
    dataset = make_dataset()
    return compare(dataset, load_recipes(models, dataset), seed=4)
