from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from fundamentals.comparison import Comparison, compare, load_recipes
from fundamentals.datasets import ImageDataset
from fundamentals.errors import ModelError
from fundamentals.plotting import plot_learning_curves
from fundamentals.training import confusion_matrix

MakeDataset = Callable[..., ImageDataset]


def test_each_accuracy_is_what_keras_measures_on_that_split(
    comparison: Comparison, models: Path
) -> None:
    dataset = comparison.dataset
    assert dataset.test is not None
    for recipe, result in zip(load_recipes(models, dataset), comparison.results, strict=True):
        measured = []
        for split in (dataset.train, dataset.validation, dataset.test):
            labels = recipe.encode(split.labels, dataset.num_classes)
            scores = result.model.evaluate(recipe.prepare(split.images), labels, verbose=0)
            measured.append(scores[1])
        assert [
            result.training_accuracy,
            result.validation_accuracy,
            result.test_accuracy,
        ] == pytest.approx(measured)
        assert result.gap == pytest.approx(measured[0] - measured[1])


def test_the_other_figures_belong_to_the_same_network(comparison: Comparison) -> None:
    dense, cnn = comparison.results
    assert (dense.parameters, cnn.parameters) == (28 * 28 * 3 + 3, 4 * 26 + 8 * 8 * 4 * 3 + 3)
    assert (dense.epochs, cnn.epochs) == (3, 2)
    assert len(cnn.history) == 2
    assert cnn.history["accuracy"].notna().all()
    for result in comparison.results:
        assert result.seconds > 0
        assert result.confusion.sum() == 30
        assert result.confusion.trace() == round(30 * result.validation_accuracy)
        assert len(result.mistakes) == min(8, 30 - result.confusion.trace())


def test_the_curves_end_in_the_accuracies_and_the_gap_of_the_table(comparison: Comparison) -> None:
    for result in comparison.results:
        last = result.history.iloc[-1]
        assert last["accuracy"] == result.training_accuracy
        assert last["validation_accuracy"] == result.validation_accuracy
        gap = f"gap {100 * result.gap:.1f} points".replace("-", "−")
        shown = [text.get_text() for text in plot_learning_curves(result.history).texts]
        assert [text for text in shown if gap in text] != [], shown


def test_confusion_and_mistakes_are_of_validation_images(comparison: Comparison) -> None:
    validation = comparison.dataset.validation
    result = comparison.results[0]
    predicted = result.model.predict(validation.images.astype("float32") / 255, verbose=0)
    expected = confusion_matrix(validation.labels, predicted.argmax(axis=1), 3)
    assert np.array_equal(result.confusion, expected)
    for row in result.mistakes.itertuples():
        assert validation.labels[row.index] == row.label != row.predicted


def test_the_diagnosis_tells_the_figures_of_the_table(comparison: Comparison) -> None:
    for result in comparison.results:
        assert result.diagnosis.training_accuracy == result.training_accuracy
        assert result.diagnosis.validation_accuracy == result.validation_accuracy


@pytest.mark.slow
def test_a_networks_figures_do_not_depend_on_what_was_trained_before_it(
    comparison: Comparison, models: Path
) -> None:
    _, cnn = load_recipes(models, comparison.dataset)
    alone = compare(comparison.dataset, [cnn], seed=4).results[0]
    together = comparison.results[1]
    for one, other in zip(alone.model.get_weights(), together.model.get_weights(), strict=True):
        assert np.array_equal(one, other)


@pytest.mark.slow
def test_epochs_given_are_trained_and_announced(models: Path, make_dataset: MakeDataset) -> None:
    dataset = make_dataset(tested=False)
    announced = []
    comparison = compare(
        dataset,
        load_recipes(models, dataset),
        epochs=1,
        announce=lambda recipe, epochs: announced.append((recipe.key, epochs)),
    )
    assert announced == [("dense", 1), ("cnn", 1)]
    assert [result.epochs for result in comparison.results] == [1, 1]
    assert [result.test_accuracy for result in comparison.results] == [None, None]


@pytest.mark.slow
def test_test_images_are_touched_once_when_the_network_is_finished(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset()
    dense, _ = load_recipes(models, dataset)
    events: list[object] = []

    def prepare(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        events.append(len(images))
        return dense.prepare(images)

    def train(*arguments: object) -> keras.callbacks.History:
        events.append("trained")
        return dense.train(*arguments)

    compare(dataset, [replace(dense, prepare=prepare, train=train)], epochs=1)
    assert events == [90, 30, "trained", 33]


def test_an_interrupt_before_the_first_epoch_is_over_ends_the_comparison(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset()
    dense, _ = load_recipes(models, dataset)

    def interrupted(*arguments: object) -> SimpleNamespace:
        return SimpleNamespace(history={})

    with pytest.raises(KeyboardInterrupt):
        compare(dataset, [replace(dense, train=interrupted)])


def test_the_conditions_are_recorded(comparison: Comparison) -> None:
    assert comparison.seed == 4
    assert comparison.device.count >= 1
    assert set(comparison.versions) == {"fundamentals", "Python", "tensorflow", "keras", "numpy"}
    assert comparison.finished.tzinfo is not None


def test_each_network_is_calibrated_on_its_validation_images(comparison: Comparison) -> None:
    for result in comparison.results:
        assert result.calibration is not None
        assert result.calibration.scale == 1 / 255
        assert result.calibration.class_names == comparison.dataset.class_names
        assert result.calibration.evidence is not None
        assert result.calibration.evidence.images == len(comparison.dataset.validation)


@pytest.mark.slow
def test_a_network_that_guesses_is_compared_and_left_uncalibrated(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset()
    recipe = load_recipes(models, dataset)[0]
    labels = np.zeros_like(dataset.train.labels)
    misled = replace(dataset, train=replace(dataset.train, labels=labels))
    assert compare(misled, [recipe], epochs=3).results[0].calibration is None


def test_a_network_that_is_no_classifier_is_refused_before_it_is_trained(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset()
    recipe = load_recipes(models, dataset)[0]

    def build(shape: tuple[int, int, int], classes: int) -> keras.Model:
        layers = [keras.layers.Flatten(), keras.layers.Dense(classes, activation="relu")]
        return keras.Sequential([keras.Input(shape), *layers])

    def train(*_: object) -> None:
        pytest.fail("trained")

    with pytest.raises(ModelError, match="ends in relu"):
        compare(dataset, [replace(recipe, build=build, train=train)], epochs=1)


@pytest.mark.slow
def test_images_prepared_in_a_way_of_ones_own_leave_a_network_uncalibrated(
    models: Path, make_dataset: MakeDataset
) -> None:
    dataset = make_dataset()
    recipe = load_recipes(models, dataset)[0]
    centered = replace(recipe, prepare=lambda images: images.astype("float32") / 255 - 0.5)
    assert compare(dataset, [centered], epochs=1).results[0].calibration is None
