"""How much a random split flatters: one network, trained on several splits."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import ImageDataset, photograph_groups
from fundamentals.errors import ArgumentError
from fundamentals.language import Text
from fundamentals.training._augmentation import augment, training_batches
from fundamentals.training._fit import fit

if TYPE_CHECKING:
    import keras
    import pandas as pd
    import tensorflow as tf

_HELD_OUT = 0.15  # of the images, where single images are drawn
_BATCH = 64
_COLUMNS = (
    Text("validation images with a twin", "有雙胞胎的驗證圖像"),
    Text("validation accuracy", "驗證準確度"),
    Text("test accuracy", "測試準確度"),
)
_BY_IMAGE = Text("split by image", "依圖像分割")
_BY_PHOTOGRAPH = Text("split by photograph", "依照片分割")
_AUGMENTED = Text("… and augmented", "……並加上變化")
_MIRRORED = Text("… and mirrored, too", "……再加上翻轉")


def compare_splits(
    dataset: ImageDataset,
    build: Callable[[tuple[int, ...], int], keras.Model],
    *,
    epochs: int = 4,
    seed: int = 0,
) -> pd.DataFrame:
    """Train one network per way of splitting a dataset whose images are altered photographs.

    First single images are held out, then whole photographs, as the dataset splits them; then the
    training images are augmented, and at last half of them are mirrored too. A held-out image has
    a twin if an image of its photograph is trained on.

    Args:
        dataset: Images with a test split, such as ``load_dataset("sign_mnist")``.
        build: Takes the shape of an image and the number of classes; returns a model that is not
            compiled, from images 0–1 to probabilities.
        epochs: Passes over the training images, for each of the four networks.
        seed: Draws the held-out images and the first weights.

    Returns:
        One row per network, one column each for the fraction of validation images with a twin,
        the validation accuracy and the test accuracy, all 0–1. Names are in the current language.

    Raises:
        ArgumentError: The dataset has no test split.
    """
    import keras
    import pandas as pd

    if dataset.test is None:
        raise ArgumentError(
            Text("{name} has no test images", "{name} 沒有測試圖像").format(name=dataset.name),
            expected=Text("a dataset with a test split", "有測試圖像的資料集"),
            fix=Text('load_dataset("sign_mnist")', 'load_dataset("sign_mnist")'),
        )
    everything = dataset.train_and_validation
    images, labels = _scaled(everything.images), everything.labels
    test = (_scaled(dataset.test.images), dataset.test.labels)
    photographs = photograph_groups(everything.images, labels)
    by_image = np.random.default_rng(seed).random(len(labels)) < _HELD_OUT
    by_photograph = np.arange(len(labels)) >= len(dataset.train)
    rows = {}
    for name, held_out, change in (
        (_BY_IMAGE, by_image, unchanged),
        (_BY_PHOTOGRAPH, by_photograph, unchanged),
        (_AUGMENTED, by_photograph, augment),
        (_MIRRORED, by_photograph, mirrored),
    ):
        print(name)  # noqa: T201
        keras.utils.set_random_seed(seed)
        model = build(dataset.image_shape, dataset.num_classes)
        held = (images[held_out], labels[held_out])
        _train(model, images[~held_out], labels[~held_out], held, change, epochs)
        accuracies = [model.evaluate(*data, verbose=0)[1] for data in (held, test)]
        rows[str(name)] = [_with_twin(photographs, held_out), *accuracies]
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(map(str, _COLUMNS)))


def _train(
    model: keras.Model,
    images: NDArray[np.float32],
    labels: NDArray[np.int64],
    held: Any,
    change: Callable[[tf.Tensor, Any], tf.Tensor],
    epochs: int,
) -> None:
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=8
    )
    batches = training_batches(images, labels, batch_size=_BATCH, augment=change)
    fit(model, batches, validation_data=held, epochs=epochs)


def _scaled(images: NDArray[np.uint8]) -> NDArray[np.float32]:
    return images.astype(np.float32) / np.float32(255)


def _with_twin(photographs: NDArray[np.int64], held_out: NDArray[np.bool_]) -> float:
    return float(np.isin(photographs[held_out], photographs[~held_out]).mean())


def unchanged(images: tf.Tensor, _: Any) -> tf.Tensor:
    """Return the images as they are."""
    return images


def mirrored(images: tf.Tensor, seed: Any) -> tf.Tensor:
    """Return the images, augmented, and about half of them mirrored."""
    import tensorflow as tf

    return augment(tf.image.stateless_random_flip_left_right(images, seed), seed)
