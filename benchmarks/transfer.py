"""What a base pre-trained on digits 0 to 4 is worth for 5 to 9, beside training from scratch.

    python benchmarks/transfer.py

Everything is lab 5's own: its base, its steps, its training from scratch. Each seed pre-trains a
base anew and draws other images. Accuracy is that of the 500 validation digits 5 to 9, which chose
nothing: rates and epochs were chosen on digits of the training split.

From scratch, a higher rate than the lab's does better: `--set scratch_rate=0.003` shows how far.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from fundamentals.authoring import find_course, load_module
from fundamentals.benchmarking import Benchmark, Figure, Run
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.language import Text

if TYPE_CHECKING:
    import keras

_BETTER = 5.0  # points


def measure(
    run: Run,
    *,
    seeds: int = 5,
    per_class: int = 10,
    pretraining_epochs: int = 16,
    scratch_rate: float = 0.001,
) -> Iterator[Figure]:
    """Yield the mean accuracies of both, and how far they are apart.

    Args:
        run: Its seed is the first.
        seeds: Bases and draws.
        per_class: Training images a class.
        pretraining_epochs: Passes over the digits 0 to 4.
        scratch_rate: Learning rate from scratch; the lab's is 0.001.
    """
    import keras

    lab = load_module(find_course().lab("lab05").solution_path)
    dataset = load_dataset("digits")
    old, (x_new, y_new) = lab.halves(dataset.train)
    _, held_out = lab.halves(dataset.validation)
    results = []
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        keras.utils.set_random_seed(seed)
        base = lab.build_base(dataset.image_shape)
        lab.pretrain(base, *old, pretraining_epochs)
        few = lab.choose_few(y_new, per_class, np.random.default_rng(seed))
        models = (
            lab.transfer(base, x_new[few], y_new[few]),
            from_scratch(lab, x_new[few], y_new[few], scratch_rate),
        )
        results.append([100 * lab.accuracy(model, *held_out) for model in models])
        print(f"transfer {results[-1][0]:.1f} %, scratch {results[-1][1]:.1f} %")
    transfer, scratch = np.transpose(results)
    yield Figure(
        "transfer-mean",
        Text(
            "pre-trained base, {n} images a class, mean", "預訓練的基底，每類 {n} 張，平均"
        ).format(n=per_class),
        float(transfer.mean()),
        "%",
    )
    yield Figure(
        "scratch-mean",
        Text("from scratch, {n} images a class, mean", "從零開始，每類 {n} 張，平均").format(
            n=per_class
        ),
        float(scratch.mean()),
        "%",
    )
    yield Figure(
        "gain",
        Text("points gained, mean", "多出的百分點，平均"),
        float((transfer - scratch).mean()),
        at_least=_BETTER,
    )
    yield Figure(
        "gain-least",
        Text("points gained, least of all seeds", "多出的百分點，最少的一次"),
        float((transfer - scratch).min()),
    )


def from_scratch(lab: Any, images: np.ndarray, labels: np.ndarray, rate: float) -> keras.Model:
    """Train the lab's network from scratch as the lab does, at ``rate``."""
    model = lab.with_new_head(lab.build_base(images.shape[1:]), int(labels.max()) + 1)
    model.optimizer.learning_rate = rate
    model.fit(images, labels, epochs=lab.SCRATCH_EPOCHS, batch_size=10, verbose=0)
    return model


BENCHMARKS = (
    Benchmark(
        "transfer",
        Text(
            "ten images a class: a pre-trained base against training from scratch",
            "每類十張影像：預訓練的基底與從零開始",
        ),
        minutes=4,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
