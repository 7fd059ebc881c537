"""The convolution of the deck: cross-correlation, as Keras ``Conv2D`` computes it."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import ArrayLike, NDArray

from fundamentals.convolution._arguments import (
    as_image,
    as_matrix,
    require_choice,
    require_integer,
    shape_text,
)
from fundamentals.errors import ArgumentError
from fundamentals.language import Text

Border = Literal["zero", "mirror"]
Padding = Literal["none", "zero", "mirror"]

_NUMPY_MODES = {"zero": "constant", "mirror": "symmetric"}
_PADDINGS = ("none", "zero", "mirror")


def convolve(
    image: ArrayLike, kernel: ArrayLike, *, stride: int = 1, padding: Padding = "none"
) -> NDArray[np.float64]:
    """Slide ``kernel`` over ``image``; each result is the sum of the products under it.

    The kernel is not flipped: deep learning calls cross-correlation convolution. In an image with
    channels, the kernel is applied to each channel separately, so a blurred color photograph is
    still a color photograph. (A ``Conv2D`` filter instead has one kernel per channel and adds up
    the channels; this is Keras ``DepthwiseConv2D`` with the same kernel everywhere.)

    With padding, the border is just wide enough to keep the size at stride 1, at any stride, as on
    the slide; a kernel of even size gets its extra row or column below and to the right.
    (Keras ``padding="same"`` agrees at stride 1; at larger strides it pads less.)

    Args:
        image: Numbers of any range, ``(height, width)`` or ``(height, width, channels)``.
        kernel: Weights, ``(kernel_height, kernel_width)``; even sizes too.
        stride: Pixels from one window to the next, down and right; windows that do not fit
            whole are left out.
        padding: "none"; "zero" for a border of zeros; "mirror" for one that repeats the edge
            pixels (NumPy's ``mode="symmetric"``).

    Returns:
        float64 ``(rows, columns)``, with channels as in ``image``; for any dtype of
        ``image``, values are neither clipped nor wrapped around.

    Raises:
        ArgumentError: An invalid argument, or a kernel larger than the image.

    Source:
        The deck, part 3, "Kernels and convolution", "Stride", "Padding".

    Example:
        >>> convolve(SLIDE_IMAGE, KERNELS["blur"], stride=3).round(2)
        array([[0.56, 0.56],
               [0.64, 0.64]])
    """
    pixels = as_image(image).astype(np.float64, copy=False)
    weights = as_matrix(kernel, Text("a kernel", "核心")).astype(np.float64, copy=False)
    pixels = padded_for(weights.shape, pixels, padding)
    if pixels.ndim == 2:
        return _weighted_sums(pixels, weights, stride)
    channels = np.moveaxis(pixels, -1, 0)
    return np.stack([_weighted_sums(channel, weights, stride) for channel in channels], axis=-1)


def _weighted_sums(
    pixels: NDArray[np.float64], weights: NDArray[np.float64], stride: int
) -> NDArray[np.float64]:
    view = windows(pixels, weights.shape, stride)
    # r, c: the window's row and column; i, j: the pixel inside it.
    sums: NDArray[np.float64] = np.einsum("rcij,ij->rc", view, weights)
    return sums


def windows(image: NDArray[Any], size: tuple[int, ...], stride: int) -> NDArray[Any]:
    """Return every window of ``image`` without copying it.

    Args:
        image: ``(height, width)`` or ``(height, width, channels)``.
        size: ``(height, width)`` of a window.
        stride: Pixels from one window to the next.

    Returns:
        View ``(rows, columns, *size)``, channels last: pixels are shared, so never write to it.
    """
    require_integer(stride, "stride", 1)
    (height, width), (down, right) = image.shape[:2], image.strides[:2]
    if size[0] > height or size[1] > width:
        raise _too_large(shape_text(size), shape_text((height, width)))
    rows, columns = (height - size[0]) // stride + 1, (width - size[1]) // stride + 1
    # sliding_window_view(...)[::stride, ::stride] is equivalent, but takes half the time of a 28×28
    # image.
    return as_strided(
        image,
        shape=(rows, columns, *size, *image.shape[2:]),
        strides=(down * stride, right * stride, down, right, *image.strides[2:]),
    )


def output_size(size: int, kernel_size: int, stride: int = 1, padding: int = 0) -> int:
    """Return how many windows fit along one side of an image.

    That is ``(size + 2 * padding - kernel_size) // stride + 1``.

    Args:
        size: Pixels along the image's side, 1 or more.
        kernel_size: Pixels along the kernel's side, 1 or more.
        stride: Pixels from one window to the next, 1 or more.
        padding: Pixels added at each of the two ends, 0 or more.

    Raises:
        ArgumentError: An invalid argument, or no window fits.

    Source:
        The deck, part 3, "Stride" and "Padding".

    Example:
        >>> output_size(6, 3, stride=1, padding=1)
        6
    """
    require_integer(size, "size", 1)
    require_integer(kernel_size, "kernel_size", 1)
    require_integer(stride, "stride", 1)
    require_integer(padding, "padding", 0)
    padded = size + 2 * padding
    if kernel_size > padded:
        raise _too_large(str(kernel_size), str(padded))
    return int((padded - kernel_size) // stride + 1)


def pad(image: ArrayLike, width: int, mode: Border) -> NDArray[Any]:
    """Put a border of ``width`` pixels on every side of ``image``.

    Args:
        image: Numbers, ``(height, width)`` or ``(height, width, channels)``.
        width: Pixels per side, 0 or more.
        mode: "zero", or "mirror", which repeats the edge pixels: NumPy's ``mode="symmetric"``,
            not ``"reflect"``, which skips them.

    Returns:
        A new array of the same dtype, ``2 * width`` higher and wider.

    Raises:
        ArgumentError: An invalid argument.

    Source:
        The deck, part 3, "Padding".
    """
    pixels = as_image(image)
    require_integer(width, "width", 0)
    require_choice(mode, "mode", tuple(_NUMPY_MODES))
    return _with_border(pixels, (width, width), (width, width), mode)


def padded_for(size: tuple[int, ...], image: NDArray[Any], padding: Padding) -> NDArray[Any]:
    """Return ``image`` with the border that keeps its size under a kernel of ``size``."""
    require_choice(padding, "padding", _PADDINGS)
    if padding == "none":
        return image
    top, left = ((side - 1) // 2 for side in size)
    return _with_border(image, (top, size[0] // 2), (left, size[1] // 2), padding)


def _with_border(
    image: NDArray[Any], rows: tuple[int, int], columns: tuple[int, int], mode: Border
) -> NDArray[Any]:
    border = (rows, columns, (0, 0))[: image.ndim]
    return np.pad(image, border, mode=_NUMPY_MODES[mode])  # type: ignore[call-overload, no-any-return]


def _too_large(kernel: str, image: str) -> ArgumentError:
    return ArgumentError(
        Text(
            "a window of {kernel} over an image of {image}", "視窗大小 {kernel}，圖像大小 {image}"
        ).format(kernel=kernel, image=image),
        expected=Text("a window no larger than the image", "視窗不大於圖像"),
        fix=Text(
            "use a smaller window or a larger image, or let convolve add padding",
            "改用較小的視窗或較大的圖像；convolve 也可以加上填充 (padding)",
        ),
    )
