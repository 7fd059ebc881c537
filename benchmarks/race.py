"""Which network is accurate sooner on Sign Language MNIST: the usual course CNN or the lab's.

    python benchmarks/race.py
    python benchmarks/race.py --set seeds=1

In one process, from one seed after the other, each on the whole training file: first the CNN that
public copies of the course's notebooks train (convolutions of 75, 50 and 25 kernels, 264,049
parameters, RMSprop, batches of 32, no augmentation), then the lab's, by its own `build_cnn` and
`train_model`. After each epoch its accuracy on the official test file is measured. No choice is
based on that, and its time is excluded for both. The time for compiling, in the first epoch,
counts.

The usual CNN stops as soon as it reaches 95 %. Its accuracy jumps from epoch to epoch, so one seed
means little, and the requirement is for the mean of all. One of its epochs is always the same work:
against that, each seed must hold. The learning rate of the lab's CNN rises
and falls once over its epochs, so it cannot stop early: its race lasts `epochs=2`.

The number of threads per operation is among the figures: it determines the order of sums, hence
their rounding, and hence the epoch after which the usual CNN happens to reach its mark.
"""

from __future__ import annotations

import math
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import numpy as np

from fundamentals.benchmarking import (
    Benchmark,
    BenchmarkContext,
    Figure,
    require_epochs,
)
from fundamentals.cli import main
from fundamentals.comparison import Recipe, find_models, load_recipes
from fundamentals.cores import THREADS_PER_OPERATION
from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.training import fit, set_seed

if TYPE_CHECKING:
    import keras
    import pandas as pd

GOOD, VERY_GOOD = 0.95, 0.99
BOUND = 1 / 5
# Of one epoch of the usual CNN, in which it always does the same work.
EPOCH_BOUND = 0.4

USUAL = Text("usual course CNN", "一般課程的 CNN")
OURS = Text("lab's CNN", "實作的 CNN")
THREADS = Text("threads that compute an operation", "計算一個運算的執行緒數")
RATIO = Text("ours to 99 % over the usual one to 95 %", "我們到 99 % 除以一般 CNN 到 95 %")
EPOCH_RATIO = Text(
    "ours to 99 % over one epoch of the usual one", "我們到 99 % 除以一般 CNN 的一個週期 (epoch)"
)


@dataclass(frozen=True)
class Lap:
    """A network's race.

    Attributes:
        name: Its name for readers.
        parameters: Number of its weights, trainable or not.
        seconds: Training time since the start, by epoch, without testing.
        accuracy: On the test images, 0–1, by epoch.
        testing: Total seconds of testing.
    """

    name: Text
    parameters: int
    seconds: list[float]
    accuracy: list[float]
    testing: float

    @property
    def epoch(self) -> float:
        """Seconds of one epoch: the median of all but the first, which includes compiling."""
        lasted = list(np.diff(self.seconds, prepend=0.0))
        return median(lasted[1:] or lasted)

    def until(self, target: float) -> float:
        """Return the seconds until the accuracy first reached the target; else infinity."""
        laps = zip(self.seconds, self.accuracy, strict=True)
        return next((seconds for seconds, accuracy in laps if accuracy >= target), math.inf)

    def spent(self, target: float) -> float:
        """Return the seconds until the accuracy reached the target or the training gave up."""
        return min(self.until(target), self.seconds[-1])


def measure(
    run: BenchmarkContext, *, seeds: int = 5, epochs: int = 2, usual_epochs: int = 12
) -> Iterator[Figure]:
    """Train both from each seed; yield their times and write the curves.

    Args:
        run: Gives the first seed.
        seeds: Number of seeds.
        epochs: Passes of the lab's CNN over the training images, in one cycle.
        usual_epochs: Passes after which the usual CNN gives up; the seconds until then count.
    """
    yield Figure("threads", THREADS, count_threads(), spec=",.0f")
    dataset = load_dataset("sign_mnist")
    _, recipe = load_recipes(find_models(), dataset)
    races: list[tuple[Lap, Lap]] = []
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        usual = race(
            USUAL,
            lambda: build_usual_cnn(dataset.image_shape, dataset.num_classes),
            train_usual,
            dataset,
            recipe,
            seed=seed,
            epochs=usual_epochs,
        )
        if usual.accuracy[-1] < GOOD:
            require_epochs([len(usual.accuracy)], [usual_epochs])
        ours = race(
            OURS,
            lambda: recipe.build(dataset.image_shape, dataset.num_classes),
            recipe.train,
            dataset,
            recipe,
            seed=seed,
            epochs=epochs,
        )
        require_epochs([len(ours.accuracy)], [epochs])
        if not races:
            for key, lap in (("usual", usual), ("ours", ours)):
                title = Text("{name}, parameters", "{name}，參數").format(name=lap.name)
                yield Figure(f"{key}-parameters", title, lap.parameters, spec=",.0f")
        races.append((usual, ours))
        yield from single(usual, ours, seed)
    yield from summary(races)
    draw(races, run.output)


def count_threads() -> int:
    """Return how many threads TensorFlow uses for an operation."""
    return int(os.environ[THREADS_PER_OPERATION])


def race(
    name: Text,
    build: Callable[[], keras.Model],
    train: Callable[..., Any],
    dataset: ImageDataset,
    recipe: Recipe,
    *,
    seed: int,
    epochs: int,
) -> Lap:
    """Train one network on all training images, testing it after each epoch."""
    test = dataset.test
    if test is None:
        raise ValueError(f"{dataset.name} has no test images")
    everything = dataset.train_and_validation
    images, labels = recipe.prepare(everything.images), everything.labels
    set_seed(seed)
    model = build()
    print(f"{name}: {model.count_params():,}")
    testing = time_evaluation(model)
    history = train(model, images, labels, recipe.prepare(test.images), test.labels, epochs).history
    if len(testing) != len(history["seconds"]):
        raise RuntimeError(f"{len(testing)} evaluations in {len(history['seconds'])} epochs")
    return Lap(
        name=name,
        parameters=model.count_params(),
        seconds=list(np.cumsum(np.subtract(history["seconds"], testing))),
        accuracy=history["val_accuracy"],
        testing=sum(testing),
    )


def time_evaluation(model: keras.Model) -> list[float]:
    """Return a list to which each ``model.evaluate``, also that of ``fit``, adds its seconds."""
    seconds: list[float] = []
    evaluate = model.evaluate

    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return evaluate(*arguments, **named)
        finally:
            seconds.append(time.perf_counter() - started)

    model.evaluate = timed
    return seconds


def build_usual_cnn(image_shape: tuple[int, int, int], num_classes: int) -> keras.Model:
    """Return the CNN of the course's notebooks, as in public copies."""
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(75, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(padding="same"),
            layers.Conv2D(50, 3, padding="same", activation="relu"),
            layers.Dropout(0.2),
            layers.BatchNormalization(),
            layers.MaxPooling2D(padding="same"),
            layers.Conv2D(25, 3, padding="same", activation="relu"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(padding="same"),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(num_classes, activation="softmax"),
        ],
        name="usual",
    )


def train_usual(
    model: keras.Model,
    x_train: np.ndarray,
    y_train: np.ndarray,
    x_test: np.ndarray,
    y_test: np.ndarray,
    epochs: int,
) -> keras.callbacks.History:
    """Train as the course does, until 95 % of the test images are right."""
    import keras

    def stop_if_good(epoch: int, logs: dict[str, float]) -> None:
        model.stop_training = logs["val_accuracy"] >= GOOD

    model.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return fit(
        model,
        x_train,
        y_train,
        validation_data=(x_test, y_test),
        epochs=epochs,
        batch_size=32,
        callbacks=[keras.callbacks.LambdaCallback(on_epoch_end=stop_if_good)],
    )


def single(usual: Lap, ours: Lap, seed: int) -> Iterator[Figure]:
    """Yield the figures of one seed."""
    named = {"usual": usual.name, "ours": ours.name}
    for name, title, value, unit, spec in (
        (
            "usual-epochs",
            Text("{usual}, epochs", "{usual}，週期 (epoch)"),
            len(usual.seconds),
            "",
            ",.0f",
        ),
        (
            "usual-to-95",
            Text("{usual}, seconds to 95 %", "{usual}，到 95 % 的秒數"),
            usual.spent(GOOD),
            "s",
            ".1f",
        ),
        (
            "usual-accuracy",
            Text("{usual}, test accuracy at the end", "{usual}，最後的測試準確度"),
            100 * usual.accuracy[-1],
            "%",
            ".2f",
        ),
        (
            "ours-to-95",
            Text("{ours}, seconds to 95 %", "{ours}，到 95 % 的秒數"),
            ours.until(GOOD),
            "s",
            ".1f",
        ),
        (
            "ours-to-99",
            Text("{ours}, seconds to 99 %", "{ours}，到 99 % 的秒數"),
            ours.until(VERY_GOOD),
            "s",
            ".1f",
        ),
        (
            "ours-accuracy",
            Text("{ours}, test accuracy at the end", "{ours}，最後的測試準確度"),
            100 * ours.accuracy[-1],
            "%",
            ".2f",
        ),
        ("ratio", RATIO, ours.until(VERY_GOOD) / usual.spent(GOOD), "", ".3f"),
        ("epoch-ratio", EPOCH_RATIO, ours.until(VERY_GOOD) / usual.epoch, "", ".3f"),
    ):
        of_seed = Text("{title}, seed {seed}", "{title}，種子 {seed}").format(
            title=title.format(**named), seed=seed
        )
        yield Figure(f"{name}-seed-{seed}", of_seed, value, unit, spec=spec)


def summary(races: list[tuple[Lap, Lap]]) -> Iterator[Figure]:
    """Yield the means of all seeds and their ratio, and the worst over one epoch of the usual."""
    title = Text("{name}, seconds to {target} %, mean", "{name}，到 {target} % 的秒數，平均")
    means = {
        "usual-to-95": (USUAL, 95, mean(usual.spent(GOOD) for usual, _ in races)),
        "ours-to-95": (OURS, 95, mean(ours.until(GOOD) for _, ours in races)),
        "ours-to-99": (OURS, 99, mean(ours.until(VERY_GOOD) for _, ours in races)),
    }
    for key, (name, target, seconds) in means.items():
        yield Figure(key, title.format(name=name, target=target), seconds, "s", spec=".1f")
    ratio = means["ours-to-99"][-1] / means["usual-to-95"][-1]
    yield Figure("ratio", RATIO, ratio, at_most=BOUND, spec=".3f")
    worst = max(ours.until(VERY_GOOD) / usual.epoch for usual, ours in races)
    title = Text("{ratio}, worst", "{ratio}，最差").format(ratio=EPOCH_RATIO)
    yield Figure("epoch-ratio", title, worst, at_most=EPOCH_BOUND, spec=".3f")


def draw(races: list[tuple[Lap, Lap]], folder: Path) -> None:
    """Write the curves of all seeds, labeled in each language, to the folder."""
    from matplotlib import pyplot

    from fundamentals.plotting import plot_race

    for language in LANGUAGES:
        figure, axes = pyplot.subplots(figsize=(7.2, 4.2), layout="constrained")
        with use_language(language):
            runs = {
                str(laps[0].name): [frame(lap) for lap in laps] for laps in zip(*races, strict=True)
            }
            plot_race(runs, targets=(GOOD, VERY_GOOD), ax=axes)
        suffix = "" if language == "en" else f".{language}"
        figure.savefig(folder / f"race{suffix}.png", dpi=110)
        pyplot.close(figure)


def frame(lap: Lap) -> pd.DataFrame:
    """Return a race as input for ``plot_race``."""
    import pandas as pd

    return pd.DataFrame({"seconds": lap.seconds, "accuracy": lap.accuracy})


BENCHMARKS = (
    Benchmark(
        "race",
        Text(
            "seconds to 95 % and 99 %: the usual course CNN against the lab's",
            "到達 95 % 與 99 % 的秒數：一般課程的 CNN 與實作的 CNN",
        ),
        minutes=10,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
