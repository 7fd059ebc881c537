"""The overhead of the course's ``fit`` over Keras's ``model.fit``: same network, same images.

Epochs of the CNN of lab 3b on the bundled digits take turns: bare, with the progress bar of a
terminal, with the lines of a notebook. Times are compared within a turn, so that a busy machine
slows all of them, and the median over the turns counts.

    python benchmarks/fit_overhead.py
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import Any
from unittest import mock

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

# The environment that rich reads: whether there is a terminal, and its abilities.
TERMINAL = {"FORCE_COLOR": "1", "TERM": "xterm-256color", "COLUMNS": "100"}
NO_TERMINAL = {"TERM": "dumb"}


def measure(run: BenchmarkContext, *, turns: int = 15, images: int = 4_000) -> Iterator[Figure]:
    """Yield the seconds of a bare epoch and both ratios."""
    from fundamentals.training import fit

    def bare(model: Any, **arguments: Any) -> object:
        return model.fit(verbose=0, **arguments)

    def with_bar(model: Any, **arguments: Any) -> object:
        return in_environment(TERMINAL, lambda: fit(model, **arguments))

    def with_lines(model: Any, **arguments: Any) -> object:
        return in_environment(NO_TERMINAL, lambda: fit(model, **arguments))

    ways = (bare, with_bar, with_lines)
    networks = [network(run.seed, images) for _ in ways]
    for way, (model, arguments) in zip(ways, networks, strict=True):
        way(model, **arguments)  # compiles
    times: list[list[float]] = [[] for _ in ways]
    for turn in run.each(range(turns), Text("turn", "回合")):
        # The order changes from turn to turn.
        for place in sorted(range(len(ways)), key=lambda place: (place + turn) % len(ways)):
            model, arguments = networks[place]
            start = perf_counter()
            ways[place](model, **arguments)
            times[place].append(perf_counter() - start)
    alone, bar, lines = times
    yield Figure("epoch", Text("one epoch, bare", "一個週期，不加任何東西"), median(alone), "s")
    for name, title, ours in (
        ("bar", Text("with the bar, over bare", "有進度條，除以不加"), bar),
        ("lines", Text("with lines, over bare", "逐行輸出，除以不加"), lines),
    ):
        ratio = median(one / other for one, other in zip(ours, alone, strict=True))
        yield Figure(name, title, ratio, at_most=1.03, spec=".3f")


def network(seed: int, images: int) -> tuple[Any, dict[str, Any]]:
    """Return a compiled CNN and the arguments for both ways of training."""
    import keras

    lab = load_module(find_course().lab("lab03b").solution_path)
    digits = load_dataset("digits")
    keras.utils.set_random_seed(seed)
    model = lab.build_cnn(digits.image_shape, digits.num_classes)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model, {
        "x": lab.prepare_images(digits.train.images[:images]),
        "y": digits.train.labels[:images],
        "validation_data": (
            lab.prepare_images(digits.validation.images),
            digits.validation.labels,
        ),
        "epochs": 1,
        "batch_size": 64,
    }


def in_environment(variables: dict[str, str], work: Callable[[], object]) -> object:
    """Do ``work`` as on such a terminal; its output is discarded."""
    with mock.patch.dict(os.environ, variables), contextlib.redirect_stdout(io.StringIO()):
        return work()


BENCHMARKS = (
    Benchmark(
        "fit-overhead",
        Text(
            "our fit beside a bare model.fit, an epoch of the CNN on the digits, median of turns",
            "我們的 fit 與單純的 model.fit 相比：CNN 在數字上的一個週期，取各回合的中位數",
        ),
        minutes=1.5,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
