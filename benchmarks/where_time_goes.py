"""Where the time of a training run goes: start-up, input pipeline, steps, validation.

The CNN of lab 3b is trained as its ``train_model`` trains it. Each part is then measured alone: the
pipeline without a network, the steps on prepared batches, the validation. While a network computes,
the pipeline prepares the next batches, so the parts add up to more than the epoch.

    python benchmarks/where_time_goes.py
"""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import perf_counter
from types import ModuleType
from typing import Any
from unittest import mock

from fundamentals.benchmarking import Benchmark, BenchmarkContext, Figure
from fundamentals.cli import main
from fundamentals.datasets import ImageDataset, load_dataset
from fundamentals.lab import load_module
from fundamentals.language import Text
from fundamentals.manifest import find_course

READY_BATCHES = 8


def measure(dataset: str, run: BenchmarkContext, *, turns: int = 5) -> Iterator[Figure]:
    """Yield the seconds of every part, and the ratio of an epoch to its steps."""
    for name, title, seconds in start_up(dataset):
        yield Figure(name, title, seconds, "s")
    import keras

    from fundamentals.training import fit

    images = load_dataset(dataset)
    lab = load_module(find_course().lab("lab03b").solution_path)
    keras.utils.set_random_seed(run.seed)
    begun = perf_counter()
    model, batches, validation = prepared(lab, images)
    yield Figure("build", Text("build and compile", "建立與編譯網路"), perf_counter() - begun, "s")
    ready = list(batches.take(READY_BATCHES))
    begun = perf_counter()
    # The number of steps per call of the compiled function.
    model.fit(repeat(ready, model.steps_per_execution), verbose=0, shuffle=False)
    yield Figure(
        "first-step", Text("first step: tracing", "第一步：追蹤計算圖"), perf_counter() - begun, "s"
    )
    steps = sum(1 for _ in batches)
    arguments = {"epochs": 1, "verbose": False}
    parts: dict[str, Callable[[], object]] = {
        "pipeline": lambda: [None for _ in batches],
        "steps": lambda: fit(model, repeat(ready, steps), **arguments),
        "validation": lambda: model.evaluate(*validation, verbose=0),
        "epoch": lambda: fit(model, batches, validation_data=validation, **arguments),
    }
    found = timings(parts, turns, run)
    titles = {
        "pipeline": Text("input pipeline alone", "只有輸入管線 (input pipeline)"),
        "steps": Text("training steps on ready batches", "以備妥的批次訓練"),
        "validation": Text("validation", "驗證"),
        "epoch": Text("a whole epoch", "一整個週期"),
    }
    for name, title in titles.items():
        yield Figure(name, title, found[name], "s")
    yield Figure(
        "overlap",
        Text("an epoch over its steps and validation", "一個週期除以其訓練與驗證"),
        found["epoch"] / (found["steps"] + found["validation"]),
        note=Text(
            "1 where the pipeline never keeps the network waiting",
            "等於 1 表示輸入管線從不讓網路等待",
        ),
    )


def start_up(dataset: str) -> Iterator[tuple[str, Text, float]]:
    """Yield the times of everything before training begins, each in a new process."""
    python = seconds_of("pass")
    yield "import", Text("import Keras", "匯入 Keras"), seconds_of("import keras") - python
    load = f"from fundamentals.datasets import load_dataset; load_dataset({dataset!r})"
    yield "data", Text("load the dataset", "載入資料集"), seconds_of(load) - python


def seconds_of(code: str) -> float:
    """Return how long a Python process takes to run ``code``; with the files in the disk cache."""
    times = []
    for _ in range(3):
        begun = perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
        times.append(perf_counter() - begun)
    return min(times)


def prepared(lab: ModuleType, images: ImageDataset) -> tuple[Any, Any, tuple[Any, Any]]:
    """Return the compiled network, the batches and the validation data that the lab's fit gets."""
    import tensorflow as tf

    model = lab.build_cnn(images.image_shape, images.num_classes)
    splits = [
        part
        for split in (images.train, images.validation)
        for part in (lab.prepare_images(split.images), split.labels)
    ]
    with mock.patch.object(lab, "fit") as fit:
        lab.train_model(model, *splits, lab.EPOCHS[images.name])
    x, *labels = fit.call_args.args[1:]
    if not isinstance(x, tf.data.Dataset):
        labels = labels or [fit.call_args.kwargs["y"]]
        size = fit.call_args.kwargs.get("batch_size") or 32
        x = tf.data.Dataset.from_tensor_slices((x, *labels)).shuffle(len(x)).batch(size)
    return model, x, fit.call_args.kwargs["validation_data"]


def repeat(batches: list[Any], steps: int) -> Any:
    """Return a dataset of ``steps`` batches in memory."""
    import tensorflow as tf

    images, labels = (tf.stack(part) for part in zip(*batches, strict=True))
    return tf.data.Dataset.from_tensor_slices((images, labels)).repeat().take(steps)


def timings(
    parts: dict[str, Callable[[], object]], turns: int, run: BenchmarkContext
) -> dict[str, float]:
    """Return each part's median seconds, in turns, after one that compiles."""
    seconds: dict[str, list[float]] = {name: [] for name in parts}
    for turn in run.each(range(turns + 1), Text("turn", "回合")):
        for name, part in parts.items():
            begun = perf_counter()
            part()
            if turn:
                seconds[name].append(perf_counter() - begun)
    return {name: median(times) for name, times in seconds.items()}


BENCHMARKS = tuple(
    Benchmark(
        f"time-{dataset.replace('_', '-')}",
        Text("where the time goes: CNN, {set}", "時間花在哪裡：CNN，{set}").format(set=dataset),
        minutes=minutes,
        measure=functools.partial(measure, dataset),
    )
    for dataset, minutes in (("digits", 0.5), ("sign_mnist", 1.5))
)

if __name__ == "__main__":
    sys.exit(main(["bench", "--script", __file__, *sys.argv[1:]]))
