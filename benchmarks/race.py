"""Which network is sooner good: the usual course CNN or the lab's, on Sign Language MNIST.

    python benchmarks/race.py

One after the other in one process, each on the whole training file: first the CNN that public
copies of the course's notebooks train (convolutions of 75, 50 and 25 kernels, 264,049 parameters,
RMSprop, batches of 32, no augmentation), then the lab's, by its own `build_cnn` and `train_model`.
After each epoch the official test file says how good it is. That chooses nothing; the seconds that
it takes are measured and left out, for both alike. Compiling, in the first epoch, counts.

The usual CNN stops as soon as it has reached 95 %. The learning rate of the lab's rises and falls
once in the epochs that it is given, so it cannot stop early: its race is over `epochs=2`.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fundamentals.benchmarking import Benchmark, Figure, Run, expect_epochs
from fundamentals.cli import main
from fundamentals.comparison import Recipe, find_models, load_recipes
from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.language import LANGUAGES, Text, use_language
from fundamentals.training import fit, set_seed

if TYPE_CHECKING:
    import keras
    import pandas as pd

GOOD, VERY_GOOD = 0.95, 0.99
BOUND = 1 / 5

USUAL = Text("usual course CNN", "一般課程的 CNN")
OURS = Text("lab's CNN", "實作的 CNN")


@dataclass(frozen=True)
class Lap:
    """A network's race.

    Attributes:
        name: What a reader calls it.
        parameters: Number of its weights, trainable or not.
        seconds: Trained since the start, by epoch; testing is left out.
        accuracy: Of the test images, 0–1, by epoch.
        testing: Seconds that testing took in all.
    """

    name: Text
    parameters: int
    seconds: list[float]
    accuracy: list[float]
    testing: float

    def until(self, target: float) -> float:
        """Return the seconds after which the accuracy was first at the target; else infinity."""
        laps = zip(self.seconds, self.accuracy, strict=True)
        return next((seconds for seconds, accuracy in laps if accuracy >= target), math.inf)


def measure(run: Run, *, epochs: int = 2, usual_epochs: int = 12) -> Iterator[Figure]:
    """Let both train; yield how long each took and write the curves.

    Args:
        run: Both start from its seed.
        epochs: The lab's CNN goes through the training images that often, in one cycle.
        usual_epochs: The usual CNN gives up after so many.
    """
    dataset = load_dataset("sign_mnist")
    _, recipe = load_recipes(find_models(), dataset)
    usual = race(
        USUAL,
        lambda: build_usual_cnn(dataset.image_shape, dataset.num_classes),
        train_usual,
        dataset,
        recipe,
        seed=run.seed,
        epochs=usual_epochs,
    )
    if usual.accuracy[-1] < GOOD:
        expect_epochs([len(usual.accuracy)], [usual_epochs])
    yield from figures("usual", usual, targets=(GOOD,))
    ours = race(
        OURS,
        lambda: recipe.build(dataset.image_shape, dataset.num_classes),
        recipe.train,
        dataset,
        recipe,
        seed=run.seed,
        epochs=epochs,
    )
    expect_epochs([len(ours.accuracy)], [epochs])
    yield from figures("ours", ours, targets=(GOOD, VERY_GOOD))
    yield Figure(
        "ratio",
        Text("ours to 99 % over the usual one to 95 %", "我們到 99 % 除以一般 CNN 到 95 %"),
        ours.until(VERY_GOOD) / usual.until(GOOD),
        at_most=BOUND,
        spec=".3f",
    )
    yield Figure(
        "ratio-95",
        Text("ours to 95 % over the usual one to 95 %", "我們到 95 % 除以一般 CNN 到 95 %"),
        ours.until(GOOD) / usual.until(GOOD),
        spec=".3f",
    )
    draw((usual, ours), run.output)


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
    """Return the CNN of the course's notebooks, as public copies of them have it."""
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


def figures(key: str, lap: Lap, *, targets: tuple[float, ...]) -> Iterator[Figure]:
    """Yield what one network's race came to."""

    def titled(en: str, zh_hant: str) -> Text:
        return Text(f"{{name}}, {en}", f"{{name}}，{zh_hant}").format(name=lap.name)

    whole = ",.0f"
    yield Figure(f"{key}-parameters", titled("parameters", "參數"), lap.parameters, spec=whole)
    yield Figure(f"{key}-epochs", titled("epochs", "週期 (epoch)"), len(lap.seconds), spec=whole)
    for target in targets:
        title = titled(f"seconds to {target:.0%} of the test images", f"測試達 {target:.0%} 的秒數")
        yield Figure(f"{key}-to-{100 * target:.0f}", title, lap.until(target), "s", spec=".1f")
    title = titled("training in all", "訓練總時間")
    yield Figure(f"{key}-seconds", title, lap.seconds[-1], "s", spec=".1f")
    title = titled("testing, left out", "測試時間（不計）")
    yield Figure(f"{key}-testing", title, lap.testing, "s", spec=".1f")
    title = titled("test accuracy at the end", "最後的測試準確率")
    yield Figure(f"{key}-accuracy", title, 100 * lap.accuracy[-1], "%")


def draw(laps: tuple[Lap, ...], folder: Path) -> None:
    """Write the curves, labelled in each language, into the folder."""
    from matplotlib import pyplot

    from fundamentals.plotting import plot_race

    for language in LANGUAGES:
        figure, axes = pyplot.subplots(figsize=(7.2, 4.2), layout="constrained")
        with use_language(language):
            runs = {str(lap.name): frame(lap) for lap in laps}
            plot_race(runs, targets=(GOOD, VERY_GOOD), ax=axes)
        suffix = "" if language == "en" else f".{language}"
        figure.savefig(folder / f"race{suffix}.png", dpi=110)
        pyplot.close(figure)


def frame(lap: Lap) -> pd.DataFrame:
    """Return a race as ``plot_race`` takes it."""
    import pandas as pd

    return pd.DataFrame({"seconds": lap.seconds, "accuracy": lap.accuracy})


BENCHMARKS = (
    Benchmark(
        "race",
        Text(
            "seconds to 95 % and 99 %: the usual course CNN against the lab's",
            "到達 95 % 與 99 % 的秒數：一般課程的 CNN 與實作的 CNN",
        ),
        minutes=6,
        measure=measure,
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
