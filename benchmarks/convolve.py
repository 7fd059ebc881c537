"""How long ``convolve`` takes beside SciPy's compiled ``correlate2d``: 1,000 images, a call each.

Run it with ``python benchmarks/convolve.py``. The two take turns, so that a busy machine slows
both, and their medians are compared. It exits 1 where the ratio exceeds the bound.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import numpy as np
from scipy.signal import correlate2d

from fundamentals.convolution import KERNELS, convolve

IMAGES = 1_000
TURNS = 31
BOUND = 2.0


def seconds(function: Callable[[np.ndarray, np.ndarray], object], images: np.ndarray) -> float:
    """Return how long ``function`` takes for all ``images``, one call each."""
    kernel = KERNELS["sharpen"]
    start = perf_counter()
    for image in images:
        function(image, kernel)
    return perf_counter() - start


def scipy_convolve(image: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the same as ``convolve``, computed by SciPy."""
    return correlate2d(image, kernel, mode="valid")


def main() -> int:
    """Print both times and their ratio; return the exit status."""
    shape = (IMAGES, 28, 28)
    images = np.random.default_rng(0).integers(0, 256, size=shape, dtype=np.uint8)
    np.testing.assert_allclose(
        convolve(images[0], KERNELS["sharpen"]), scipy_convolve(images[0], KERNELS["sharpen"])
    )
    turns = [(seconds(convolve, images), seconds(scipy_convolve, images)) for _ in range(TURNS)]
    ours, theirs = (median(times) for times in zip(*turns, strict=True))
    ratio = ours / theirs
    print(f"{IMAGES:,} images 28×28, 3×3 kernel, one call each, median of {TURNS} turns")
    print(f"fundamentals.convolution.convolve  {1e3 * ours:6.1f} ms")
    print(f"scipy.signal.correlate2d           {1e3 * theirs:6.1f} ms")
    print(f"ratio                              {ratio:6.2f}    (bound {BOUND})")
    return int(ratio > BOUND)


if __name__ == "__main__":
    sys.exit(main())
