"""One neuron: a kernel at one position of the image."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from fundamentals.convolution._arguments import as_numbers
from fundamentals.errors import ArgumentError
from fundamentals.language import Text


def neuron(window: ArrayLike, weights: ArrayLike, bias: float = 0.0) -> float:
    """Return ``ReLU(window · weights + bias)``: the weighted sum, or 0 if that is negative.

    Sliding a kernel over an image applies this one neuron, with the same weights, at every
    position.

    Args:
        window: The inputs, any shape: the nine pixels under a 3×3 kernel.
        weights: One weight per input, in the shape of ``window``.
        bias: Number added to the sum.

    Returns:
        0.0 or more; NaN where an input is NaN.

    Raises:
        ArgumentError: ``window`` and ``weights`` differ in shape, or an argument is not a number.

    Source:
        The deck, part 3, "A kernel is a neuron".
    """
    inputs = as_numbers(window, Text("a window", "視窗"))
    factors = as_numbers(weights, Text("weights", "權重"))
    if inputs.shape != factors.shape:
        raise ArgumentError(
            Text(
                "a window of shape {window} with weights of shape {weights}",
                "視窗的形狀為 {window}，權重的形狀為 {weights}",
            ).format(window=inputs.shape, weights=factors.shape),
            expected=Text("one weight per input", "每個輸入一個權重"),
            fix=Text("cut out a window of the kernel's size", "取出與核心一樣大的視窗"),
        )
    offset = as_numbers(bias, Text("a bias", "偏差 (bias)"))
    if offset.ndim:
        raise ArgumentError(
            Text("a bias of shape {shape}", "偏差 (bias) 的形狀為 {shape}").format(
                shape=offset.shape
            ),
            expected=Text("one number", "一個數字"),
            fix=Text("pass one element, such as bias[0]", "傳入其中一個元素，例如 bias[0]"),
        )
    total = np.vdot(inputs.astype(np.float64), factors.astype(np.float64)) + offset
    return float(np.maximum(total, 0.0))  # np.maximum keeps NaN, max() would hide it
