"""The gain of a base pre-trained on digits 0 to 4 for 5 to 9, compared with training from scratch.

    python benchmarks/transfer.py
    python benchmarks/transfer.py --set per_class=50

Base, steps and training from scratch are lab 5's own. Each seed pre-trains a
base anew and draws other images. Training from scratch gets the best of several learning rates: the
one with the highest mean, over all seeds, on the digits of the training split that were not drawn.
Accuracy is that of the 500 validation digits 5 to 9; neither that rate nor anything in the lab was
chosen with them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import mean

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

RATES = (0.001, 0.003, 0.01)
_BETTER = 5.0  # points


def measure(run: BenchmarkContext, *, seeds: int = 5, per_class: int = 10) -> Iterator[Figure]:
    """Yield the mean accuracies of both, and their difference.

    Args:
        run: Its seed is the first.
        seeds: Bases and draws.
        per_class: Training images per class, as in one of the lab's rows.
    """
    import keras

    lab = load_module(find_course().lab("lab05").solution_path)
    dataset = load_dataset("digits")
    old, (x_new, y_new) = lab.halves(dataset.train)
    _, held_out = lab.halves(dataset.validation)
    epochs = lab.EPOCHS[per_class]
    transfer = []
    chosen_by: dict[float, list[float]] = {rate: [] for rate in RATES}
    scratch_by: dict[float, list[float]] = {rate: [] for rate in RATES}
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        keras.utils.set_random_seed(seed)
        base = lab.build_base(dataset.image_shape)
        lab.pretrain(base, *old, lab.PRETRAINING_EPOCHS)
        few = lab.choose_few(y_new, per_class, np.random.default_rng(seed))
        rest = np.setdiff1d(np.arange(len(y_new)), few)
        drawn, not_drawn = ((x_new[rows], y_new[rows]) for rows in (few, rest))
        transfer.append(100 * lab.accuracy(lab.transfer(base, *drawn, epochs), *held_out))
        print(f"transfer {transfer[-1]:.1f} %")
        for rate in RATES:
            new_base = lab.build_base(dataset.image_shape)
            model = lab.train_all(new_base, *drawn, epochs, rate)
            chosen_by[rate].append(lab.accuracy(model, *not_drawn))
            scratch_by[rate].append(100 * lab.accuracy(model, *held_out))
            print(f"from scratch at {rate}: {scratch_by[rate][-1]:.1f} %")
    chosen = max(RATES, key=lambda rate: mean(chosen_by[rate]))
    scratch = scratch_by[chosen]
    gains = np.subtract(transfer, scratch)
    yield Figure(
        "transfer-mean",
        Text(
            "pre-trained base, {n} images a class, mean", "預訓練的基底，每類 {n} 張，平均"
        ).format(n=per_class),
        mean(transfer),
        "%",
    )
    yield Figure(
        "scratch-mean",
        Text("from scratch, {n} images a class, mean", "從零開始，每類 {n} 張，平均").format(
            n=per_class
        ),
        mean(scratch),
        "%",
    )
    yield Figure(
        "scratch-rate",
        Text("learning rate from scratch, chosen", "從零開始的學習率，選出來的"),
        chosen,
        spec=".3f",
    )
    yield Figure(
        "gain",
        Text("points gained, mean", "多出的百分點，平均"),
        float(gains.mean()),
        at_least=_BETTER,
    )
    yield Figure(
        "gain-least",
        Text("points gained, least of all seeds", "多出的百分點，最少的一次"),
        float(gains.min()),
    )


BENCHMARKS = (
    Benchmark(
        "transfer",
        Text(
            "ten images a class: a pre-trained base against training from scratch",
            "每類十張圖像：預訓練的基底與從零開始",
        ),
        minutes=4,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
