"""An instructor's own folder of pictures to assess with, in place of what a lab brings.

It is divided once a run, by the run's seed, so that no picture which one check scores is trained
on in another. The trusted grader alone holds it all. A submission's process is sent pictures and
labels to train on; those that are scored go to the clean process that has rebuilt its model, and
their labels nowhere.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import Split, load_dataset, stratified_split
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

THRESHOLD = 0.8
"""Accuracy on unseen pictures that earns every point, where the instructor names no other."""

_FOLDER = "folder:"
# What every picture is brought to: height and width in pixels.
_SIZE = (48, 48)
# More would take longer than a class has time for, and be much to send to a cluster.
_MOST_PICTURES = 1200
_FEWEST_OF_A_CLASS = 20
# Shares of each class; the rest is trained on.
_SCORED, _VALIDATION = 0.3, 0.15


@dataclass(frozen=True, eq=False)
class OwnData:
    """Pictures to assess with, uint8 ``(n, 48, 48, 3)``, of at least two classes.

    Attributes:
        class_names: The names of the sub-folders; ``class_names[label]`` names a label.
        train: What a submission trains on.
        validation: What it validates on.
        scored: What its model is scored on, and it never sees.
        threshold: Accuracy that earns every point, 0–1.
    """

    class_names: tuple[str, ...]
    train: Split
    validation: Split
    scored: Split
    threshold: float = THRESHOLD

    @property
    def digest(self) -> str:
        """Hash of all of it, hexadecimal: with other pictures, a grading is another."""
        known = hashlib.sha256(repr((self.class_names, self.threshold)).encode())
        for split in (self.train, self.validation, self.scored):
            known.update(split.labels.tobytes())
            known.update(split.images.tobytes())
        return known.hexdigest()


_current: ContextVar[OwnData | None] = ContextVar("own_data", default=None)


def current_data() -> OwnData | None:
    """Return the pictures that the running check is to use; None for those of its lab."""
    return _current.get()


@contextlib.contextmanager
def use_data(data: OwnData | None) -> Iterator[None]:
    """Have the checks that run in the ``with`` block use ``data``."""
    token = _current.set(data)
    try:
        yield
    finally:
        _current.reset(token)


def read_own_data(name: str, *, seed: int, threshold: float = THRESHOLD) -> OwnData:
    """Return the pictures of a folder, divided for an assessment.

    A picture that is there twice counts once, lest its copy be scored after it was trained on. Of
    more than 1,200, so many are drawn.

    Args:
        name: ``folder:PATH``, as :func:`fundamentals.datasets.load_dataset` takes it.
        seed: Draws and divides.
        threshold: Accuracy that earns every point, 0–1.

    Raises:
        ArgumentError: ``name`` names no folder.
        DatasetError: The folder cannot be read; it has fewer than 20 different pictures of a class,
            or so many of one that always answering it would reach the threshold.
    """
    if not name.startswith(_FOLDER):
        raise ArgumentError(
            Text("--dataset {name}", "--dataset {name}").format(name=name),
            expected=Text(
                "folder:PATH, with one sub-folder a class; the lab's own images need no option",
                "folder:路徑，每個類別一個子資料夾；實作自帶的圖像不需要這個選項",
            ),
            fix=Text("for example --dataset folder:shells", "例如 --dataset folder:shells"),
        )
    dataset = load_dataset(name, image_size=_SIZE)
    pictures = _without_copies(dataset.train_and_validation)
    _check_classes(pictures.labels, dataset.class_names, threshold)
    if len(pictures) > _MOST_PICTURES:
        _, pictures = _divide(pictures, _MOST_PICTURES / len(pictures), seed)
    learned, scored = _divide(pictures, _SCORED, seed)
    train, validation = _divide(learned, _VALIDATION / (1 - _SCORED), seed)
    return OwnData(dataset.class_names, train, validation, scored, threshold)


def _divide(split: Split, fraction: float, seed: int) -> tuple[Split, Split]:
    """Return what is left of a split without ``fraction`` of each class, and that."""
    chosen = stratified_split(split.labels, fraction=fraction, seed=seed)
    rest, part = (Split(split.images[rows], split.labels[rows]) for rows in (~chosen, chosen))
    return rest, part


def _without_copies(split: Split) -> Split:
    first = {image.tobytes(): row for row, image in reversed(list(enumerate(split.images)))}
    rows = sorted(first.values())
    return Split(split.images[rows], split.labels[rows])


def _check_classes(
    labels: NDArray[np.int64], class_names: tuple[str, ...], threshold: float
) -> None:
    counts = np.bincount(labels, minlength=len(class_names))
    fewest, most = int(np.argmin(counts)), int(np.argmax(counts))
    if counts[fewest] < _FEWEST_OF_A_CLASS:
        raise DatasetError(
            Text("{count} different pictures of {name}", "{name} 只有 {count} 張不同的圖片").format(
                count=counts[fewest], name=class_names[fewest]
            ),
            expected=Text("at least {fewest} of each class", "每個類別至少 {fewest} 張").format(
                fewest=_FEWEST_OF_A_CLASS
            ),
            fix=Text("add pictures, or take the class out", "請補上圖片，或移除這個類別"),
        )
    share = counts[most] / counts.sum()
    if share >= threshold:
        raise DatasetError(
            Text(
                "{share:.0%} of the pictures are {name}, and the threshold is {threshold:.0%}",
                "{share:.0%} 的圖片是 {name}，而門檻是 {threshold:.0%}",
            ).format(share=share, name=class_names[most], threshold=threshold),
            expected=Text(
                "a threshold that always answering one class does not reach",
                "永遠回答同一類也達不到的門檻",
            ),
            fix=Text(
                "even the classes out, or raise --threshold", "請平衡各類別，或提高 --threshold"
            ),
        )
