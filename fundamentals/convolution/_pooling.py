"""Max pooling."""

from __future__ import annotations

from typing import Any

from numpy.typing import ArrayLike, NDArray

from fundamentals.convolution._arguments import as_image, require_integer
from fundamentals.convolution._convolve import windows


def max_pool(image: ArrayLike, size: int, stride: int | None = None) -> NDArray[Any]:
    """Keep the largest value of each window.

    Args:
        image: Numbers, ``(height, width)`` or ``(height, width, channels)``; each channel is
            pooled separately.
        size: Pixels along a window's side.
        stride: Pixels from one window to the next; by default ``size``, so that windows touch
            and do not overlap.

    Returns:
        ``(rows, columns)``, with channels as in ``image``, in its dtype; windows that do not fit
        whole are left out, as in Keras ``MaxPooling2D``.

    Raises:
        ArgumentError: An invalid argument, or a window larger than the image.

    Source:
        The deck, part 3, "Max pooling".

    Example:
        >>> max_pool(SLIDE_POOLING_INPUT, 2)
        array([[256, 153],
               [ 23,  55]])
    """
    pixels = as_image(image)
    require_integer(size, "size", 1)
    view = windows(pixels, (size, size), size if stride is None else stride)
    largest: NDArray[Any] = view.max(axis=(2, 3))
    return largest
