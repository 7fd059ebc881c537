"""Detecting pixels in a different range from the one that the model was trained on."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset
from fundamentals.errors import ModelError
from fundamentals.language import Text
from fundamentals.training import fit_temperature

if TYPE_CHECKING:
    import keras

    from fundamentals.perception import OutputMeaning

# Enough to tell ranges apart, few enough to be quick.
_MOST_IMAGES = 1000
# Another range must be better by this fraction of the images and by this many standard deviations
# of a chance difference (McNemar), or give the same answers with a temperature closer to 1 by this
# factor: a network without biases gives the same answers in every range.
_CLEARLY_BETTER = 0.05
_DEVIATIONS = 2.5
_CLEARLY_MILDER = 8.0
_ALIKE = 0.01

Images = NDArray[np.float32]


@dataclass(frozen=True)
class _Range:
    """A pixel range, and what to do if a model was trained on it."""

    name: Text
    fix: Text
    convert: Callable[[Images], Images]
    scale: float | None = None


def _ranges(training: NDArray[np.uint8]) -> tuple[_Range, ...]:
    pixels = Text("run again with --pixels {range}", "加上 --pixels {range} 再執行一次")
    layer = Text(
        "make {layer} the model's first layer, save it, and run again with --pixels 0-255",
        "把 {layer} 放在模型的第一層，儲存後加上 --pixels 0-255 再執行一次",
    )
    mean, spread = float(training.mean()), max(float(training.std()), 1.0)
    return (
        _Range(
            Text("from 0 to 1", "0 到 1"),
            pixels.format(range="0-1"),
            lambda images: images / np.float32(255),
            1 / 255,
        ),
        _Range(
            Text("from 0 to 255", "0 到 255"),
            pixels.format(range="0-255"),
            lambda images: images,
            1.0,
        ),
        _Range(
            Text("from -1 to 1", "-1 到 1"),
            layer.format(layer="Rescaling(1 / 127.5, offset=-1)"),
            lambda images: images / np.float32(127.5) - 1,
        ),
        _Range(
            Text("with mean 0 and standard deviation 1", "平均 0、標準差 1"),
            layer.format(layer=f"Rescaling(1 / {spread:.4g}, offset={-mean / spread:.4g})"),
            lambda images: (images - np.float32(mean)) / np.float32(spread),
        ),
    )


def check_pixel_range(
    model: keras.Model, meaning: OutputMeaning, dataset: ImageDataset, *, scale: float
) -> None:
    """Check that no other pixel range suits the model clearly better than the given one.

    Args:
        model: A classifier of the dataset's images.
        meaning: What its outputs mean.
        dataset: At most 1,000 of its validation images are used.
        scale: What pixels 0–255 are multiplied by, 1 or 1 / 255.

    Raises:
        ModelError: Another one does; the message names it.
    """
    labels = dataset.validation.labels
    rows = np.linspace(0, len(labels) - 1, min(len(labels), _MOST_IMAGES)).astype(np.int64)
    images, labels = dataset.validation.images[rows].astype(np.float32), labels[rows]

    def ask(images: Images) -> tuple[NDArray[np.bool_], float]:
        outputs: NDArray[Any] = model.predict(images, batch_size=256, verbose=0)
        probabilities = meaning.probabilities(outputs)
        right = probabilities.argmax(axis=1) == labels
        return right, abs(math.log(fit_temperature(labels, probabilities)))

    right, extreme = ask(images * np.float32(scale))
    others = {}
    for candidate in _ranges(dataset.train.images):
        if candidate.scale == scale:
            continue
        found, milder = ask(candidate.convert(images))
        gained, lost = int((found & ~right).sum()), int((right & ~found).sum())
        better = gained - lost > max(
            _CLEARLY_BETTER * len(rows), _DEVIATIONS * math.sqrt(gained + lost)
        )
        alike = candidate.scale is not None and abs(gained - lost) <= _ALIKE * len(rows)
        if better or (alike and extreme - milder > math.log(_CLEARLY_MILDER)):
            others[candidate] = int(found.sum())
    if others:
        best = max(others, key=lambda candidate: others[candidate])
        raise _other_range(best, scale, others[best], int(right.sum()), len(rows))


def _other_range(best: _Range, scale: float, others: int, right: int, count: int) -> ModelError:
    return ModelError(
        Text(
            "pixels from 0 to {highest:g}: the model gets {right} of {count} validation images "
            "right",
            "像素值 0 到 {highest:g}：{count} 張驗證圖像，模型答對 {right} 張",
        ).format(highest=255 * scale, right=right, count=count),
        expected=Text(
            "the pixels that it was trained on, most likely {range}: with these it gets {others} "
            "right, and its confidence fits",
            "訓練時的像素範圍，很可能是{range}：這樣答對 {others} 張，信心度也相符",
        ).format(range=best.name, others=others),
        fix=best.fix,
    )
