"""Models that do not end in a softmax, and models that get wrong pixels."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from keras import layers
from PIL import Image

from fundamentals.cli import main
from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.errors import ModelError
from fundamentals.language import use_language
from fundamentals.prediction import calibrate, calibrate_model, calibration_path, load_calibration

# Each runs a model.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def shades(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eighty dark and eighty bright pictures, which overlap a little."""
    folder = tmp_path_factory.mktemp("shades")
    random = np.random.default_rng(0)
    for name, low in (("bright", 105), ("dark", 0)):
        (folder / name).mkdir()
        for number in range(80):
            shade = int(random.integers(low, low + 145))
            pixels = random.integers(shade, shade + 6, (8, 8), dtype=np.uint8)
            Image.fromarray(pixels).save(folder / name / f"{number:02}.png")
    return folder


def one_sigmoid(path: Path) -> Path:
    """Returns how dark a picture is: the second of the classes bright and dark."""
    model = keras.Sequential(
        [
            keras.Input((8, 8, 1)),
            layers.GlobalAveragePooling2D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.layers[-1].set_weights([np.array([[-30.0]]), np.array([15.0])])
    model.save(path)
    return path


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["pictures"]
    return found


def test_one_sigmoid_tells_two_classes_apart(
    shades: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = one_sigmoid(tmp_path / "shades.keras")
    black, white = tmp_path / "black.png", tmp_path / "white.png"
    Image.new("L", (20, 20), 0).save(black)
    Image.new("L", (20, 20), 255).save(white)
    assert main(["predict", str(model), str(black), str(white), "--json"]) == 0
    first, second = answers(capsys)
    assert (first["answer"], second["answer"]) == ("1", "0")
    assert sum(first["probabilities"].values()) == pytest.approx(1)
    assert main(["calibrate", str(model), "--dataset", f"folder:{shades}"]) == 0
    capsys.readouterr()
    assert main(["predict", str(model), str(black), str(white), "--json"]) == 0
    assert [answer["answer"] for answer in answers(capsys)] == ["dark", "bright"]


def test_one_sigmoid_is_not_explored_and_the_reason_is_told(
    shades: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = one_sigmoid(tmp_path / "shades.keras")
    assert main(["explore", str(model), "--dataset", f"folder:{shades}"]) == 2
    assert "ends in one sigmoid" in capsys.readouterr().err


@pytest.fixture
def ten_sigmoids(model: keras.Model, tmp_path: Path) -> Path:
    sigmoids = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="sigmoid")]
    )
    sigmoids.set_weights([model.get_weights()[0], np.full(10, -6.0)])
    sigmoids.save(tmp_path / "sigmoids.keras")
    return tmp_path / "sigmoids.keras"


def test_ten_sigmoids_answer_each_photograph_as_they_would_alone(
    ten_sigmoids: Path, photographs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(ten_sigmoids), "--json"]
    assert main(["predict", *arguments, *map(str, photographs)]) == 0
    together = answers(capsys)
    for photograph, answer in zip(photographs[:6], together, strict=False):
        assert main(["predict", *arguments, str(photograph)]) == 0
        (alone,) = answers(capsys)
        assert alone["answer"] == answer["answer"]
        assert alone["confidence"] == pytest.approx(answer["confidence"], abs=1e-6)


def test_ten_sigmoids_are_not_calibrated_and_the_reason_is_told(
    ten_sigmoids: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["calibrate", str(ten_sigmoids), "--dataset", "digits"]) == 2
    said = capsys.readouterr().err
    assert "ends in 10 sigmoids" in said
    assert 'Dense(10, activation="softmax")' in said
    assert not calibration_path(ten_sigmoids).exists()


def test_scores_are_calibrated_as_the_softmax_of_them(
    model: keras.Model, digits: ImageDataset
) -> None:
    scores = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)])
    scores.set_weights(model.get_weights())
    expected, probabilities = calibrate_model(model, digits)
    found, same = calibrate_model(scores, digits)
    np.testing.assert_allclose(same, probabilities, atol=1e-5)
    assert found.temperature == pytest.approx(expected.temperature, rel=1e-3)


def rescaled(model: keras.Model, factor: float) -> keras.Model:
    other = keras.models.clone_model(model)
    kernel, bias = model.get_weights()
    other.set_weights([kernel * factor, bias])
    return other


@pytest.mark.parametrize(
    ("factor", "scale", "range_named"),
    [(1.0, 1.0, "--pixels 0-1"), (1 / 255, 1 / 255, "--pixels 0-255")],
)
def test_the_same_answers_with_an_absurd_confidence_are_refused(
    factor: float, scale: float, range_named: str, model: keras.Model, digits: ImageDataset
) -> None:
    """Without biases, the wrong range changes no answer, only how sure the model is."""
    with pytest.raises(ModelError, match=f"To fix: .*{range_named}"):
        calibrate_model(rescaled(model, factor), digits, scale=scale)
    calibrate_model(rescaled(model, factor), digits, scale=1 / 255 / factor)


def trained(digits: ImageDataset, prepare: Callable[[Any], Any]) -> keras.Model:
    keras.utils.set_random_seed(1)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.BatchNormalization(),
            layers.Flatten(),
            layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy")
    images = prepare(digits.train.images.astype(np.float32))
    model.fit(images, digits.train.labels, epochs=2, verbose=0)
    return model


@pytest.mark.parametrize(
    ("prepare", "scale", "named"),
    [
        (lambda images: images, 1 / 255, "--pixels 0-255"),
        (lambda images: images / 255, 1.0, "--pixels 0-1"),
        (lambda images: images / 127.5 - 1, 1 / 255, r"Rescaling\(1 / 127.5, offset=-1\)"),
        (lambda images: (images - 33) / 79, 1 / 255, r"Rescaling\(1 / 7\d.*, offset=-0.4"),
    ],
    ids=["0-255", "0-1", "-1-1", "standardized"],
)
def test_pixels_in_another_range_are_refused_and_the_right_one_is_named(
    prepare: Callable[[Any], Any], scale: float, named: str, digits: ImageDataset
) -> None:
    model = trained(digits, prepare)
    with pytest.raises(ModelError, match=f"of 1000 validation images right\n.*\n.*{named}") as told:
        calibrate_model(model, digits, scale=scale)
    with use_language("zh-Hant"):
        assert "訓練時的像素範圍" in str(told.value)


def test_the_command_refuses_and_writes_nothing(
    digits: ImageDataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bytes.keras"
    trained(digits, lambda images: images).save(path)
    assert main(["calibrate", str(path), "--dataset", "digits"]) == 2
    assert "--pixels 0-255" in capsys.readouterr().err
    assert not calibration_path(path).exists()
    assert main(["calibrate", str(path), "--dataset", "digits", "--pixels", "0-255"]) == 0


def test_a_model_that_guesses_is_refused(digits: ImageDataset) -> None:
    keras.utils.set_random_seed(2)
    guessing = keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax")]
    )
    with pytest.raises(ModelError, match="hardly better than guessing"):
        calibrate_model(guessing, digits)


def test_a_model_of_another_dataset_is_refused(model: keras.Model) -> None:
    leaves = load_dataset("leaves")
    with pytest.raises(ModelError, match="images of leaves"):
        calibrate_model(model, leaves)


def test_labels_in_another_order_are_guesses(digits: ImageDataset, outputs: np.ndarray) -> None:
    with pytest.raises(ModelError, match="the same classes in the same order"):
        calibrate(digits, np.roll(outputs, 1, axis=1), scale=1 / 255)


def test_an_answer_is_never_more_likely_wrong_than_right(
    digits: ImageDataset, outputs: np.ndarray, random: np.random.Generator
) -> None:
    """Right three times in ten, and never more confident than that."""
    labels = digits.validation.labels
    weak = np.full((len(labels), 10), 0.078)
    said = np.where(random.uniform(size=len(labels)) < 0.3, labels, (labels + 1) % 10)
    weak[np.arange(len(labels)), said] = 0.298
    with pytest.raises(ModelError, match="validation images"):
        calibrate(digits, weak, scale=1 / 255)
    mixed = np.where((np.arange(len(labels)) % 2 == 0)[:, np.newaxis], outputs, weak)
    assert calibrate(digits, mixed, scale=1 / 255).threshold >= 0.5


def test_a_threshold_of_an_earlier_version_is_not_used(saved: Path) -> None:
    path = calibration_path(saved)
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**content, "threshold": 0.109}), encoding="utf-8")
    with pytest.raises(ModelError, match="fundamentals calibrate"):
        load_calibration(saved)
