"""The style of a dataset's pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fundamentals.datasets._picture_files import check_image_size
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

Framing = Literal["handwriting", "center", "whole"]
FRAMINGS: tuple[Framing, ...] = ("handwriting", "center", "whole")


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
                Text("framing={framing!r}", "framing={framing!r}").format(framing=self.framing),
                expected=Text("one of {framings}", "下列其中之一：{framings}").format(
                    framings=", ".join(FRAMINGS)
                ),
                fix=Text("use picture_style(dataset)", "使用 picture_style(dataset)"),
            )
