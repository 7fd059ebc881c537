"""Accuracy of the labs' networks over several seeds, on images that no choice was based on.

    python benchmarks/accuracy.py digits-accuracy
    python benchmarks/accuracy.py signs-accuracy --set seeds=5

The thresholds in tests/solutions/test_accuracy.py are the figures called "threshold": mean minus
four standard deviations. If there is a test split, no choice was based on it: not the epochs, the
learning rate or the architecture.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import mean, stdev

from fundamentals.benchmarking import (
    ALTERATION,
    BLOCKS,
    LOSS,
    SMOOTHED_LOSS,
    Benchmark,
    BenchmarkContext,
    Figure,
    Variant,
    require_epochs,
    variant_recipe,
)
from fundamentals.cli import main
from fundamentals.comparison import ModelResult, Recipe, compare, find_models, load_recipes
from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.language import Text

SPLITS = {
    "training": Text("training accuracy", "訓練準確度"),
    "validation": Text("validation accuracy", "驗證準確度"),
    "test": Text("test accuracy", "測試準確度"),
}


@dataclass(frozen=True)
class Experiment:
    """Images, the networks that learn them, and the required figures.

    Attributes:
        load: Returns the images.
        models: Keys of the networks.
        splits: Splits whose accuracy is reported.
        epochs: Passes over the images; None for the labs' own number.
        variant: Changes of the CNN; None for the labs' own networks.
        at_least: Lower bounds by name of a figure.
        at_most: Upper bounds by name of a figure.
    """

    load: Callable[[], ImageDataset]
    models: tuple[str, ...] = ("dense", "cnn")
    splits: tuple[str, ...] = ("training", "validation", "test")
    epochs: int | None = None
    variant: Variant | None = None
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, float] = field(default_factory=dict)

    def figure(
        self, name: str, title: Text, value: float, unit: str = "%", *, spec: str = ".2f"
    ) -> Figure:
        """Return a figure with its required bounds."""
        return Figure(
            name,
            title,
            value,
            unit,
            at_least=self.at_least.get(name),
            at_most=self.at_most.get(name),
            spec=spec,
        )


def measure(task: Experiment, run: BenchmarkContext, *, seeds: int = 5) -> Iterator[Figure]:
    """Train each network from each seed; yield its figures, then those of all seeds together."""
    dataset = task.load()
    print(dataset.source)
    recipes = recipes_of(task, dataset, run.output)
    accuracies: dict[tuple[str, str], list[float]] = {}
    names: dict[str, Text] = {}
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        results = compare(dataset, recipes, seed=seed, epochs=task.epochs).results
        asked = [task.epochs or recipe.epochs for recipe in recipes]
        require_epochs([result.epochs for result in results], asked)
        for result in results:
            if result.key not in names:
                yield from size(task, result)
            names[result.key] = result.name
            yield from single(task, result, seed)
            for split in told(task, result):
                share = getattr(result, f"{split}_accuracy")
                accuracies.setdefault((result.key, split), []).append(100 * share)
    for (key, split), values in accuracies.items():
        yield from summary(task, f"{key}-{split}", describe(names[key], split), values)


def recipes_of(task: Experiment, dataset: ImageDataset, folder: Path) -> list[Recipe]:
    """Return the recipe of each network of the task; a variant is written into the folder."""
    if task.variant is not None:
        return [variant_recipe(task.variant, dataset, folder)]
    return [recipe for recipe in load_recipes(find_models(), dataset) if recipe.key in task.models]


def told(task: Experiment, result: ModelResult) -> list[str]:
    """Return the splits that the task reports and the dataset has."""
    return [split for split in task.splits if getattr(result, f"{split}_accuracy") is not None]


def size(task: Experiment, result: ModelResult) -> Iterator[Figure]:
    """Yield the figures that do not depend on the seed."""
    whole = ",.0f"
    title = Text("{name}, parameters", "{name}，參數").format(name=result.name)
    yield task.figure(f"{result.key}-parameters", title, result.parameters, "", spec=whole)
    title = Text("{name}, epochs", "{name}，週期 (epoch)").format(name=result.name)
    yield task.figure(f"{result.key}-epochs", title, result.epochs, "", spec=whole)


def single(task: Experiment, result: ModelResult, seed: int) -> Iterator[Figure]:
    """Yield the figures of one seed."""
    of_seed = Text("{title}, seed {seed}", "{title}，種子 {seed}")
    seconds = Text("{name}, training time", "{name}，訓練時間").format(name=result.name)
    yield Figure(
        f"{result.key}-seconds-seed-{seed}",
        of_seed.format(title=seconds, seed=seed),
        result.seconds,
        "s",
        spec=".1f",
    )
    for split in told(task, result):
        title = of_seed.format(title=describe(result.name, split), seed=seed)
        share = getattr(result, f"{split}_accuracy")
        yield Figure(f"{result.key}-{split}-seed-{seed}", title, 100 * share, "%")
    if "validation" in task.splits:
        gap = Text("{name}, gap in points", "{name}，差距（百分點）").format(name=result.name)
        title = of_seed.format(title=gap, seed=seed)
        yield Figure(f"{result.key}-gap-seed-{seed}", title, 100 * result.gap, spec=".1f")


def summary(task: Experiment, name: str, title: Text, values: list[float]) -> Iterator[Figure]:
    """Yield mean and worst of all seeds, and for two or more the spread and the threshold."""
    for suffix, label, value in (
        ("mean", Text("{title}, mean", "{title}，平均"), mean(values)),
        ("worst", Text("{title}, worst", "{title}，最差"), min(values)),
    ):
        yield task.figure(f"{name}-{suffix}", label.format(title=title), value)
    if len(values) > 1:
        spread = stdev(values)
        label = Text("{title}, standard deviation", "{title}，標準差").format(title=title)
        yield task.figure(f"{name}-deviation", label, spread)
        label = Text("{title}, mean − 4 deviations", "{title}，平均減四個標準差").format(
            title=title
        )
        yield task.figure(f"{name}-threshold", label, mean(values) - 4 * spread)


def describe(name: Text, split: str) -> Text:
    """Return the name of an accuracy."""
    return Text("{name}, {accuracy}", "{name}，{accuracy}").format(
        name=name, accuracy=SPLITS[split]
    )


def digits_then_mnist() -> ImageDataset:
    """Return all 5,000 bundled digits for training, with the official test images of MNIST."""
    return replace(all_for_training("digits"), test=load_dataset("mnist").test)


def all_for_training(name: str) -> ImageDataset:
    """Return a dataset whose validation images, no longer needed, are also used for training."""
    dataset = load_dataset(name)
    return replace(dataset, train=dataset.train_and_validation)


def longer_lesson(blocks: str) -> Variant:
    """Return lab 3b's CNN for handwriting without a time limit: wider, with more augmentation.

    Smoothed labels keep it from being overconfident. Everything was chosen on held-out training
    images of MNIST: 20,000 that are not among the bundled digits, then 10,000 of all.
    """
    return Variant(
        "longer-lesson",
        Text("wider, altered more, labels smoothed", "更寬，變化更大，標籤平滑"),
        (
            (BLOCKS, blocks),
            (ALTERATION, "augment(images, seed, rotation=15, zoom=0.2, shear=0.2)"),
            (LOSS, SMOOTHED_LOSS),
        ),
    )


CNN_ONLY = ("cnn",)
# A fifth of the weights was in the dense layer. Global average pooling, instead of the last pooling
# and of flattening, leaves one value per kernel. The accuracy does not fall, because a third
# convolution looks at the larger maps. Chosen on photographs held out of the training file, with
# three seeds.
SMALLER = Variant(
    "smaller",
    Text("global average pooling, one more convolution", "全域平均池化，多一層卷積"),
    (
        (BLOCKS, "((16, True), (24, False), (24, True), (24, False), (28, False), (28, False))"),
        ("keras.layers.Flatten()", "keras.layers.GlobalAveragePooling2D()"),
    ),
)
# If the validation images are also training images.
TRAINED_ON_ALL = ("training", "test")
SIGNS_RECORD = Experiment(
    functools.partial(all_for_training, "sign_mnist"),
    models=CNN_ONLY,
    splits=TRAINED_ON_ALL,
    at_least={"cnn-test-mean": 99.97, "cnn-test-worst": 99.9},
    at_most={"cnn-parameters": 50_000, "cnn-epochs": 12},
)

BENCHMARKS = (
    Benchmark(
        "digits-accuracy",
        Text("both networks on the bundled digits", "兩個網路在附帶的數字上"),
        minutes=6,
        measure=functools.partial(
            measure,
            Experiment(
                functools.partial(load_dataset, "digits"), at_least={"cnn-validation-mean": 99}
            ),
        ),
    ),
    Benchmark(
        "signs-accuracy",
        Text("both networks on Sign Language MNIST", "兩個網路在 Sign Language MNIST 上"),
        minutes=4,
        measure=functools.partial(
            measure,
            Experiment(
                functools.partial(load_dataset, "sign_mnist"),
                at_least={"cnn-test-mean": 99.5},
                at_most={"dense-test-mean": 88},
            ),
            seeds=1,
        ),
    ),
    Benchmark(
        "signs-record",
        Text(
            "the CNN, trained on the whole training file of Sign Language MNIST",
            "用 Sign Language MNIST 整個訓練檔訓練的 CNN",
        ),
        minutes=8,
        measure=functools.partial(measure, SIGNS_RECORD),
    ),
    Benchmark(
        "signs-smaller",
        Text(
            "the CNN with fewer parameters, on Sign Language MNIST in the same way",
            "參數更少的 CNN，同樣用 Sign Language MNIST 量測",
        ),
        minutes=8,
        measure=functools.partial(
            measure,
            replace(
                SIGNS_RECORD,
                variant=SMALLER,
                at_most={"cnn-parameters": 30_000, "cnn-epochs": 12},
            ),
        ),
    ),
    Benchmark(
        "digits-to-mnist",
        Text(
            "the CNN, trained on the 5,000 bundled digits, on MNIST's official test images",
            "用附帶的 5,000 個數字訓練的 CNN，在 MNIST 官方測試圖像上",
        ),
        minutes=12,
        measure=functools.partial(
            measure,
            Experiment(
                digits_then_mnist,
                models=CNN_ONLY,
                splits=TRAINED_ON_ALL,
                epochs=60,
                variant=longer_lesson(
                    "((24, True), (40, False), (40, True), (64, False), (64, True))"
                ),
                at_least={"cnn-test-mean": 99.2},
            ),
        ),
    ),
    Benchmark(
        "mnist-accuracy",
        Text("the CNN on all of MNIST", "CNN 在整個 MNIST 上"),
        minutes=30,
        measure=functools.partial(
            measure,
            Experiment(
                functools.partial(all_for_training, "mnist"),
                models=CNN_ONLY,
                splits=TRAINED_ON_ALL,
                epochs=28,
                variant=longer_lesson(
                    "((18, True), (28, False), (28, True), (46, False), (46, True))"
                ),
                at_least={"cnn-test-mean": 99.6},
                at_most={"cnn-parameters": 50_000},
            ),
            seeds=3,
        ),
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
