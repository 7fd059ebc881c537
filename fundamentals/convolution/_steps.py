"""A convolution in slow motion: every window as a step that can be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fundamentals.convolution._arguments import as_matrix
from fundamentals.convolution._convolve import Padding, convolve, padded_for, windows
from fundamentals.language import Text


@dataclass(frozen=True, eq=False)
class Step:
    """One window of a convolution.

    Attributes:
        row: Row of the result, from 0.
        column: Column of the result, from 0.
        window: float64, the pixels under the kernel, in the kernel's shape.
        products: float64, ``window * kernel``.
        total: Sum of the products: the result at ``(row, column)``.
    """

    row: int
    column: int
    window: NDArray[np.float64]
    products: NDArray[np.float64]
    total: float


@dataclass(frozen=True, eq=False)
class ConvolutionTrace:
    """A whole convolution; iterating gives its steps, row by row from the top left.

    Attributes:
        image: float64 ``(height, width)``, the image as convolved, its border included.
        kernel: float64 ``(kernel_height, kernel_width)``.
        stride: Pixels from one window to the next: the window of a step starts at row
            ``step.row * stride``, column ``step.column * stride`` of ``image``.
        output: float64 ``(rows, columns)``, the result.
    """

    image: NDArray[np.float64]
    kernel: NDArray[np.float64]
    stride: int
    output: NDArray[np.float64]

    def __len__(self) -> int:
        return self.output.size

    def __iter__(self) -> Iterator[Step]:
        view = windows(self.image, self.kernel.shape, self.stride)
        for (row, column), total in np.ndenumerate(self.output):
            window = view[row, column].copy()
            yield Step(row, column, window, window * self.kernel, float(total))


def trace_convolution(
    image: ArrayLike, kernel: ArrayLike, *, stride: int = 1, padding: Padding = "none"
) -> ConvolutionTrace:
    """Convolve as :func:`convolve` does and keep every step.

    Args:
        image: Numbers, ``(height, width)``; pass one channel of a color image.
        kernel: As for :func:`convolve`.
        stride: As for :func:`convolve`.
        padding: As for :func:`convolve`.

    Returns:
        The :class:`ConvolutionTrace`: one step per window.

    Raises:
        ArgumentError: As :func:`convolve`, or an image with channels.

    Source:
        The deck, part 3, "The convolution, step by step".

    Example:
        >>> first = next(iter(trace_convolution(SLIDE_IMAGE, KERNELS["blur"])))
        >>> round(first.total, 2)
        0.56
    """
    pixels = as_matrix(image, Text("an image", "圖像")).astype(np.float64)
    output = convolve(pixels, kernel, stride=stride, padding=padding)
    weights = np.array(kernel, dtype=np.float64)
    return ConvolutionTrace(padded_for(weights.shape, pixels, padding), weights, stride, output)
