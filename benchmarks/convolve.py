"""The time of ``convolve`` beside SciPy's compiled ``correlate2d``: 1,000 images, one call each.

The two take turns, so that a busy machine slows both, and their medians are compared.

    python benchmarks/convolve.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter

import numpy as np
from scipy.signal import correlate2d

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.convolution import KERNELS, convolve
from fundamentals.language import Text

IMAGES = 1_000


def measure(run: BenchmarkContext, *, turns: int = 31) -> Iterator[Figure]:
    """Yield both medians and their ratio."""
    shape = (IMAGES, 28, 28)
    images = np.random.default_rng(run.seed).integers(0, 256, size=shape, dtype=np.uint8)
    np.testing.assert_allclose(
        convolve(images[0], KERNELS["sharpen"]), scipy_convolve(images[0], KERNELS["sharpen"])
    )
    times = [(seconds(convolve, images), seconds(scipy_convolve, images)) for _ in range(turns)]
    ours, theirs = (median(each) for each in zip(*times, strict=True))
    yield Figure("ours", Text.untranslated("convolve"), 1e3 * ours, "ms", spec=",.1f")
    yield Figure("scipy", Text.untranslated("SciPy"), 1e3 * theirs, "ms", spec=",.1f")
    yield Figure(
        "ratio", Text("ours over SciPy's", "我們的除以 SciPy 的"), ours / theirs, at_most=2
    )


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


BENCHMARKS = (
    Benchmark(
        "convolve",
        Text(
            "convolution of 1,000 images beside SciPy's, median of turns",
            "1,000 張圖像的卷積，與 SciPy 相比，取各回合的中位數",
        ),
        minutes=0.1,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
