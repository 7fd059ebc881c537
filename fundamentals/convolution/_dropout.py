"""Dropout."""

from __future__ import annotations

from collections.abc import Iterable
from numbers import Real

import numpy as np
from numpy.typing import NDArray

from fundamentals.convolution._arguments import require_integer
from fundamentals.errors import ArgumentError
from fundamentals.language import Text


def dropout_mask(
    shape: int | tuple[int, ...], rate: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Draw the mask that a dropout layer multiplies its input by during training.

    Args:
        shape: Shape of the input.
        rate: Probability that a value is dropped, 0 or more, below 1.
        rng: Source of randomness, such as ``np.random.default_rng(0)``.

    Returns:
        float64 of that shape: 0 where a value is dropped, else ``1 / (1 - rate)``, so that the
        expected sum stays the same (inverted dropout, as in Keras ``Dropout``).

    Raises:
        ArgumentError: An invalid argument. At rate 1, nothing would remain to be
            scaled up.

    Source:
        The deck, part 3, "Dropout"; Srivastava et al. 2014, "Dropout: A Simple Way to Prevent
        Neural Networks from Overfitting".
    """
    lengths = tuple(shape) if isinstance(shape, Iterable) else (shape,)
    for length in lengths:
        require_integer(length, "shape", 0)
    if not isinstance(rate, Real) or not 0 <= rate < 1:
        raise ArgumentError(
            Text.untranslated("rate={rate!r}").format(rate=rate),
            expected=Text("a number of at least 0 and below 1", "0 以上、小於 1 的數"),
            fix=Text("write 20 % as rate=0.2", "20 % 寫成 rate=0.2"),
        )
    if not isinstance(rng, np.random.Generator):
        raise ArgumentError(
            Text.untranslated("rng={rng!r}").format(rng=rng),
            expected=Text("a numpy.random.Generator", "numpy.random.Generator"),
            fix=Text("pass np.random.default_rng(0)", "傳入 np.random.default_rng(0)"),
        )
    survives = rng.random(lengths) >= rate
    return survives / (1.0 - float(rate))
