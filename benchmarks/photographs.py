"""Photographs of one's own: how well the default recipe reads those of persons it has never seen.

    fundamentals bench photographs LEARN MEASURE

Both are folders with one sub-folder per class. The recipe that `compare` uses for folders learns
all of LEARN; MEASURE is only measured, and no choice depends on it. The dense network of lab 2
learns the same, for comparison.

Without folders, the hand digits of the data home are read: each seed holds out another fifth of the
persons, so that five seeds measure every photograph once. The recipe was chosen by this.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure, require_epochs
from fundamentals.cli import main
from fundamentals.comparison import Recipe, find_models, load_recipes
from fundamentals.datasets import ImageDataset, Split, data_home, load_dataset
from fundamentals.errors import DatasetError
from fundamentals.language import Text
from fundamentals.training import set_seed

HAND_DIGITS = "hand_digits"
PARTS = 5

Photographs = tuple[ImageDataset, Split]


@dataclass(frozen=True)
class Measured:
    """One training.

    Attributes:
        wrong: Photographs that were read wrong.
        count: Photographs that were measured.
        seconds: How long the training took.
    """

    wrong: int
    count: int
    seconds: float

    @property
    def accuracy(self) -> float:
        """In percent."""
        return 100 * (1 - self.wrong / self.count)


def measure_photographs(
    run: BenchmarkContext, *, learn: str = "", measure: str = "", seeds: int = 5
) -> Iterator[Figure]:
    """Train both networks once per seed; yield accuracy on other photographs, and seconds."""
    photographs = two_folders(learn, measure) if learn else by_person()
    dataset, unseen = photographs(run.seed)
    yield from compared_folders(dataset, unseen)
    names = {recipe.key: recipe.name for recipe in load_recipes(find_models(), dataset)}
    runs: dict[str, list[Measured]] = {key: [] for key in names}
    for seed in run.each(range(run.seed, run.seed + seeds), Text("seed", "種子")):
        dataset, unseen = photographs(seed)
        for recipe in load_recipes(find_models(), dataset):
            measured = train_and_measure(recipe, dataset, unseen, seed)
            runs[recipe.key].append(measured)
            title = Text("{name}: accuracy, seed {seed}", "{name}：準確度，種子 {seed}").format(
                name=recipe.name, seed=seed
            )
            yield Figure(f"{recipe.key}-seed-{seed}", title, measured.accuracy, "%")
    for key, name in names.items():
        yield from summary(key, name, runs[key])
    wrong = {key: sum(each.wrong for each in every) for key, every in runs.items()}
    title = Text(
        "photographs read wrong, dense network to CNN", "認錯的照片，密集神經網路與 CNN 之比"
    )
    # At least one, so that a CNN without errors has a ratio.
    ratio = wrong["dense"] / max(wrong["cnn"], 1)
    yield Figure("ratio", title, ratio, "×", at_least=1, spec=".1f")


def compared_folders(dataset: ImageDataset, unseen: Split) -> Iterator[Figure]:
    """Yield how many photographs are learned, measured, and both."""
    learned = dataset.train.images
    yield Figure("learned", Text("photographs learned", "學習的照片"), len(learned), spec=",.0f")
    yield Figure("measured", Text("photographs measured", "量測的照片"), len(unseen), spec=",.0f")
    known = {image.tobytes() for image in learned}
    yield Figure(
        "in-both",
        Text("photographs in both", "兩邊都有的照片"),
        sum(image.tobytes() in known for image in unseen.images),
        at_most=0,
        spec=".0f",
    )


def summary(key: str, name: Text, runs: list[Measured]) -> Iterator[Figure]:
    """Yield mean and worst accuracy and the seconds of one network."""
    accuracies = [each.accuracy for each in runs]
    for figure, title, value, unit, spec in (
        ("mean", Text("accuracy, mean", "準確度，平均"), np.mean(accuracies), "%", ".2f"),
        ("worst", Text("accuracy, worst", "準確度，最差"), min(accuracies), "%", ".2f"),
        (
            "seconds",
            Text("seconds of a training run, mean", "一次訓練的秒數，平均"),
            np.mean([each.seconds for each in runs]),
            "s",
            ".1f",
        ),
    ):
        both = Text("{name}: {title}", "{name}：{title}").format(name=name, title=title)
        yield Figure(f"{key}-{figure}", both, float(value), unit, spec=spec)


def train_and_measure(recipe: Recipe, dataset: ImageDataset, unseen: Split, seed: int) -> Measured:
    """Train a network; count the photographs of ``unseen`` that it reads wrong."""
    set_seed(seed)
    model = recipe.build(dataset.image_shape, dataset.num_classes)
    inputs = [
        part
        for split in (dataset.train, dataset.validation)
        for part in (recipe.prepare(split.images), recipe.encode(split.labels, dataset.num_classes))
    ]
    started = time.perf_counter()
    history = recipe.train(model, *inputs, recipe.epochs)
    seconds = time.perf_counter() - started
    require_epochs([len(history.history["loss"])], [recipe.epochs])
    predicted = model.predict(recipe.prepare(unseen.images), verbose=0).argmax(axis=1)
    return Measured(int((predicted != unseen.labels).sum()), len(unseen), seconds)


def two_folders(learn: str, measure: str) -> Callable[[int], Photographs]:
    """Return all photographs of one folder to train on, and all of the other at the same size."""
    dataset = load_dataset(f"folder:{learn}")
    height, width, _ = dataset.image_shape
    other = load_dataset(f"folder:{measure}", image_size=(height, width))
    if other.class_names != dataset.class_names:
        raise DatasetError(
            Text("classes {classes} in {folder}", "{folder} 的類別是 {classes}").format(
                classes=", ".join(other.class_names), folder=measure
            ),
            expected=Text("those of {folder}: {classes}", "與 {folder} 相同：{classes}").format(
                classes=", ".join(dataset.class_names), folder=learn
            ),
            fix=Text("name the sub-folders alike", "子資料夾請取相同的名稱"),
        )
    # Nothing is chosen by the validation images, which are learned as well.
    whole = replace(dataset, train=dataset.train_and_validation)
    return lambda seed: (whole, other.train_and_validation)


def by_person() -> Callable[[int], Photographs]:
    """Return the hand digits, for each seed with another fifth of the persons held out."""
    dataset = load_dataset(f"folder:{data_home() / HAND_DIGITS}", group_by="rounds")
    everything = dataset.train_and_validation
    persons = everything.groups
    assert persons is not None
    # The same parts for every seed: the order of the persons says nothing about them.
    part = np.argsort(np.random.PCG64(0).random_raw(persons.max() + 1))[persons] % PARTS

    def held_out(seed: int) -> Photographs:
        known, unseen = (
            Split(everything.images[rows], everything.labels[rows], persons[rows])
            for rows in (part != seed % PARTS, part == seed % PARTS)
        )
        return replace(dataset, train=known, validation=unseen), unseen

    return held_out


BENCHMARKS = (
    Benchmark(
        "photographs",
        Text(
            "photographs of persons that the network has never seen",
            "網路從沒看過的人所拍的照片",
        ),
        minutes=12,
        measure=measure_photographs,
        arguments=("learn", "measure"),
    ),
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
