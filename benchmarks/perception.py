"""How long feature maps and Grad-CAM of 100 images take beside the plain passes they are made of.

Run it with ``python benchmarks/perception.py``. The model is the solution of lab 3b. The timings
take turns, so that a busy machine slows all alike, and medians are compared: feature maps with one
compiled forward pass, Grad-CAM with one compiled forward and backward pass, all in one batch. It
exits 1 where a ratio exceeds the bound.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from fundamentals.authoring import find_course, load_module
from fundamentals.datasets import load_dataset
from fundamentals.perception import feature_maps, grad_cam

IMAGES = 100
TURNS = 31
BOUND = 1.5


def solution_model() -> keras.Model:
    """Return the untrained CNN of lab 3b, for the bundled digits."""
    solution = load_module(find_course().lab("lab03b").solution_path)
    model: keras.Model = solution.build_cnn((28, 28, 1), 10)
    return model


def forward_and_backward(model: keras.Model) -> Callable[[NDArray[np.float32]], object]:
    """Return one compiled pass to the class scores and back to every weight."""

    @tf.function
    def run(images: tf.Tensor) -> object:
        with tf.GradientTape() as tape:
            score = tf.reduce_sum(tf.reduce_max(model(images, training=False), axis=-1))
        return tape.gradient(score, model.trainable_variables)

    return lambda images: [gradient.numpy() for gradient in run(tf.constant(images))]


def timings(
    tasks: dict[str, Callable[[NDArray[np.float32]], object]], images: NDArray[np.float32]
) -> dict[str, float]:
    """Return each task's median seconds, after one turn that compiles."""
    seconds: dict[str, list[float]] = {name: [] for name in tasks}
    for turn in range(TURNS + 1):
        for name, task in tasks.items():
            start = perf_counter()
            task(images)
            if turn:
                seconds[name].append(perf_counter() - start)
    return {name: median(times) for name, times in seconds.items()}


def main() -> int:
    """Print all times and ratios; return the exit status."""
    model = solution_model()
    images = load_dataset("digits").validation.images[:IMAGES] / np.float32(255)
    last = [layer.name for layer in model.layers if isinstance(layer, keras.layers.Conv2D)][-1]
    pools = [layer.name for layer in model.layers if "pool" in layer.name]
    found = timings(
        {
            "forward": lambda x: model.predict_on_batch(x),
            "last": lambda x: feature_maps(model, x, last),
            "pools": lambda x: feature_maps(model, x, pools),
            "all": lambda x: feature_maps(model, x),
            "backward": forward_and_backward(model),
            "grad_cam": lambda x: grad_cam(model, x),
        },
        images,
    )
    rows = [
        ("feature maps, last convolution", "last", "forward"),
        ("feature maps, every pooling layer", "pools", "forward"),
        ("feature maps, all convolutions", "all", "forward"),
        ("Grad-CAM, last convolution", "grad_cam", "backward"),
    ]
    print(f"{IMAGES} images, {model.count_params():,} parameters, median of {TURNS} turns")
    print(f"{'one forward pass':36}{1e3 * found['forward']:7.1f} ms")
    print(f"{'one forward and one backward pass':36}{1e3 * found['backward']:7.1f} ms")
    ratios = [found[task] / found[baseline] for _, task, baseline in rows]
    for (title, task, baseline), ratio in zip(rows, ratios, strict=True):
        print(f"{title:36}{1e3 * found[task]:7.1f} ms {ratio:6.2f} × {baseline} (bound {BOUND})")
    return int(max(ratios) > BOUND)


if __name__ == "__main__":
    sys.exit(main())
