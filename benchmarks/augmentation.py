"""The gain of lab 4a's augmentation for a network with 1,000 digits, and the cost of flips.

    python benchmarks/augmentation.py

Network, augmentation and epochs are lab 4a's own. Each seed draws other training images and trains
three networks: without augmentation, with it, and with flips as well. Accuracy is that of the other
4,000 digits, unchanged, with which nothing was chosen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import mean

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

# Validation is not measured, so a few images are enough.
_VALIDATED = 100

_CHANGES = {
    "plain": Text("as they are", "原本的圖像"),
    "augmented": Text("augmented", "增強"),
    "flipped": Text("flipped, too", "再加翻轉"),
}


def measure(run: BenchmarkContext, *, seeds: int = 5, images: int = 1000) -> Iterator[Figure]:
    """Yield each network's accuracy and gap, the gain of augmentation, and the cost of flips.

    Args:
        run: Its seed is the first.
        seeds: Draws of training images.
        images: Training images.
    """
    import keras

    lab = load_module(find_course().lab("lab04a").solution_path)
    digits = load_dataset("digits")
    everything = digits.train_and_validation
    pixels, labels = everything.images.astype("float32") / 255, everything.labels
    changes = dict(zip(_CHANGES, (lab.unchanged, lab.augment, lab.augment_and_flip), strict=True))
    new: dict[str, list[float]] = {name: [] for name in _CHANGES}
    gaps: dict[str, list[float]] = {name: [] for name in _CHANGES}
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        order = np.random.default_rng(seed).permutation(len(labels))
        few, rest = order[:images], order[images:]
        validated = rest[:_VALIDATED]
        for name, change in changes.items():
            keras.utils.set_random_seed(seed)
            model = lab.build_dense(digits.image_shape, digits.num_classes)
            history = lab.train_model(
                model,
                *(pixels[few], labels[few]),
                *(pixels[validated], labels[validated]),
                lab.EPOCHS,
                change,
            )
            require_epochs([len(history.epoch)], [lab.EPOCHS])
            training, unseen = (
                100 * float(lab.accuracy(model, pixels[rows], labels[rows])) for rows in (few, rest)
            )
            new[name].append(unseen)
            gaps[name].append(training - unseen)
            print(f"{name}: new {unseen:.1f} %, gap {training - unseen:.1f} points")
    for name, title in _CHANGES.items():
        for kind, label, unit, values in (
            ("new", Text("new images, mean", "新圖像，平均"), "%", new[name]),
            ("gap", Text("gap in points, mean", "差距（百分點），平均"), "", gaps[name]),
        ):
            full = Text("{name}: {label}", "{name}：{label}").format(name=title, label=label)
            yield Figure(f"{name}-{kind}-mean", full, mean(values), unit)
    shares = np.divide(gaps["augmented"], gaps["plain"])
    yield Figure(
        "gap-left-most",
        Text(
            "share of the gap that augmentation leaves, worst seed", "增強後剩下的差距，最差的一次"
        ),
        float(shares.max()),
        at_most=0.5,
    )
    cost = np.subtract(new["augmented"], new["flipped"])
    yield Figure(
        "flips-cost-least",
        Text(
            "points that flips cost on new images, least", "翻轉在新圖像上損失的百分點，最少的一次"
        ),
        float(cost.min()),
        at_least=0,
    )


BENCHMARKS = (
    Benchmark(
        "augmentation",
        Text(
            "1,000 digits: what augmentation is worth, and what flips cost",
            "一千個數字：增強值多少，翻轉的代價",
        ),
        minutes=2,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
