"""Several devices, mixed precision. The two devices are one CPU, split in a process of its own."""

import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf

from fundamentals.datasets import load_dataset
from fundamentals.errors import ArgumentError
from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.training import accelerated, confusion_matrix, describe_device, fit, set_seed
from fundamentals.training._accelerated import _power_of_two

gpu = pytest.mark.skipif(
    not tf.config.list_physical_devices("GPU"), reason="TensorFlow finds no GPU on this machine"
)

TWO_DEVICES = """
import keras, numpy as np, tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
from fundamentals.training import accelerated, fit, set_seed

random = np.random.default_rng(0)
images = random.normal(size=(500, 12, 12, 1)).astype("float32")
labels = (images[:, :6].mean((1, 2, 3)) > images[:, 6:].mean((1, 2, 3))).astype("int64")


def train(devices):
    set_seed(0)
    with accelerated(devices=devices) as strategy:
        model = keras.Sequential([
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            # Computed over each half of a batch, its statistics would not be those of one device.
            keras.layers.BatchNormalization(momentum=0.9),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(2, activation="softmax"),
        ])
        model.compile(
            keras.optimizers.Adam(0.005),
            "sparse_categorical_crossentropy",
            metrics=["accuracy"],
            jit_compile=len(devices) > 1,
        )
        # 101 leaves a last batch that cannot be halved evenly.
        history = fit(
            model, images, labels, validation_data=(images[:101], labels[:101]), epochs=3,
            batch_size=32, shuffle=False, verbose=False,
        )
    assert strategy.num_replicas_in_sync == len(devices)
    return history.history, model


one, first = train(["CPU:0"])
two, second = train(["CPU:0", "CPU:1"])
for name in ("loss", "accuracy", "val_loss", "val_accuracy"):
    np.testing.assert_allclose(one[name], two[name], rtol=1e-4, err_msg=name)
for weights, others in zip(first.get_weights(), second.get_weights(), strict=True):
    np.testing.assert_allclose(weights, others, atol=1e-4)
np.testing.assert_allclose(
    first.predict(images, verbose=0), second.predict(images, verbose=0), atol=1e-4
)
assert one["loss"][-1] < 0.9 * one["loss"][0]
assert not second.layers[1].synchronized
# A second network in the same process: the labs', with batch normalization, of other shapes.
import sys
from pathlib import Path
from fundamentals.lab import load_module
from fundamentals.manifest import find_course
from fundamentals.datasets import load_dataset
lab = load_module(find_course().lab("lab03b").solution_path)
digits = load_dataset("digits")
pixels = lab.prepare_images(digits.train.images[::10])
known = digits.train.labels[::10]
set_seed(0)
with accelerated(devices=["CPU:0", "CPU:1"]):
    model = lab.build_cnn((28, 28, 1), 10)
    history = lab.train_model(model, pixels, known, pixels[:64], known[:64], 2)
losses = history.history["loss"]
assert losses[1] < losses[0], losses
path = Path(sys.argv[1], "cnn.keras")
model.save(path)
again = keras.models.load_model(path).predict(pixels, verbose=0)
np.testing.assert_allclose(again, model.predict(pixels, verbose=0), atol=1e-5)
"""


@pytest.mark.slow
def test_two_devices_train_the_same_network_as_one(tmp_path: object) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TWO_DEVICES, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.mark.skipif(bool(tf.config.list_physical_devices("GPU")), reason="this machine has a GPU")
def test_without_a_gpu_it_changes_nothing() -> None:
    with accelerated(mixed_precision=True) as strategy:
        assert strategy is tf.distribute.get_strategy()
        assert strategy.num_replicas_in_sync == 1
        assert keras.config.dtype_policy().name == "float32"


@pytest.mark.parametrize(("count", "used"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 4), (7, 4)])
def test_as_many_gpus_are_used_as_a_batch_divides_into(count: int, used: int) -> None:
    assert _power_of_two(count) == used


def test_a_device_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(ArgumentError, match=r"CPU:0"), accelerated(devices=["CPU:0", "TPU:3"]):
        pass


def _train_lab(*, mixed_precision: bool) -> tuple[keras.Model, float]:
    lab = load_module(find_course().lab("lab03b").solution_path)
    digits = load_dataset("digits")
    train, valid = (lab.prepare_images(s.images) for s in (digits.train, digits.validation))
    labels, known = digits.train.labels, digits.validation.labels
    set_seed(0)
    with accelerated(mixed_precision=mixed_precision):
        model = lab.build_cnn(digits.image_shape, digits.num_classes)
        lab.train_model(model, train, labels, valid, known, 12)
    return model, float((model.predict(valid, verbose=0).argmax(axis=1) == known).mean())


@gpu
@pytest.mark.gpu
@pytest.mark.slow
def test_mixed_precision_trains_the_lab_to_the_same_accuracy() -> None:
    model, mixed = _train_lab(mixed_precision=True)
    assert model.dtype_policy.name == "mixed_float16"
    assert keras.config.dtype_policy().name == "float32"
    _, full = _train_lab(mixed_precision=False)
    assert mixed == pytest.approx(full, abs=0.015)
    assert mixed > 0.95


def fail(policy: str) -> None:
    assert policy == "mixed_float16"
    confusion_matrix(np.zeros(1), np.zeros(1), 2)  # no integers


@gpu
@pytest.mark.gpu
def test_a_failure_inside_restores_the_policy() -> None:
    with pytest.raises(ArgumentError), accelerated(mixed_precision=True):
        fail(keras.config.dtype_policy().name)
    assert keras.config.dtype_policy().name == "float32"


@gpu
@pytest.mark.gpu
def test_xla_and_mixed_precision_train_together() -> None:
    images = np.random.default_rng(0).normal(size=(256, 8, 8, 1)).astype("float32")
    labels = (images.mean(axis=(1, 2, 3)) > 0).astype("int64")
    with accelerated(mixed_precision=True, devices=["GPU:0"]):
        model = keras.Sequential(
            [
                keras.Input((8, 8, 1)),
                keras.layers.Flatten(),
                keras.layers.Dense(16, activation="relu"),
                keras.layers.Dense(2, activation="softmax", dtype="float32"),
            ]
        )
        model.compile("adam", "sparse_categorical_crossentropy", jit_compile=True)
        history = fit(model, images, labels, epochs=5, verbose=False)
    assert history.history["loss"][-1] < history.history["loss"][0]


@gpu
@pytest.mark.gpu
def test_every_gpu_gets_a_copy() -> None:
    with accelerated() as strategy:
        assert strategy.num_replicas_in_sync == _power_of_two(describe_device().count)
