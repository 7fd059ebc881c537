"""The time of feature maps and Grad-CAM of 100 images, compared with the plain passes inside.

The model is the solution of lab 3b. The timings take turns, so that a busy machine slows all alike,
and medians are compared: feature maps with one compiled forward pass, Grad-CAM with one compiled
forward and backward pass, all in one batch.

    python benchmarks/perception.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course
from fundamentals.training import set_seed

if TYPE_CHECKING:
    import keras

IMAGES = 100
BOUND = 1.5

FORWARD = Text("one forward pass", "一次前向計算")
BACKWARD = Text("one forward and one backward pass", "一次前向與反向計算")
# Name, timed function, and the pass that it is compared with.
TIMED = (
    ("maps-last", Text("feature maps, last convolution", "特徵圖，最後一個卷積層"), "forward"),
    ("maps-pools", Text("feature maps, every pooling layer", "特徵圖，所有池化層"), "forward"),
    ("maps-all", Text("feature maps, all convolutions", "特徵圖，所有卷積層"), "forward"),
    ("grad-cam", Text("Grad-CAM, last convolution", "Grad-CAM，最後一個卷積層"), "backward"),
)


def measure(run: BenchmarkContext, *, turns: int = 31) -> Iterator[Figure]:
    """Yield each time, also in passes."""
    import keras

    from fundamentals.perception import feature_maps, grad_cam

    set_seed(run.seed)
    model = solution_model()
    images = load_dataset("digits").validation.images[:IMAGES] / np.float32(255)
    last = [layer.name for layer in model.layers if isinstance(layer, keras.layers.Conv2D)][-1]
    pools = [layer.name for layer in model.layers if "pool" in layer.name]
    found = timings(
        {
            "forward": lambda x: model.predict_on_batch(x),
            "maps-last": lambda x: feature_maps(model, x, last),
            "maps-pools": lambda x: feature_maps(model, x, pools),
            "maps-all": lambda x: feature_maps(model, x),
            "backward": forward_and_backward(model),
            "grad-cam": lambda x: grad_cam(model, x),
        },
        images,
        turns,
    )
    yield Figure("parameters", Text("parameters", "參數"), float(model.count_params()), spec=",.0f")
    for name, title in (("forward", FORWARD), ("backward", BACKWARD)):
        yield Figure(name, title, found[name], "ms", spec=",.1f")
    for name, title, baseline in TIMED:
        yield Figure(name, title, found[name], "ms", spec=",.1f")
        over = Text("{title}, over its pass", "{title}，除以該次計算").format(title=title)
        yield Figure(f"{name}-ratio", over, found[name] / found[baseline], at_most=BOUND)


def solution_model() -> keras.Model:
    """Return the untrained CNN of lab 3b, for the bundled digits."""
    solution = load_module(find_course().lab("lab03b").solution_path)
    model: keras.Model = solution.build_cnn((28, 28, 1), 10)
    return model


def forward_and_backward(model: keras.Model) -> Callable[[NDArray[np.float32]], object]:
    """Return one compiled pass to the class scores and back to every weight."""
    import tensorflow as tf

    @tf.function
    def run(images: tf.Tensor) -> object:
        with tf.GradientTape() as tape:
            score = tf.reduce_sum(tf.reduce_max(model(images, training=False), axis=-1))
        return tape.gradient(score, model.trainable_variables)

    return lambda images: [gradient.numpy() for gradient in run(tf.constant(images))]


def timings(
    tasks: dict[str, Callable[[NDArray[np.float32]], object]],
    images: NDArray[np.float32],
    turns: int,
) -> dict[str, float]:
    """Return each task's median milliseconds, after one turn that compiles."""
    milliseconds: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(turns + 1):
        for name, task in tasks.items():
            start = perf_counter()
            task(images)
            if turn:
                milliseconds[name].append(1e3 * (perf_counter() - start))
    return {name: median(times) for name, times in milliseconds.items()}


BENCHMARKS = (
    Benchmark(
        "perception",
        Text(
            "feature maps and Grad-CAM of 100 images beside plain passes, median of turns",
            "100 張圖像的特徵圖與 Grad-CAM，與單純的計算相比，取各回合的中位數",
        ),
        minutes=0.5,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
