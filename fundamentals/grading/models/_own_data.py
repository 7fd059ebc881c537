"""An instructor's own folder of pictures for an assessment, instead of the lab's images.

It is split once per run, by the run's seed, so that no check trains on a picture that another check
scores. Only the trusted grader has all of it. A submission's process gets pictures and labels to
train on; scored pictures go only to the clean process that has rebuilt its model, and their labels
never leave the grader.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fundamentals.datasets import Split, dataset_source, load_dataset, stratified_split
from fundamentals.errors import ArgumentError, DatasetError
from fundamentals.language import Text

THRESHOLD = 0.8
"""Default accuracy on unseen pictures that earns full points."""

# Every picture is resized to this height and width, in pixels.
_SIZE = (48, 48)
# More would take too long for a class, and too much to send to a cluster.
_MOST_PICTURES = 1200
_FEWEST_OF_A_CLASS = 20
# Fractions of each class; the rest is for training.
_SCORED, _VALIDATION = 0.3, 0.15


@dataclass(frozen=True, eq=False)
class OwnData:
    """Pictures to assess with, uint8 ``(n, 48, 48, 3)``, of at least two classes.

    Attributes:
        class_names: The names of the subfolders; ``class_names[label]`` names a label.
        train: What a submission trains on.
        validation: What it validates on.
        scored: What its model is scored on, which the submission never sees.
        threshold: Accuracy that earns full points, 0–1.
    """

    class_names: tuple[str, ...]
    train: Split
    validation: Split
    scored: Split
    threshold: float = THRESHOLD

    @property
    def digest(self) -> str:
        """Hash of everything, hexadecimal, so that grades from different pictures are not mixed."""
        known = hashlib.sha256(repr((self.class_names, self.threshold)).encode())
        for split in (self.train, self.validation, self.scored):
            known.update(split.labels.tobytes())
            known.update(split.images.tobytes())
        return known.hexdigest()


_current: ContextVar[OwnData | None] = ContextVar("own_data", default=None)


def current_data() -> OwnData | None:
    """Return the pictures that the running check uses; None for those of its lab."""
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
    """Return the pictures of a folder, split for an assessment.

    Duplicates are dropped, so that no scored picture was also trained on. At most 1,200 are used,
    drawn at random.

    Args:
        name: ``folder:PATH``, as :func:`fundamentals.datasets.load_dataset` takes it.
        seed: Seeds the selection and the split.
        threshold: Accuracy that earns full points, 0–1.

    Raises:
        ArgumentError: ``name`` is not a folder.
        DatasetError: The folder cannot be read; a class has fewer than 20 different pictures, or so
            many that always predicting it would reach the threshold.
    """
    if not dataset_source(name).own_pictures:
        raise ArgumentError(
            Text.untranslated("--dataset {name}").format(name=name),
            expected=Text(
                "folder:PATH, with one subfolder per class; the lab's own images need no option",
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
    """Return a split without ``fraction`` of each class, and that fraction."""
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
            fix=Text("add pictures, or remove the class", "請補上圖片，或移除這個類別"),
        )
    share = counts[most] / counts.sum()
    if share >= threshold:
        raise DatasetError(
            Text(
                "{share:.0%} of the pictures are {name}, and the threshold is {threshold:.0%}",
                "{share:.0%} 的圖片是 {name}，而門檻是 {threshold:.0%}",
            ).format(share=share, name=class_names[most], threshold=threshold),
            expected=Text(
                "a threshold that is not reached by always predicting one class",
                "永遠回答同一類也達不到的門檻",
            ),
            fix=Text(
                "balance the classes, or raise --threshold", "請平衡各類別，或提高 --threshold"
            ),
        )
