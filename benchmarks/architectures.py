"""Lab 6's networks over several seeds, and its thirty layers with and without skips.

    python benchmarks/architectures.py

Networks, training and epochs are lab 6's own. Accuracy is that of the 1,000 validation digits, with
which only the lab's common learning rate was chosen.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Iterator

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.datasets import load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

_BETTER = 50.0  # points

_NAMES = {
    "cnn": Text("CNN of lab 3b", "實作 3b 的 CNN"),
    "residual": Text("30 layers, residual", "30 層殘差網路"),
    "plain": Text("30 layers without skips", "沒有跳接的 30 層"),
    "separable": Text("separable CNN", "可分離 CNN"),
    "lstm": Text.untranslated("LSTM"),
    "attention": Text("attention", "注意力"),
    "no-positions": Text("attention without positions", "無位置編碼的注意力"),
}


def measure(run: BenchmarkContext, *, seeds: int = 5, epochs: int = 10) -> Iterator[Figure]:
    """Yield for each network its parameters, accuracies and seconds.

    Args:
        run: Gives the first seed.
        seeds: Trainings of each network.
        epochs: Passes over the training images; the lab's are 10.
    """
    import keras

    course = find_course()
    lab = load_module(course.lab("lab06").solution_path)
    sequences = load_module(course.lab("lab06b").solution_path)
    builders = {
        "cnn": lab.build_cnn,
        "residual": functools.partial(lab.build_deep, blocks=lab.BLOCKS),
        "plain": functools.partial(lab.build_deep, blocks=lab.BLOCKS, skip=False),
        "separable": lab.build_separable,
        "lstm": sequences.build_lstm,
        "attention": sequences.build_attention,
        "no-positions": functools.partial(sequences.build_attention, positions=False),
    }
    dataset = load_dataset("digits")
    data = (*lab.prepare(dataset.train), *lab.prepare(dataset.validation))
    measured = {}
    for key in run.each(list(builders), Text("network", "網路")):
        measures = measured[key] = []
        for seed in range(run.seed, run.seed + seeds):
            keras.utils.set_random_seed(seed)
            model = builders[key](dataset.image_shape, dataset.num_classes)
            measures.append(lab.measure_model(model, *data, epochs))
            print(f"{key}, seed {seed}: {measures[-1]['accuracy']:.1%}")
        yield from _figures(key, measures)
    residual, plain = (
        [100 * measure["accuracy"] for measure in measured[key]] for key in ("residual", "plain")
    )
    yield Figure(
        "skips-gain-least",
        Text(
            "points that skips gain in 30 layers, least of all seeds",
            "30 層時跳接多出的百分點，最少的一次",
        ),
        min(residual) - max(plain),
        at_least=_BETTER,
    )


def _figures(key: str, measures: list[dict[str, float]]) -> Iterator[Figure]:
    name = _NAMES[key]
    accuracies = 100 * np.array([measure["accuracy"] for measure in measures])

    def said(english: str, chinese: str) -> Text:
        return Text(f"{{name}}, {english}", f"{{name}}，{chinese}").format(name=name)

    parameters = measures[0]["parameters"]
    yield Figure(f"{key}-parameters", said("parameters", "參數"), parameters, spec=",.0f")
    yield Figure(f"{key}-mean", said("mean accuracy", "平均準確度"), float(accuracies.mean()), "%")
    yield Figure(
        f"{key}-worst",
        said("accuracy with its worst seed", "最差種子的準確度"),
        float(accuracies.min()),
        "%",
    )
    seconds = float(np.mean([measure["seconds"] for measure in measures]))
    yield Figure(f"{key}-seconds", said("training", "訓練"), seconds, "s")


BENCHMARKS = (
    Benchmark(
        "architectures",
        Text(
            "lab 6: what each way to read a digit costs and reaches",
            "實作 6：每種讀數字的方法，代價多大、效果多好",
        ),
        minutes=9,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
