"""The style of a dataset's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from fundamentals.datasets._base import ImageDataset
from fundamentals.datasets._picture_files import check_image_size
from fundamentals.datasets.registry import Framing, dataset_source
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

FRAMINGS: tuple[Framing, ...] = get_args(Framing)


@dataclass(frozen=True)
class PictureStyle:
    """How the pictures of a dataset were made from photographs.

    Attributes:
        image_size: ``(height, width)`` in pixels.
        gray: True for one channel, False for three.
        framing: "handwriting": the writing alone, bright on black, in the middle, as in MNIST;
            "center": the largest part in the middle with the same aspect ratio; "whole": all of the
            photograph, stretched.
    """

    image_size: tuple[int, int]
    gray: bool
    framing: Framing

    def __post_init__(self) -> None:
        check_image_size(self.image_size)
        if self.framing not in FRAMINGS:
            raise ArgumentError(
                Text.untranslated("framing={framing!r}").format(framing=self.framing),
                expected=Text("one of {framings}", "下列其中之一：{framings}").format(
                    framings=", ".join(FRAMINGS)
                ),
                fix=Text("use picture_style(dataset)", "使用 picture_style(dataset)"),
            )


def picture_style(dataset: ImageDataset) -> PictureStyle:
    """Return the style of a dataset's pictures, which photographs must be given, too.

    ``digits``, ``mnist`` and similar datasets are handwriting; ``sign_mnist`` is cut from the
    middle. Folders and other datasets are whole pictures, resized by their loaders.
    """
    height, width, channels = dataset.image_shape
    framing = dataset_source(dataset.name).framing
    if framing == "handwriting" and channels != 1:
        framing = "whole"
    return PictureStyle((height, width), gray=channels == 1, framing=framing)
