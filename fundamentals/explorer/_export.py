"""Write a model and its dataset into one HTML file."""

from __future__ import annotations

import base64
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from fundamentals.convolution import KERNELS, SLIDE_IMAGE, SLIDE_POOLING_INPUT
from fundamentals.datasets import HANDWRITING, ImageDataset, picture_style
from fundamentals.errors import ModelError
from fundamentals.explorer._model_data import describe_model
from fundamentals.explorer._rounding import rounded_model
from fundamentals.explorer._training_digits import training_digits
from fundamentals.files import whole_file
from fundamentals.language import LANGUAGES, Text
from fundamentals.page_kit import assemble_page
from fundamentals.perception import OutputMeaning, is_convolution, output_meaning
from fundamentals.plotting import KERNEL_TITLES
from fundamentals.training import UNCALIBRATED_THRESHOLD

# Bytes of validation images in a page.
_IMAGE_BUDGET = 100_000
# Bytes of a page; a larger model is rounded, so that its page opens at once and can be mailed.
_PAGE_BUDGET = 1_000_000


@dataclass(frozen=True)
class ExportedPage:
    """What :func:`export_page` wrote.

    Attributes:
        path: The file.
        size: Its size in bytes.
        image_count: Validation images in it.
        correct: The number of these that the model gets right.
    """

    path: Path
    size: int
    image_count: int
    correct: int


def export_page(
    model: keras.Model,
    dataset: ImageDataset,
    path: str | os.PathLike[str],
    *,
    name: str = "model",
    scale: float | None = None,
    image_count: int = 60,
    threshold: float = UNCALIBRATED_THRESHOLD,
    temperature: float = 1.0,
) -> ExportedPage:
    """Write a page that shows the deck's slides and runs ``model``.

    The page is one file: it needs no server and no network, and opens from disk.

    Args:
        model: A trained Keras model of one image; its layers are among :func:`supported_layers`.
        dataset: What it was trained on; some of its validation images are put into the page.
        path: The file to write.
        name: What the page calls the model.
        scale: What pixels 0–255 are multiplied by before the model sees them; None: 1 where the
            model starts by scaling them itself, else 1 / 255.
        image_count: Maximum number of validation images in the page, spread over the classes.
        threshold: The least confidence, 0–1, with which the page names a class.
        temperature: The calibrated one, for :func:`fundamentals.training.apply_temperature`.

    Raises:
        ModelError: The page cannot compute a layer, or the model does not fit the dataset.
        OutputError: ``path`` cannot be written.
    """
    meaning = check_model_fits(model, dataset)
    if meaning.kind == "two classes":
        raise _one_sigmoid()
    description = describe_model(model, dataset.image_shape)
    scale = pixel_scale(model) if scale is None else scale
    images, labels = _choose_images(dataset, image_count)
    predictions = model.predict(images.astype(np.float32) * scale, verbose=0)

    def assemble(described: dict[str, Any]) -> str:
        calibrated = {"name": name, "threshold": threshold, "temperature": temperature}
        data = {"model": {**calibrated, **described}, **common}
        return assemble_page("fundamentals.explorer", name, data)

    common = {
        "deck": _deck(),
        "dataset": {
            "name": dataset.name,
            "count": len(dataset.validation),
            "classNames": list(dataset.class_names),
            "shape": list(dataset.image_shape),
            "framing": picture_style(dataset).framing,
            "scale": scale,
            "images": base64.b64encode(zlib.compress(images.tobytes(), 9)).decode("ascii"),
            "labels": labels.tolist(),
            "predictions": [[float(f"{value:.7g}") for value in row] for row in predictions],
        },
        "handwriting": asdict(HANDWRITING),
        "training": training_digits(),
    }
    page = assemble(description)
    excess = len(page.encode()) - _PAGE_BUDGET
    if excess > 0:
        page = assemble(rounded_model(description, len(description["weights"]) - excess))
    with whole_file(Path(path)) as incomplete:
        incomplete.write_text(page, encoding="utf-8")
    return ExportedPage(
        path=Path(path),
        size=len(page.encode()),
        image_count=len(images),
        correct=int((predictions.argmax(axis=1) == labels).sum()),
    )


def pixel_scale(model: keras.Model) -> float:
    """Return what pixels 0–255 are multiplied by for ``model``.

    1 where one of its first layers is Rescaling or Normalization, else 1 / 255.
    """
    scaling = (keras.layers.Rescaling, keras.layers.Normalization)
    for layer in model._flatten_layers(include_self=False):
        if isinstance(layer, scaling):
            return 1.0
        if is_convolution(layer) or isinstance(layer, keras.layers.Dense):
            break
    return 1 / 255


def check_model_fits(model: keras.Model, dataset: ImageDataset) -> OutputMeaning:
    """Check that a model takes the images of a dataset; return what its outputs mean.

    Raises:
        ModelError: It takes other images or distinguishes another number of classes, or its outputs
            are not a classifier's.
    """
    taken, given = getattr(model, "input_shape", None), dataset.image_shape
    if taken is not None and (
        len(taken) != 4
        or any(side not in (None, wanted) for side, wanted in zip(taken[1:], given, strict=True))
    ):
        raise _does_not_fit(
            Text("a model for images of shape {taken}", "模型接受的圖像形狀為 {taken}").format(
                taken=taken[1:]
            ),
            Text("images of {name}, {given}", "{name} 的圖像，{given}").format(
                name=dataset.name, given=given
            ),
        )
    meaning = output_meaning(model, given)
    if meaning.num_classes != dataset.num_classes:
        raise _does_not_fit(
            Text(
                "a model with {classes} {classes:class|classes}", "分辨 {classes} 個類別的模型"
            ).format(classes=meaning.num_classes),
            Text("the {count} classes of {name}", "{name} 的 {count} 個類別").format(
                count=dataset.num_classes, name=dataset.name
            ),
        )
    return meaning


def _does_not_fit(received: Text, expected: Text) -> ModelError:
    return ModelError(
        received,
        expected=expected,
        fix=Text(
            "name the dataset that the model was trained on", "請指定訓練此模型時所用的資料集"
        ),
    )


def _one_sigmoid() -> ModelError:
    return ModelError(
        Text("a model that ends in one sigmoid", "以一個 sigmoid 結尾的模型"),
        expected=Text("one number per class, which the page draws", "每個類別一個數字，供網頁畫出"),
        fix=Text(
            'make the last layer Dense(2, activation="softmax") and train again',
            '把最後一層改成 Dense(2, activation="softmax")，再重新訓練',
        ),
    )


def _choose_images(
    dataset: ImageDataset, count: int
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the first validation images of each class, as many as fit."""
    split = dataset.validation
    count = min(count, max(dataset.num_classes, _IMAGE_BUDGET // split.images[0].size))
    each = max(1, count // dataset.num_classes)
    chosen = np.concatenate(
        [np.flatnonzero(split.labels == label)[:each] for label in range(dataset.num_classes)]
    )[:count]
    return split.images[chosen], split.labels[chosen]


def _deck() -> dict[str, Any]:
    return {
        "kernels": {name: kernel.tolist() for name, kernel in KERNELS.items()},
        "kernel_titles": {
            name: {language: title.in_language(language).capitalize() for language in LANGUAGES}
            for name, title in KERNEL_TITLES.items()
        },
        "image": SLIDE_IMAGE.tolist(),
        "pooling": SLIDE_POOLING_INPUT.tolist(),
    }
