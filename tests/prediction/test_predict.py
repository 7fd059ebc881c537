import json
import re
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from PIL import Image

from fundamentals.cli import main
from fundamentals.datasets import ImageDataset, Split
from fundamentals.errors import ModelError
from fundamentals.prediction import (
    Answer,
    Refusal,
    calibrate,
    calibration_path,
    load_calibration,
    predict_photographs,
)
from fundamentals.training import apply_temperature

# Each runs a model.
pytestmark = pytest.mark.slow


def test_photographs_are_answered_as_the_images_they_were_written_from(
    saved: Path, model: keras.Model, photographs: list[Path], outputs: np.ndarray
) -> None:
    calibration = load_calibration(saved)
    assert calibration is not None
    answers = predict_photographs(model, calibration, photographs, threshold=0)
    assert all(isinstance(answer, Answer) for answer in answers)
    right = [answer.name == answer.path.name[0] for answer in answers]  # type: ignore[union-attr]
    assert np.mean(right) >= 0.8
    same = [
        answer.name == str(outputs[50 * number].argmax())  # type: ignore[union-attr]
        for number, answer in enumerate(answers)
    ]
    assert np.mean(same) >= 0.8


def test_an_answer_is_calibrated_and_withheld_below_the_threshold(
    saved: Path, model: keras.Model, photographs: list[Path]
) -> None:
    calibration = load_calibration(saved)
    assert calibration is not None
    (answer,) = predict_photographs(model, calibration, photographs[:1])
    assert isinstance(answer, Answer)
    raw = model.predict(answer.image[np.newaxis] / np.float32(255), verbose=0)
    expected = apply_temperature(raw, calibration.temperature)[0]
    np.testing.assert_allclose(answer.probabilities, expected, atol=1e-5)
    assert answer.best(10)[0] == (str(expected.argmax()), pytest.approx(expected.max(), abs=1e-5))
    for threshold, name in ((expected.max() - 0.01, str(expected.argmax())), (0.9999, None)):
        (again,) = predict_photographs(model, calibration, photographs[:1], threshold=threshold)
        assert isinstance(again, Answer)
        assert again.name == name


def test_what_cannot_be_read_hinders_no_other(
    saved: Path, model: keras.Model, photographs: list[Path]
) -> None:
    calibration = load_calibration(saved)
    assert calibration is not None
    paths = [Path("none.jpg"), photographs[3], Path("neither.png")]
    results = predict_photographs(model, calibration, paths)
    assert [type(result) for result in results] == [Refusal, Answer, Refusal]
    assert [result.path for result in results] == paths


def test_a_model_of_other_classes_is_refused(
    saved: Path, model: keras.Model, photographs: list[Path]
) -> None:
    calibration = load_calibration(saved)
    assert calibration is not None
    layers = [keras.layers.Flatten(), keras.layers.Dense(12, activation="softmax")]
    other = keras.Sequential([keras.Input((28, 28, 1)), *layers])
    with pytest.raises(ModelError, match="12 classes"):
        predict_photographs(other, calibration, photographs[:1])


def test_a_too_sure_model_is_calibrated(digits: ImageDataset, outputs: np.ndarray) -> None:
    calibration = calibrate(digits, outputs, scale=1 / 255)
    assert calibration.temperature > 1.3
    assert calibration.evidence is not None
    assert (
        calibration.evidence.calibration_error < 0.5 * calibration.evidence.calibration_error_before
    )
    assert calibration.evidence.photographs == calibration.evidence.images == 1000


def test_pictures_of_one_person_are_one_sample(digits: ImageDataset, outputs: np.ndarray) -> None:
    """A person's pictures are right or wrong together: they promise less than as many persons'."""
    validation = digits.validation
    persons = Split(validation.images, validation.labels, np.arange(1000) // 10)
    grouped = calibrate(replace(digits, validation=persons), outputs, scale=1 / 255).evidence
    alone = calibrate(digits, outputs, scale=1 / 255).evidence
    assert grouped is not None
    assert alone is not None
    assert grouped.photographs == 100
    assert grouped.error_bound > alone.error_bound


def test_a_calibration_is_read_as_it_was_written(
    saved: Path, digits: ImageDataset, outputs: np.ndarray
) -> None:
    assert load_calibration(saved) == calibrate(digits, outputs, scale=1 / 255)


def test_the_calibration_of_another_training_is_refused(saved: Path) -> None:
    saved.write_bytes(saved.read_bytes() + b" ")
    with pytest.raises(ModelError, match="fundamentals calibrate"):
        load_calibration(saved)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-20],
        lambda text: text.replace('"format": 2', '"format": 1'),
        lambda text: text.replace('"temperature"', '"warmth"'),
        lambda text: text.replace('"handwriting"', '"round"'),
        lambda text: text.replace('"images"', '"pictures"'),
        lambda text: "[]",
        lambda text: "[" * 100_000,
        lambda text: re.sub(r'("scale": )[^,]+', rf"\g<1>1{'0' * 400}", text),
        lambda text: re.sub(r'("threshold": )[^,]+', r"\1NaN", text),
        lambda text: re.sub(r'("temperature": )[^,]+', r"\1Infinity", text),
        lambda text: re.sub(r'("error_bound": )[^,]+', r'\1"few"', text),
    ],
)
def test_a_damaged_calibration_is_refused(saved: Path, damage: object) -> None:
    path = calibration_path(saved)
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(ModelError, match="cannot be read"):
        load_calibration(saved)


def test_no_picture_is_enlarged_for_a_calibration_that_does_not_fit(
    saved: Path, photographs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = calibration_path(saved)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["style"]["image_size"] = [10_000_000, 10_000_000]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert main(["predict", str(saved), str(photographs[2])]) == 2
    assert "a model from images (28, 28, 1)" in capsys.readouterr().err
    assert main(["serve", str(saved), "--port", "0"]) == 2


def test_the_command_says_what_it_sees_and_what_it_could_not_read(
    saved: Path, photographs: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "answers.png"
    arguments = [str(saved), str(photographs[2]), "none.jpg", "--picture", str(picture)]
    assert main(["predict", *arguments, "--threshold", "0.2"]) == 1
    printed = capsys.readouterr()
    assert printed.out.startswith(f"{photographs[2]}: 1, ")
    assert "none.jpg does not exist" in printed.err
    with Image.open(picture) as drawn:
        assert drawn.width > 300


def test_the_command_abstains_and_speaks_chinese(
    saved: Path, photographs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["predict", str(saved), str(photographs[2]), "--threshold", "1"]
    assert main(arguments) == 0
    assert f"{photographs[2]}: not sure: 1 " in capsys.readouterr().out
    assert main([*arguments, "--language", "zh-Hant"]) == 0
    assert "：不確定：1 " in capsys.readouterr().out


def test_the_command_prints_json_for_programs(
    saved: Path, photographs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["predict", str(saved), str(photographs[2]), "none.jpg", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["calibrated"]
    answer, refusal = report["pictures"]
    assert answer["picture"] == str(photographs[2])
    assert answer["probabilities"]["1"] == answer["confidence"]
    assert sum(answer["probabilities"].values()) == pytest.approx(1)
    assert "does not exist" in refusal["error"]


def test_a_model_without_calibration_says_so_and_how_to_get_one(
    saved: Path, photographs: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    calibration_path(saved).unlink()
    assert main(["predict", str(saved), str(photographs[0])]) == 0
    printed = capsys.readouterr()
    assert f"fundamentals calibrate {saved} --dataset NAME" in printed.err
    assert "confidence of 90%" in printed.err
    assert main(["calibrate", str(saved), "--dataset", "digits"]) == 0
    assert "wrong" in capsys.readouterr().out
    assert load_calibration(saved) is not None


def test_calibrating_draws_the_diagrams(
    saved: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "calibration.png"
    assert main(["calibrate", str(saved), "--dataset", "digits", "--picture", str(picture)]) == 0
    with Image.open(picture) as drawn:
        assert drawn.width > 2 * drawn.height
    lost = tmp_path / "no" / "folder.png"
    assert main(["calibrate", str(saved), "--dataset", "digits", "--picture", str(lost)]) == 2
    assert "cannot be written" in capsys.readouterr().err
