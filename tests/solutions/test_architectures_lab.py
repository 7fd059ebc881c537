"""Lab 6: its counts and results by hand equal Keras's, and skips make the difference."""

from __future__ import annotations

from types import ModuleType

import numpy as np
import pytest

from fundamentals.datasets import load_dataset
from fundamentals.grading import FailedCheckError
from fundamentals.lab import load_module
from fundamentals.manifest import find_course, load_lab_module

pytestmark = pytest.mark.slow

SHAPE, NUM_CLASSES = (28, 28, 1), 10


@pytest.fixture(scope="module")
def lab() -> ModuleType:
    return load_module(find_course().lab("lab06").solution_path)


@pytest.fixture(scope="module")
def sequences() -> ModuleType:
    return load_module(find_course().lab("lab06b").solution_path)


@pytest.mark.parametrize(("size", "channels", "filters"), [(3, 1, 16), (3, 24, 40), (5, 7, 3)])
def test_counts_by_hand_are_those_of_keras(
    lab: ModuleType, size: int, channels: int, filters: int
) -> None:
    import keras

    counts = []
    for kind in (keras.layers.Conv2D, keras.layers.SeparableConv2D):
        layer = kind(filters, size)
        layer.build((None, 9, 9, channels))
        counts.append(layer.count_params())
    assert lab.convolution_parameters(size, channels, filters) == tuple(counts)


def test_attention_by_hand_is_that_of_keras(sequences: ModuleType) -> None:
    import keras

    random = np.random.default_rng(3)
    queries, keys, values = (
        random.normal(size=shape).astype("float32") for shape in ((6, 4), (9, 4), (9, 5))
    )
    outputs, weights = sequences.attention(queries, keys, values)
    # Keras's layer does not divide by the root of the width.
    inputs = [array[np.newaxis] for array in (queries / 2, values, keys)]
    expected, expected_weights = keras.layers.Attention()(inputs, return_attention_scores=True)
    np.testing.assert_allclose(outputs, expected[0], atol=1e-6)
    np.testing.assert_allclose(weights, expected_weights[0], atol=1e-6)


def test_a_look_into_the_model_finds_by_hand_what_keras_finds(sequences: ModuleType) -> None:
    model = sequences.build_attention(SHAPE, NUM_CLASSES)
    image = np.random.default_rng(4).random(SHAPE, dtype=np.float32)
    by_hand, by_keras = sequences.look_inside(model, image)
    assert by_hand.shape == (4, 28, 28)
    np.testing.assert_allclose(by_hand, by_keras, atol=1e-6)


def test_the_cnn_is_that_of_lab_3b(lab: ModuleType) -> None:
    theirs = load_module(find_course().lab("lab03b").solution_path).build_cnn(SHAPE, NUM_CLASSES)
    ours = lab.build_cnn(SHAPE, NUM_CLASSES)
    kinds = [[type(layer) for layer in model.layers] for model in (ours, theirs)]
    assert kinds[0] == kinds[1]
    assert ours.count_params() == theirs.count_params()


def test_twins_differ_in_nothing_but_the_additions(lab: ModuleType) -> None:
    plain, residual = (lab.build_deep(SHAPE, NUM_CLASSES, 14, skip) for skip in (False, True))
    assert [weight.shape for weight in plain.weights] == [
        weight.shape for weight in residual.weights
    ]
    assert len([weight for weight in plain.weights if len(weight.shape) > 1]) == 30
    assert len(residual.layers) - len(plain.layers) == 14


def test_thirty_layers_learn_only_with_skips(lab: ModuleType) -> None:
    """Six epochs, four seeds: with skips, validation .904 .937 .933 .948.

    Mean .931, standard deviation .019, threshold .855. Without, each of five is .100 after five
    epochs, and so is that of the training images: the network answers the same for every image.
    """
    import keras

    dataset = load_dataset("digits")
    train, (x_valid, y_valid) = lab.prepare(dataset.train), lab.prepare(dataset.validation)
    accuracies = {}
    for skip, epochs in ((False, 3), (True, 6)):
        keras.utils.set_random_seed(0)
        model = lab.build_deep(SHAPE, NUM_CLASSES, 14, skip)
        lab.train_model(model, *train, epochs)
        answers = model.predict(x_valid, verbose=0).argmax(axis=1)
        accuracies[skip] = np.mean(answers == y_valid)
    assert accuracies[True] >= 0.855
    assert accuracies[False] <= 0.15


def test_an_answer_of_millions_of_numbers_is_named_by_its_shape() -> None:
    checks = load_lab_module(find_course().lab("lab06").folder / "checks.py")
    got = {"parameters": np.zeros(20_000_000, np.float16), "seconds": 1.5, "accuracy": "high"}
    with pytest.raises(FailedCheckError) as failed:
        checks._numbers(got)
    assert "'parameters': array (20000000,), 'seconds': 1.5" in failed.value.finding.message.en
