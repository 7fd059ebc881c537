"""How each of the two networks is built and trained, read from the course's own files."""

from __future__ import annotations

import functools
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fundamentals.comparison._photograph_recipe import (
    build_photograph_cnn,
    photograph_epochs,
    train_photograph_cnn,
)
from fundamentals.datasets import ImageDataset, dataset_source
from fundamentals.errors import CourseError, FundamentalsError
from fundamentals.lab import load_module
from fundamentals.language import Text, current_language
from fundamentals.manifest import find_course, shown_path

_DENSE, _CNN = "lab02_dense", "lab03b_cnn"
_LAB_IMAGE_SHAPE = (28, 28, 1)
_ONLY_SCALED = Text(
    "The lab's prepare_images expects gray images of 28×28. For this dataset both "
    "networks get images that are only scaled to 0–1.",
    "實作中的 prepare_images 是為 28×28 的灰階圖像而寫。"
    "對這個資料集，兩個網路用的圖像都只縮放到 0–1。",
)

_FOR_PHOTOGRAPHS = Text(
    "Pictures of a folder are learned by a CNN for photographs, larger than lab 3b's and with "
    "stronger augmentation.",
    "資料夾中的圖片由專為照片設計的 CNN 學習：比實作 3b 的大，資料增強也更強。",
)


@dataclass(frozen=True)
class Recipe:
    """How one network is built and trained.

    Attributes:
        key: "dense" or "cnn"; the beginning of the names of its files.
        name: Its name for readers.
        epochs: Passes over the training images.
        prepare: From uint8 images ``(n, height, width, channels)`` to the network's inputs.
        encode: From integer labels ``(n,)`` and the number of classes to the network's targets.
        build: From the shape of an image and the number of classes to an uncompiled Keras model.
        train: From a model, prepared images and labels of training and validation, and epochs to a
            Keras ``History``.
        note: What a reader should know about its figures, if anything.
    """

    key: str
    name: Text
    epochs: int
    prepare: Callable[[NDArray[np.uint8]], NDArray[np.float32]]
    encode: Callable[[NDArray[np.int64], int], NDArray[Any]]
    build: Callable[[tuple[int, int, int], int], Any]
    train: Callable[..., Any]
    note: Text | None = None


def find_models() -> Path:
    """Return the folder whose networks are compared: the solutions, else the learner's labs.

    Raises:
        CourseError: There is no course here.
    """
    lab = find_course().lab(_DENSE)
    if lab.solution_path.is_file():
        return lab.folder.parent
    script = lab.lab_path(current_language())
    # Where `fundamentals start` wrote the labs, they lie in no folder of their own.
    return script.parent if script.parent.is_dir() else lab.root


def load_recipes(folder: Path, dataset: ImageDataset) -> tuple[Recipe, Recipe]:
    """Return the dense network of ``lab02_dense`` and the CNN of ``lab03b_cnn``.

    A folder of pictures gets a CNN for photographs in place of the lab's.

    ``prepare_images`` is written for the labs' 28×28 gray images; for others ``scale_pixels`` is
    used.

    Raises:
        CourseError: A file or a function is missing, or the file cannot be imported. A later
            exception in a function also becomes a CourseError, which names the line.
    """
    dense = _LabFile(folder, _DENSE)
    scale, encode = dense.function("scale_pixels"), dense.function("encode_labels")
    first = Recipe(
        key="dense",
        name=Text("dense network", "密集神經網路"),
        epochs=dense.epochs(dataset.name),
        prepare=scale,
        encode=encode,
        build=dense.function("build_dense"),
        train=dense.function("train_model"),
    )
    if dataset_source(dataset.name).own_pictures:
        return first, _photograph_recipe(dataset, scale, encode)
    cnn = _LabFile(folder, _CNN)
    of_lab_shape = dataset.image_shape == _LAB_IMAGE_SHAPE
    return first, Recipe(
        key="cnn",
        name=Text.untranslated("CNN"),
        epochs=cnn.epochs(dataset.name),
        prepare=cnn.function("prepare_images") if of_lab_shape else scale,
        encode=lambda labels, num_classes: labels,
        build=cnn.function("build_cnn"),
        train=cnn.function("train_model"),
        note=None if of_lab_shape else _ONLY_SCALED,
    )


def _photograph_recipe(
    dataset: ImageDataset, scale: Callable[..., Any], encode: Callable[..., Any]
) -> Recipe:
    return Recipe(
        key="cnn",
        name=Text.untranslated("CNN"),
        epochs=photograph_epochs(len(dataset.train)),
        prepare=scale,
        encode=encode,
        build=build_photograph_cnn,
        train=train_photograph_cnn,
        note=_FOR_PHOTOGRAPHS,
    )


class _LabFile:
    """An imported lab or solution; errors in its functions name the line."""

    def __init__(self, folder: Path, lab: str) -> None:
        solution = folder / lab / "solution.py"
        notebook = folder / f"{lab}.ipynb"
        own = notebook if notebook.is_file() else folder / f"{lab}.py"
        path = solution if solution.is_file() else own
        self.lab = lab
        self.path = path.resolve()
        self._module: ModuleType = self._calling(load_module)(self.path)

    def function(self, name: str) -> Callable[..., Any]:
        """Return the function called ``name``."""
        function = getattr(self._module, name, None)
        if callable(function):
            return self._calling(function)
        raise CourseError(
            Text("{path} has no function {name}", "{path} 沒有函式 {name}").format(
                path=shown_path(self.path), name=name
            ),
            expected=Text("the lab's functions, under their own names", "實作中的函式，名稱不變"),
            fix=Text(
                "restore the original lab, or choose another folder with --models",
                "請還原成發下時的實作，或用 --models 選擇其他資料夾",
            ),
        )

    def epochs(self, dataset: str) -> int:
        """Return the file's ``EPOCHS`` for the dataset; for an unknown one, the smallest of them.

        A dataset that the labs do not name is probably larger, so fewer epochs suffice.
        """
        epochs: dict[str, int] = getattr(self._module, "EPOCHS", {})
        return epochs.get(dataset, min(epochs.values(), default=10))

    def _calling(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def call(*arguments: Any) -> Any:
            try:
                return function(*arguments)
            except FundamentalsError:
                raise
            except Exception as error:
                raise self._fault(error) from error

        return call

    def _fault(self, error: Exception) -> CourseError:
        lines = [
            frame.lineno
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename == str(self.path)
        ]
        place = f"{shown_path(self.path)}:{lines[-1]}" if lines else shown_path(self.path)
        # An unwritten task's own message says what is missing.
        kind = "" if isinstance(error, NotImplementedError) else f"{type(error).__name__}: "
        return CourseError(
            Text("{place}: {kind}{error}", "{place}：{kind}{error}").format(
                place=place, kind=kind, error=error
            ),
            expected=Text("both labs finished", "兩個實作都已完成"),
            fix=Text(
                "`fundamentals check {lab}` says what is left to do",
                "`fundamentals check {lab}` 會告訴你還缺什麼",
            ).format(lab=self.lab),
        )
