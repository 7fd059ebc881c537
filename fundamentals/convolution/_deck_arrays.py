"""The arrays printed in the deck, part 3; read-only, so that no exercise can change them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def _read_only(values: ArrayLike, dtype: type[np.generic]) -> NDArray[Any]:
    array = np.array(values, dtype=dtype)
    array.setflags(write=False)
    return array


def _kernel(*rows: tuple[float, float, float]) -> NDArray[np.float64]:
    return _read_only(rows, np.float64)


KERNELS: Mapping[str, NDArray[np.float64]] = MappingProxyType(
    {
        "identity": _kernel((0, 0, 0), (0, 1, 0), (0, 0, 0)),
        # As printed: sixteenths rounded to two digits. They sum to 1.01, and the deck's results
        # (.57, not .5625) come from the rounded weights.
        "blur": _kernel((0.06, 0.13, 0.06), (0.13, 0.25, 0.13), (0.06, 0.13, 0.06)),
        "sharpen": _kernel((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
        "brighten": _kernel((0, 0, 0), (0, 1.5, 0), (0, 0, 0)),
        "darken": _kernel((0, 0, 0), (0, 0.5, 0), (0, 0, 0)),
        "vertical_edges": _kernel((1, 0, -1), (2, 0, -2), (1, 0, -1)),
        "horizontal_edges": _kernel((1, 2, 1), (0, 0, 0), (-1, -2, -1)),
    }
)
"""The deck's seven kernels by name, each float64 ``(3, 3)`` (slides "Kernels", "Finding edges")."""

EDGE_KERNELS = ("vertical_edges", "horizontal_edges")
"""Names of the kernels on the slide "Finding edges": their results have either sign."""

SLIDE_IMAGE: NDArray[np.int64] = _read_only(
    [
        [1, 0, 1, 1, 0, 1],
        [0, 1, 0, 0, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 0],
        [1, 0, 1, 1, 0, 1],
        [1, 1, 0, 0, 1, 1],
    ],
    np.int64,
)
"""The image that the deck convolves step by step: int64 ``(6, 6)``, values 0 and 1."""

SLIDE_POOLING_INPUT: NDArray[np.int64] = _read_only(
    [
        [110, 256, 153, 67],
        [12, 89, 88, 43],
        [10, 15, 50, 55],
        [23, 9, 49, 23],
    ],
    np.int64,
)
"""The input of the max pooling slide: int64 ``(4, 4)``; 256 is the slide's own figure."""
