"""Photographs in, answers out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import prepare_photograph
from fundamentals.errors import DatasetError, ModelError
from fundamentals.language import Text
from fundamentals.prediction._calibration_file import Calibration
from fundamentals.training import apply_temperature

if TYPE_CHECKING:
    import keras

_BATCH_SIZE = 256
_CALIBRATE_AGAIN = Text(
    "calibrate the model with the dataset that it was trained on",
    "用訓練此模型的資料集重新校準",
)


@dataclass(frozen=True, eq=False)
class Answer:
    """A model's answer to one photograph.

    Attributes:
        path: The photograph; None if it did not come from a file.
        image: What the model saw: uint8 ``(height, width, channels)``, 0–255.
        probabilities: Calibrated, float64 ``(num_classes,)``, 0–1; their sum is 1 unless the model
            has one sigmoid per class.
        class_names: One name per class.
        threshold: The least confidence, 0–1, that counts as an answer.
    """

    path: Path | None
    image: NDArray[np.uint8]
    probabilities: NDArray[np.float64]
    class_names: tuple[str, ...]
    threshold: float

    @property
    def name(self) -> str | None:
        """The name of the most probable class; None if the model is not confident enough."""
        return self.best(1)[0][0] if self.confidence >= self.threshold else None

    @property
    def confidence(self) -> float:
        """The probability of the most probable class, 0–1."""
        return float(self.probabilities.max())

    def best(self, count: int) -> list[tuple[str, float]]:
        """Return the most probable classes with their probabilities, most probable first."""
        order = np.argsort(-self.probabilities, kind="stable")[:count]
        return [(self.class_names[label], float(self.probabilities[label])) for label in order]

    def report(self) -> dict[str, Any]:
        """Return the answer (or None), the confidence and all probabilities, JSON-ready."""
        return {
            "answer": self.name,
            "confidence": self.confidence,
            "probabilities": dict(self.best(len(self.class_names))),
        }


@dataclass(frozen=True, eq=False)
class Refusal:
    """A photograph that could not be read, and why.

    Attributes:
        path: The photograph.
        error: What is wrong with it.
    """

    path: Path
    error: DatasetError


def predict_photographs(
    model: keras.Model,
    calibration: Calibration,
    paths: Iterable[Path],
    *,
    threshold: float | None = None,
) -> list[Answer | Refusal]:
    """Ask a model what each photograph shows.

    Args:
        model: A classifier of images.
        calibration: The model's own.
        paths: Picture files of any size.
        threshold: The least confidence, 0–1, that counts as an answer, in place of the
            calibration's.

    Returns:
        One entry per path, in order. Unreadable files do not stop the others.

    Raises:
        ModelError: The model has a different number of classes or image shape than the calibration,
            or its output is NaN.
    """
    # Before a picture is enlarged to what a calibration claims.
    require_fitting(model, calibration)
    read = [(path, _prepared(path, calibration)) for path in paths]
    images = [image for _, image in read if not isinstance(image, DatasetError)]
    answers = iter(predict_images(model, calibration, images, threshold=threshold))
    return [
        Refusal(path, image)
        if isinstance(image, DatasetError)
        else replace(next(answers), path=path)
        for path, image in read
    ]


def predict_images(
    model: keras.Model,
    calibration: Calibration,
    images: Sequence[NDArray[np.uint8]],
    *,
    threshold: float | None = None,
) -> list[Answer]:
    """Ask a model what each image shows.

    Args:
        model: A classifier of images.
        calibration: The model's own.
        images: uint8 arrays ``(height, width, channels)``, 0–255, as ``prepare_photograph`` makes
            them in the calibration's style.
        threshold: As for :func:`predict_photographs`.

    Returns:
        One answer per image, in order.

    Raises:
        ModelError: As for :func:`predict_photographs`.
    """
    return [
        Answer(
            path=None,
            image=image,
            probabilities=probabilities,
            class_names=calibration.class_names,
            threshold=calibration.threshold if threshold is None else threshold,
        )
        for image, probabilities in zip(images, _predict(model, calibration, images), strict=True)
    ]


def require_fitting(model: keras.Model, calibration: Calibration) -> None:
    """Check that ``calibration`` can be that of ``model``.

    Raises:
        ModelError: It is for images of another shape or for another number of classes.
    """
    from fundamentals.perception import output_meaning

    shape, num_classes = tuple(model.input_shape[1:]), output_meaning(model).num_classes
    style, expected = calibration.style, len(calibration.class_names)
    expected_shape = (*style.image_size, 1 if style.gray else 3)
    if shape == expected_shape and num_classes == expected:
        return
    raise ModelError(
        Text(
            "a model from images {shape} to {classes} {classes:class|classes}",
            "輸入圖像為 {shape}、輸出 {classes} 個類別的模型",
        ).format(shape=shape, classes=num_classes),
        expected=Text(
            "images {shape} and {classes} {classes:class|classes}",
            "圖像 {shape}、{classes} 個類別",
        ).format(shape=expected_shape, classes=expected),
        fix=_CALIBRATE_AGAIN,
    )


def _prepared(path: Path, calibration: Calibration) -> NDArray[np.uint8] | DatasetError:
    try:
        return prepare_photograph(path, calibration.style)
    except DatasetError as error:
        return error


def _outputs(model: keras.Model, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    # For one image, a camera's, predict() takes thirty times as long, in setting up a dataset.
    if len(batch) == 1:
        return np.asarray(model.predict_on_batch(batch))
    return np.asarray(model.predict(batch, batch_size=_BATCH_SIZE, verbose=0))


def _predict(
    model: keras.Model, calibration: Calibration, images: Sequence[NDArray[np.uint8]]
) -> NDArray[np.float64]:
    from fundamentals.perception import output_meaning

    num_classes = len(calibration.class_names)
    if not images:
        return np.empty((0, num_classes))
    require_fitting(model, calibration)
    meaning = output_meaning(model)
    batch = np.stack(images).astype(np.float32) * np.float32(calibration.scale)
    outputs = _outputs(model, batch)
    probabilities = meaning.probabilities(outputs)
    if meaning.kind != "independent":
        return apply_temperature(probabilities, calibration.temperature)
    if calibration.temperature != 1:
        raise ModelError(
            Text(
                "{count} separate answers with a calibration for one answer",
                "{count} 個各自獨立的答案，校準檔卻是給單一答案用的",
            ).format(count=num_classes),
            expected=Text("no calibration for sigmoids", "sigmoid 沒有校準檔"),
            fix=Text("delete the calibration file", "刪除校準檔"),
        )
    return probabilities
