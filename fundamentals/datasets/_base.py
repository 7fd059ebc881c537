"""The type that every loader returns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fundamentals.errors import ArgumentError
from fundamentals.language import Text


@dataclass(frozen=True, eq=False)
class Split:
    """Images with their labels.

    Attributes:
        images: uint8 array ``(n, height, width, channels)``, values 0–255.
        labels: int64 array ``(n,)``, values 0 to ``num_classes - 1``.
        groups: The photograph, photographer or session of each image, integers ``(n,)``; None if
            that is not known.
    """

    images: NDArray[np.uint8]
    labels: NDArray[np.int64]
    groups: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        if self.images.dtype != np.uint8 or self.images.ndim != 4:
            raise ArgumentError(
                Text(
                    "images with dtype {dtype} and shape {shape}",
                    "圖像的 dtype 為 {dtype}，形狀為 {shape}",
                ).format(dtype=self.images.dtype, shape=self.images.shape),
                expected=Text(
                    "dtype uint8 and shape (n, height, width, channels)",
                    "dtype uint8，形狀 (n, 高, 寬, 色版)",
                ),
                fix=Text(
                    "add a channel axis to gray images with images[..., np.newaxis]",
                    "灰階圖像請用 images[..., np.newaxis] 補上色版軸",
                ),
            )
        if self.labels.shape != self.images.shape[:1]:
            raise ArgumentError(
                Text(
                    "{images} images with labels of shape {labels}",
                    "{images} 張圖像，標籤的形狀為 {labels}",
                ).format(images=len(self.images), labels=self.labels.shape),
                expected=Text("one integer label per image", "每張圖像一個整數標籤"),
                fix=Text(
                    "check that images and labels come from the same file",
                    "確認圖像與標籤來自同一個檔案",
                ),
            )

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, eq=False)
class ImageDataset:
    """Images for classification, split for training and validation.

    Attributes:
        name: The name that :func:`~fundamentals.datasets.load_dataset` was given, as
            :func:`~fundamentals.datasets.shown_name` shows it.
        class_names: One name per class; ``class_names[label]`` names a label.
        train: Images to fit a model on.
        validation: Images to make choices on; none of their photographs is in ``train``.
        test: Images that no choice depends on, or None if the source has no such split.
        source: What the images came from and how they were split, for reports: names of files and
            folders, but not where they are.
    """

    name: str
    class_names: tuple[str, ...]
    train: Split
    validation: Split
    test: Split | None
    source: Text

    def __post_init__(self) -> None:
        for split in (self.train, self.validation, self.test):
            if split is None:
                continue
            if split.images.shape[1:] != self.image_shape:
                raise _shapes_differ(self.image_shape, split.images.shape[1:])
            if not np.isin(split.labels, np.arange(self.num_classes)).all():
                raise _label_without_class(split.labels, self.num_classes)

    @property
    def num_classes(self) -> int:
        """Number of classes."""
        return len(self.class_names)

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """``(height, width, channels)`` of one image."""
        height, width, channels = self.train.images.shape[1:]
        return height, width, channels

    @property
    def train_and_validation(self) -> Split:
        """Both splits together, validation last, for training after all choices are made."""
        parts = (self.train, self.validation)
        groups = [part.groups for part in parts if part.groups is not None]
        return Split(
            np.concatenate([part.images for part in parts]),
            np.concatenate([part.labels for part in parts]),
            np.concatenate(groups) if len(groups) == len(parts) else None,
        )


def _shapes_differ(train: tuple[int, ...], other: tuple[int, ...]) -> ArgumentError:
    return ArgumentError(
        Text(
            "training images of shape {train} and others of shape {other}",
            "訓練圖像的形狀為 {train}，其他圖像為 {other}",
        ).format(train=train, other=other),
        expected=Text("the same shape in all splits", "所有分割的圖像形狀相同"),
        fix=Text("resize the images to one size", "把圖像縮放成同一大小"),
    )


def _label_without_class(labels: NDArray[np.int64], num_classes: int) -> ArgumentError:
    return ArgumentError(
        Text("labels from {low} to {high}", "標籤從 {low} 到 {high}").format(
            low=labels.min(), high=labels.max()
        ),
        expected=Text(
            "integers from 0 to {last}: there are {count} class names",
            "0 到 {last} 的整數：共有 {count} 個類別名稱",
        ).format(last=num_classes - 1, count=num_classes),
        fix=Text("number the classes from 0", "類別從 0 開始編號"),
    )
